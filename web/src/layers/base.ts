/** The calm base map, drawn from the city's own datasets by their ids. A dataset that is absent leaves no trace. */

import type { LayerSpecification } from "maplibre-gl";
import { byZoom, expression, geometryIs, isOneOf, nameIn, nameWithLocal } from "./expressions";
import type { BaseColours } from "./palette";

/** The first name only carries the weight, which MapLibre reads out of it; the second is the font. */
export const FONT = ["Golos Text Variable"];
export const FONT_MEDIUM = ["Qala Medium", "Golos Text Variable"];
export const FONT_SEMIBOLD = ["Qala Semibold", "Golos Text Variable"];

const MAJOR = ["motorway", "trunk", "primary", "motorway_link", "trunk_link", "primary_link"];
const MIDDLE = ["secondary", "tertiary", "secondary_link", "tertiary_link"];
const PATHS = ["footway", "path", "pedestrian", "steps", "cycleway", "track", "bridleway"];
const INDUSTRY = ["industrial", "railway", "quarry", "landfill", "brownfield", "military"];
const WOODED = ["forest", "wood", "nature_reserve", "scrub", "orchard"];
const RAIL_OF_METRO = ["subway", "light_rail"];
const LANDMARKS = [
  ..."health.hospital education.university culture.theatre culture.museum shop.mall shop.market".split(
    " ",
  ),
  ..."transport.airport transport.rail_station transport.bus_station sport.stadium public.townhall".split(
    " ",
  ),
  ..."culture.attraction culture.monument leisure.zoo".split(" "),
];

/** Datasets whose names the base map writes in full; as layers of their own they need no second ones. */
export const NAMED_BY_BASE: ReadonlySet<string> = new Set([
  "districts",
  "roads",
  "water",
  "greenery",
]);

type Draw = (colours: BaseColours, lang: string) => LayerSpecification[];
interface Sheet {
  dataset: string;
  draw: Draw;
}

const from = (dataset: string) => ({ source: dataset, "source-layer": dataset });

/** Tiles hold one point per labelled area in a layer of its own: an area that tiles cut is named once. */
export const labelPoints = (dataset: string) => ({
  source: dataset,
  "source-layer": `${dataset}_labels`,
});

/** From the lowest to the uppermost; thematic layers come between the grounds and the labels. */
const GROUNDS: Sheet[] = [
  { dataset: "districts", draw: districtGround },
  { dataset: "landuse", draw: landuse },
  { dataset: "greenery", draw: greenery },
  { dataset: "water", draw: water },
  { dataset: "buildings", draw: buildings },
  { dataset: "roads", draw: roads },
  { dataset: "railways", draw: railways },
  { dataset: "districts", draw: districtBorders },
];

const LABELS: Sheet[] = [
  { dataset: "places", draw: landmarkLabels },
  { dataset: "roads", draw: roadLabels },
  { dataset: "water", draw: waterLabels },
  { dataset: "greenery", draw: parkLabels },
  { dataset: "metro", draw: metroStations },
  { dataset: "districts", draw: districtLabels },
];

export function baseGrounds(
  present: ReadonlySet<string>,
  colours: BaseColours,
  lang: string,
): LayerSpecification[] {
  return [
    { id: "base-land", type: "background", paint: { "background-color": colours.land } },
    ...drawAll(GROUNDS, present, colours, lang),
  ];
}

export function baseLabels(
  present: ReadonlySet<string>,
  colours: BaseColours,
  lang: string,
): LayerSpecification[] {
  return drawAll(LABELS, present, colours, lang);
}

function drawAll(
  sheets: Sheet[],
  present: ReadonlySet<string>,
  colours: BaseColours,
  lang: string,
): LayerSpecification[] {
  return sheets.flatMap(({ dataset, draw }) => (present.has(dataset) ? draw(colours, lang) : []));
}

function districtGround(colours: BaseColours): LayerSpecification[] {
  return [
    {
      id: "base-city",
      type: "fill",
      ...from("districts"),
      paint: { "fill-color": colours.city, "fill-antialias": false },
    },
  ];
}

function landuse(colours: BaseColours): LayerSpecification[] {
  return [
    {
      id: "base-landuse",
      type: "fill",
      ...from("landuse"),
      paint: {
        "fill-color": expression(
          "case",
          isOneOf("kind", INDUSTRY),
          colours.industry,
          isOneOf("kind", ["farmland", "allotments"]),
          colours.park,
          colours.built,
        ),
        "fill-opacity": 0.6,
      },
    },
  ];
}

function greenery(colours: BaseColours): LayerSpecification[] {
  return [
    {
      id: "base-greenery",
      type: "fill",
      ...from("greenery"),
      paint: {
        "fill-color": expression("case", isOneOf("kind", WOODED), colours.forest, colours.park),
      },
    },
  ];
}

function water(colours: BaseColours): LayerSpecification[] {
  const small = isOneOf("kind", ["stream", "ditch", "drain"]);
  return [
    {
      id: "base-water",
      type: "fill",
      ...from("water"),
      filter: geometryIs("Polygon"),
      paint: { "fill-color": colours.water },
    },
    {
      id: "base-water-line",
      type: "line",
      ...from("water"),
      filter: geometryIs("LineString"),
      layout: { "line-cap": "round", "line-join": "round" },
      paint: {
        "line-color": colours.waterLine,
        "line-width": byZoom(
          [9, ["case", small, 0.4, 1]],
          [14, ["case", small, 1.2, 3]],
          [18, ["case", small, 4, 12]],
        ),
      },
    },
  ];
}

