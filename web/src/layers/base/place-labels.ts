/** The names of districts, metro stations, landmarks and parks. */

import type { LayerSpecification } from "maplibre-gl";
import {
  byZoom,
  capitalsWithLocal,
  type Expression,
  expression,
  geometryIs,
  isOneOf,
  nameIn,
  nameWithLocal,
  shortFirst,
} from "../expressions";
import { dot, metroMark } from "../icons";
import { FONT, FONT_MEDIUM, FONT_SEMIBOLD, from, halo, labelPoints, type Scene } from "./common";

export function districtLabels({ colours, lang }: Scene): LayerSpecification[] {
  return [
    {
      id: "base-district-label",
      type: "symbol",
      ...labelPoints("districts"),
      minzoom: 9,
      maxzoom: 14.5,
      layout: {
        "text-field": capitalsWithLocal(lang),
        "text-font": FONT_SEMIBOLD,
        "text-size": byZoom([9, 9.5], [11, 11.5], [14, 15]),
        "text-letter-spacing": 0.12,
        "text-line-height": 1.35,
        "text-max-width": 9,
        "text-padding": 6,
      },
      paint: {
        "text-color": colours.textSoft,
        "text-opacity": byZoom([12.5, 0.9], [14.4, 0.45]),
        ...halo(colours, 2),
      },
    },
  ];
}

const isStation = expression("all", geometryIs("Point"), [
  "!=",
  ["to-string", ["get", "kind"]],
  "entrance",
]);

export function metroStations({ colours, lang }: Scene): LayerSpecification[] {
  return [
    {
      id: "base-metro-dot",
      type: "circle",
      ...from("metro"),
      filter: isStation,
      minzoom: 10,
      maxzoom: 12.5,
      paint: {
        "circle-color": colours.edge,
        "circle-stroke-color": colours.metro,
        "circle-radius": byZoom([10, 1.4], [12.5, 2.6]),
        "circle-stroke-width": byZoom([10, 1], [12.5, 1.8]),
      },
    },
    {
      id: "base-metro",
      type: "symbol",
      ...from("metro"),
      filter: isStation,
      minzoom: 12.5,
      layout: {
        "icon-image": metroMark(colours.metro),
        "icon-size": byZoom([12.5, 0.62], [15, 0.85], [18, 1.1]),
        "icon-allow-overlap": true,
        "text-field": byStep(nameIn(lang), 14, nameWithLocal(lang)),
        "text-font": FONT_MEDIUM,
        "text-size": byZoom([12.5, 10.5], [18, 14]),
        "text-variable-anchor": ["left", "right", "bottom", "top"],
        "text-radial-offset": 0.95,
        "text-justify": "auto",
        "text-max-width": 9,
        "text-optional": true,
      },
      paint: { "text-color": colours.metro, ...halo(colours, 1.8) },
    },
  ];
}

/** Early is what strangers ask for; then what serves a district. */
const LANDMARKS: [minzoom: number, categories: string[]][] = [
  [12.5, ["transport.airport", "transport.rail_station"]],
  [
    14.5,
    [
      ..."culture.theatre culture.museum culture.attraction culture.monument".split(" "),
      ..."leisure.zoo sport.stadium public.townhall transport.bus_station shop.market".split(" "),
      "education.university",
    ],
  ],
  [15.2, ["health.hospital", "shop.mall", "culture.worship", "culture.cinema", "hotel.hotel"]],
];

export function landmarkLabels({ colours, lang }: Scene): LayerSpecification[] {
  const kind = ["slice", ["to-string", ["get", "category"]], 0, 5];
  const icon = ["match", kind, ...dots(colours.kinds), dot(colours.textSoft)];
  const ink = ["match", kind, ...Object.entries(colours.kinds).flat(), colours.textSoft];
  return LANDMARKS.toReversed().map(
    ([minzoom, categories]): LayerSpecification => ({
      id: `base-landmark-${Math.floor(minzoom)}`,
      type: "symbol",
      ...from("places"),
      filter: isOneOf("category", categories),
      minzoom,
      layout: {
        "icon-image": expression(...icon),
        "icon-size": byZoom([12, 0.7], [15, 0.85], [18, 1.1]),
        "text-field": shortFirst(nameIn(lang), 16.5, nameWithLocal(lang)),
        "text-font": FONT,
        "text-size": byZoom([12, 10.5], [15, 11], [18, 13]),
        "text-variable-anchor": ["left", "right", "top", "bottom"],
        "text-radial-offset": 0.65,
        "text-justify": "auto",
        "text-max-width": 9,
        "text-padding": byZoom([12, 14], [16, 5]),
      },
      paint: { "text-color": expression(...ink), ...halo(colours, 1.6) },
    }),
  );
}

function dots(kinds: Record<string, string>): string[] {
  return Object.entries(kinds).flatMap(([kind, colour]) => [kind, dot(colour)]);
}

function byStep(before: Expression, zoom: number, after: Expression): Expression {
  return expression("step", ["zoom"], ["format", before, {}], zoom, after);
}

export function parkLabels({ colours, lang }: Scene): LayerSpecification[] {
  return [
    {
      id: "base-park-label",
      type: "symbol",
      ...labelPoints("greenery"),
      minzoom: 12.5,
      layout: {
        "text-field": byStep(nameIn(lang), 15.5, nameWithLocal(lang)),
        "text-font": FONT,
        "text-size": byZoom([12.5, 10.5], [18, 14]),
        "text-max-width": 8,
        "text-padding": byZoom([12.5, 20], [15, 8]),
      },
      paint: { "text-color": colours.textPark, ...halo(colours, 1.5) },
    },
  ];
}
