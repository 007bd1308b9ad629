/** Roads in three quiet weights, ways within blocks, paths, railways and the metro's lines. */

import type { LayerSpecification } from "maplibre-gl";
import { byZoom, type Expression, expression, isOneOf } from "../expressions";
import type { BaseColours } from "./colours";
import { from, type Scene } from "./common";

const MAJOR = ["motorway", "trunk", "primary"];
const MIDDLE = ["secondary", "tertiary"];
const SERVICE = ["service", "living_street", "busway", "raceway"];
const PATHS = "footway path pedestrian steps cycleway track bridleway construction".split(" ");
const RAIL_OF_METRO = ["subway", "light_rail"];
const SIDE_TRACKS = ["siding", "spur", "yard", "crossover"];

export const isMajor = isOneOf("class", MAJOR);
export const isMiddle = isOneOf("class", MIDDLE);
const isService = isOneOf("class", SERVICE);
const isPath = isOneOf("class", PATHS);
export const isMinor = expression(
  "!",
  isOneOf("class", [...MAJOR, ...MIDDLE, ...SERVICE, ...PATHS]),
);
export const isByway = isOneOf("class", [...SERVICE, ...PATHS]);

interface Weight {
  id: string;
  filter: Expression;
  minzoom: number;
  /** Where its edge begins to show. */
  edgeFrom: number;
  /** Pixels at zoom 8, 10, 12, 14, 16, 18 and 20. */
  widths: readonly number[];
  colour: string;
  edge: string;
}

const WIDTH_ZOOMS = [8, 10, 12, 14, 16, 18, 20];

/** From the quietest to the strongest: a stronger one lies on a quieter one. */
function weights(colours: BaseColours): Weight[] {
  return [
    {
      id: "service",
      filter: isService,
      minzoom: 14,
      edgeFrom: 15.5,
      widths: [0, 0, 0.3, 1, 3.6, 11, 36],
      colour: colours.road,
      edge: colours.roadEdge,
    },
    {
      id: "minor",
      filter: isMinor,
      minzoom: 12,
      edgeFrom: 13.5,
      widths: [0, 0.2, 0.6, 2.4, 7.5, 20, 64],
      colour: colours.road,
      edge: colours.roadEdge,
    },
    {
      id: "middle",
      filter: isMiddle,
      minzoom: 10,
      edgeFrom: 11.5,
      widths: [0.4, 0.9, 1.9, 5, 12, 30, 96],
      colour: colours.road,
      edge: colours.roadEdge,
    },
    {
      id: "major",
      filter: isMajor,
      minzoom: 6,
      edgeFrom: 6,
      widths: [1.2, 1.9, 3.4, 7.4, 16, 40, 128],
      colour: colours.roadMajor,
      edge: colours.roadMajorEdge,
    },
  ];
}

function widthOf(weight: Weight, more: (pixels: number) => number = () => 0): Expression {
  const stops = WIDTH_ZOOMS.map((zoom, index): [number, number] => {
    const pixels = weight.widths[index] ?? 0;
    return [zoom, pixels + more(pixels)];
  });
  return byZoom(...stops);
}

/** All edges lie below all fills, so that crossings are open whatever meets. */
export function roads({ colours }: Scene): LayerSpecification[] {
  const all = weights(colours);
  const round = { "line-cap": "round", "line-join": "round" } as const;
  const edges = all.map(
    (weight): LayerSpecification => ({
      id: `base-road-${weight.id}-edge`,
      type: "line",
      ...from("roads"),
      filter: weight.filter,
      minzoom: weight.edgeFrom,
      layout: round,
      paint: {
        "line-color": weight.edge,
        "line-opacity": byZoom([weight.edgeFrom, 0.35], [weight.edgeFrom + 1, 1]),
        "line-width": widthOf(weight, (pixels) => 1 + Math.min(pixels, 20) * 0.05),
      },
    }),
  );
  const fills = all.map(
    (weight): LayerSpecification => ({
      id: `base-road-${weight.id}`,
      type: "line",
      ...from("roads"),
      filter: weight.filter,
      minzoom: weight.minzoom,
      layout: round,
      paint: { "line-color": weight.colour, "line-width": widthOf(weight) },
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
      "line-width": byZoom([14.5, 0.6], [18, 2.2]),
      "line-dasharray": [2.5, 2],
    },
  };
}

/** A thin grey line with light gaps; side tracks are left to the scale of streets. */
export function railways({ colours }: Scene): LayerSpecification[] {
  const isMetro = isOneOf("kind", RAIL_OF_METRO);
  const isSide = isOneOf("service", SIDE_TRACKS);
  return [
    ...track(colours, "rail-side", expression("all", ["!", isMetro], isSide), 13.5, [
      [13, 0.7],
      [18, 3],
    ]),
    ...track(colours, "rail", expression("all", ["!", isMetro], ["!", isSide]), 7, [
      [8, 0.8],
      [12, 1.5],
      [15, 2.6],
      [18, 5],
    ]),
    {
      id: "base-metro-line",
      type: "line",
      ...from("railways"),
      filter: isMetro,
      layout: { "line-cap": "round", "line-join": "round" },
      paint: {
        "line-color": colours.metro,
        "line-opacity": byZoom([10, 0.5], [14, 0.4], [17, 0.25]),
        "line-width": byZoom([9, 1.2], [14, 2.8], [18, 5]),
      },
    },
  ];
}

function track(
  colours: BaseColours,
  id: string,
  filter: Expression,
  minzoom: number,
  widths: [zoom: number, pixels: number][],
): LayerSpecification[] {
  const common = { type: "line", ...from("railways"), filter } as const;
  const inner = widths.map(([zoom, pixels]): [number, number] => [zoom, pixels * 0.5]);
  return [
    {
      id: `base-${id}`,
      ...common,
      minzoom,
      paint: { "line-color": colours.rail, "line-width": byZoom(...widths) },
    },
    {
      id: `base-${id}-gaps`,
      ...common,
      minzoom: Math.max(minzoom, 12),
      paint: {
        "line-color": colours.city,
        "line-width": byZoom(...inner),
        "line-dasharray": [7, 7],
      },
    },
  ];
}