function buildings(colours: BaseColours): LayerSpecification[] {
  return [
    {
      id: "base-buildings",
      type: "fill",
      ...from("buildings"),
      minzoom: 13,
      paint: {
        "fill-color": colours.building,
        "fill-outline-color": colours.buildingLine,
        "fill-opacity": byZoom([13, 0.4], [14.5, 1]),
      },
    },
  ];
}

const isMajor = isOneOf("class", MAJOR);
const isMiddle = isOneOf("class", MIDDLE);
const isPath = isOneOf("class", PATHS);
const isMinor = expression("!", ["any", isMajor, isMiddle, isPath]);

interface Weight {
  id: string;
  filter: ReturnType<typeof expression>;
  minzoom: number;
  width: [zoom: number, pixels: number][];
  colour: string;
}

function weights(colours: BaseColours): Weight[] {
  const width = (...pixels: number[]): [number, number][] =>
    [9, 12, 15, 18].map((zoom, index) => [zoom, pixels[index] ?? 0]);
  return [
    {
      id: "minor",
      filter: isMinor,
      minzoom: 12.5,
      width: width(0.2, 0.6, 3.6, 15),
      colour: colours.roadMinor,
    },
    {
      id: "middle",
      filter: isMiddle,
      minzoom: 10,
      width: width(0.7, 1.9, 6.5, 22),
      colour: colours.roadMiddle,
    },
    {
      id: "major",
      filter: isMajor,
      minzoom: 7,
      width: width(1.3, 3.2, 9.5, 28),
      colour: colours.roadMajor,
    },
  ];
}

function roads(colours: BaseColours): LayerSpecification[] {
  const round = { "line-cap": "round", "line-join": "round" } as const;
  const all = weights(colours);
  const edges = all.map(
    ({ id, filter, minzoom, width }): LayerSpecification => ({
      id: `base-road-${id}-edge`,
      type: "line",
      ...from("roads"),
      filter,
      minzoom: Math.max(minzoom, id === "minor" ? 13.5 : minzoom),
      layout: round,
      paint: {
        "line-color": colours.roadEdge,
        "line-width": byZoom(...width.map(([zoom, px]): [number, number] => [zoom, px + 1.2])),
      },
    }),
  );
  const fills = all.map(
    ({ id, filter, minzoom, width, colour }): LayerSpecification => ({
      id: `base-road-${id}`,
      type: "line",
      ...from("roads"),
      filter,
      minzoom,
      layout: round,
      paint: { "line-color": colour, "line-width": byZoom(...width) },
    }),
  );
  return [paths(colours), ...edges, ...fills];
}

function paths(colours: BaseColours): LayerSpecification {
  return {
    id: "base-path",
    type: "line",
    ...from("roads"),
    filter: isPath,
    minzoom: 14.5,
    paint: {
      "line-color": colours.path,
      "line-width": byZoom([14.5, 0.7], [18, 2.5]),
      "line-dasharray": [3, 2],
    },
  };
}

function railways(colours: BaseColours): LayerSpecification[] {
  const isMetro = isOneOf("kind", RAIL_OF_METRO);
  return [
    {
      id: "base-rail",
      type: "line",
      ...from("railways"),
      filter: expression("!", isMetro),
      paint: {
        "line-color": colours.rail,
        "line-width": byZoom([9, 0.6], [14, 1.4], [18, 4]),
      },
    },
    {
      id: "base-rail-ties",
      type: "line",
      ...from("railways"),
      filter: expression("!", isMetro),
      minzoom: 13,
      paint: {
        "line-color": colours.rail,
        "line-width": byZoom([13, 3.5], [18, 10]),
        "line-dasharray": [0.25, 2.2],
      },
    },
    {
      id: "base-metro-line",
      type: "line",
      ...from("railways"),
      filter: isMetro,
      layout: { "line-cap": "round", "line-join": "round" },
      paint: {
        "line-color": colours.metro,
        "line-opacity": 0.55,
        "line-width": byZoom([9, 1.2], [14, 2.6], [18, 5]),
      },
    },
  ];
}

function districtBorders(colours: BaseColours): LayerSpecification[] {
  return [
    {
      id: "base-district-border",
      type: "line",
      ...from("districts"),
      layout: { "line-join": "round" },
      paint: {
        "line-color": colours.border,
        "line-opacity": 0.7,
        "line-width": byZoom([9, 0.9], [14, 1.6], [18, 3]),
        "line-dasharray": [4, 2.5],
      },
    },
  ];
}

function halo(colours: BaseColours, width = 1.6) {
  return { "text-halo-color": colours.halo, "text-halo-width": width, "text-halo-blur": 0.4 };
}

function roadLabels(colours: BaseColours, lang: string): LayerSpecification[] {
  const labels = (
    id: string,
    filter: ReturnType<typeof expression>,
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

function waterLabels(colours: BaseColours, lang: string): LayerSpecification[] {
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

function parkLabels(colours: BaseColours, lang: string): LayerSpecification[] {
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

function landmarkLabels(colours: BaseColours, lang: string): LayerSpecification[] {
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

function metroStations(colours: BaseColours, lang: string): LayerSpecification[] {
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

function districtLabels(colours: BaseColours, lang: string): LayerSpecification[] {
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
