/** The names on the base map and the metro's stations. */

import type { LayerSpecification } from "maplibre-gl";
import {
  byZoom,
  type Expression,
  expression,
  geometryIs,
  isOneOf,
  nameIn,
  nameWithLocal,
} from "../expressions";
import type { BaseColours } from "../palette";
import { FONT, FONT_MEDIUM, FONT_SEMIBOLD, from, halo, labelPoints } from "./common";
import { isMajor, isMiddle, isMinor } from "./roads";

const LANDMARKS = [
  ..."health.hospital education.university culture.theatre culture.museum shop.mall shop.market".split(
    " ",
  ),
  ..."transport.airport transport.rail_station transport.bus_station sport.stadium public.townhall".split(
    " ",
  ),
  ..."culture.attraction culture.monument leisure.zoo".split(" "),
];

export function roadLabels(colours: BaseColours, lang: string): LayerSpecification[] {
  const labels = (
    id: string,
    filter: Expression,
    minzoom: number,
    size: number,
  ): LayerSpecification => ({
    id: `base-road-label-${id}`,
    type: "symbol",
    ...from("roads"),
    filter,
    minzoom,
    layout: {
      "symbol-placement": "line",
      "symbol-spacing": 340,
      "text-field": nameIn(lang),
      "text-font": FONT,
      "text-size": byZoom([minzoom, size], [18, size + 4]),
      "text-letter-spacing": 0.02,
      "text-max-angle": 32,
      "text-padding": 6,
    },
    paint: { "text-color": id === "major" ? colours.text : colours.textSoft, ...halo(colours) },
  });
  return [
    labels("minor", isMinor, 14.5, 10.5),
    labels("middle", isMiddle, 13, 11),
    labels("major", isMajor, 11.2, 11.5),
  ];
}

export function waterLabels(colours: BaseColours, lang: string): LayerSpecification[] {
  const text = {
    "text-field": nameIn(lang),
    "text-font": FONT,
    "text-size": byZoom([12, 11], [18, 14]),
    "text-letter-spacing": 0.06,
  } as const;
  const paint = { "text-color": colours.textWater, ...halo(colours, 1.2) };
  return [
    {
      id: "base-water-line-label",
      type: "symbol",
      ...from("water"),
      filter: geometryIs("LineString"),
      minzoom: 12,
      layout: { ...text, "symbol-placement": "line", "symbol-spacing": 420 },
      paint,
    },
    {
      id: "base-water-label",
      type: "symbol",
      ...labelPoints("water"),
      minzoom: 13,
      layout: { ...text, "text-max-width": 7 },
      paint,
    },
  ];
}

export function parkLabels(colours: BaseColours, lang: string): LayerSpecification[] {
  return [
    {
      id: "base-park-label",
      type: "symbol",
      ...labelPoints("greenery"),
      minzoom: 13.5,
      layout: {
        "text-field": nameIn(lang),
        "text-font": FONT,
        "text-size": byZoom([13, 10.5], [18, 14]),
        "text-max-width": 8,
        "text-padding": 8,
      },
      paint: { "text-color": colours.textPark, ...halo(colours, 1.4) },
    },
  ];
}

export function landmarkLabels(colours: BaseColours, lang: string): LayerSpecification[] {
  return [
    {
      id: "base-landmark",
      type: "symbol",
      ...from("places"),
      filter: isOneOf("category", LANDMARKS),
      minzoom: 14.5,
      layout: {
        "text-field": nameIn(lang),
        "text-font": FONT,
        "text-size": byZoom([14, 10.5], [18, 13]),
        "text-max-width": 8,
        "text-padding": 10,
      },
      paint: { "text-color": colours.textSoft, ...halo(colours, 1.4) },
    },
  ];
}

export function metroStations(colours: BaseColours, lang: string): LayerSpecification[] {
  const isStation = expression("all", geometryIs("Point"), [
    "!=",
    ["to-string", ["get", "kind"]],
    "entrance",
  ]);
  return [
    {
      id: "base-metro",
      type: "circle",
      ...from("metro"),
      filter: isStation,
      minzoom: 10.5,
      paint: {
        "circle-color": colours.edge,
        "circle-stroke-color": colours.metro,
        "circle-radius": byZoom([10.5, 1.8], [14, 4], [18, 8]),
        "circle-stroke-width": byZoom([10.5, 1.2], [14, 2.4], [18, 4]),
      },
    },
    {
      id: "base-metro-label",
      type: "symbol",
      ...from("metro"),
      filter: isStation,
      minzoom: 12.5,
      layout: {
        "text-field": nameWithLocal(lang),
        "text-font": FONT_MEDIUM,
        "text-size": byZoom([12, 10.5], [18, 14]),
        "text-variable-anchor": ["left", "right", "bottom", "top"],
        "text-radial-offset": 0.7,
        "text-justify": "auto",
        "text-max-width": 9,
      },
      paint: { "text-color": colours.metro, ...halo(colours) },
    },
  ];
}

export function districtLabels(colours: BaseColours, lang: string): LayerSpecification[] {
  return [
    {
      id: "base-district-label",
      type: "symbol",
      ...labelPoints("districts"),
      maxzoom: 14.5,
      layout: {
        "text-field": nameWithLocal(lang),
        "text-font": FONT_SEMIBOLD,
        "text-size": byZoom([9, 11], [13, 16]),
        "text-letter-spacing": 0.04,
        "text-max-width": 8,
        "text-padding": 4,
      },
      paint: { "text-color": colours.text, "text-opacity": 0.82, ...halo(colours, 2) },
    },
  ];
}
