/** Roads in three quiet weights, paths, railways and the metro's lines. */

import type { LayerSpecification } from "maplibre-gl";
import { byZoom, type Expression, expression, isOneOf } from "../expressions";
import type { BaseColours } from "../palette";
import { from } from "./common";

const MAJOR = ["motorway", "trunk", "primary", "motorway_link", "trunk_link", "primary_link"];
const MIDDLE = ["secondary", "tertiary", "secondary_link", "tertiary_link"];
const PATHS = ["footway", "path", "pedestrian", "steps", "cycleway", "track", "bridleway"];
const RAIL_OF_METRO = ["subway", "light_rail"];

export const isMajor = isOneOf("class", MAJOR);
export const isMiddle = isOneOf("class", MIDDLE);
const isPath = isOneOf("class", PATHS);
export const isMinor = expression("!", ["any", isMajor, isMiddle, isPath]);

interface Weight {
  id: string;
  filter: Expression;
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

export function roads(colours: BaseColours): LayerSpecification[] {
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

export function railways(colours: BaseColours): LayerSpecification[] {
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
