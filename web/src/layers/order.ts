/** What covers what: the one list of the map's levels. */

import type { LayerSpecification } from "maplibre-gl";

/**
 * From the lowest to the uppermost. All that lies flat comes before what stands up, since in 3D the
 * flat levels are drawn together onto the ground. Data's areas lie under the roads, their points on
 * all but names: a reader finds the way on every thematic map.
 */
export const LEVELS = [
  "ground",
  "use",
  "shade",
  "rasters",
  "contours",
  "water",
  "buildings",
  "areas",
  "roads",
  "lines",
  "chosen",
  "standing",
  "points",
  "names",
  "data-names",
  "marks",
] as const;

export type Level = (typeof LEVELS)[number];

export interface Layered {
  level: Level;
  layers: LayerSpecification[];
}

/** The layers level by level; within a level they keep their order. */
export function inOrder(parts: readonly Layered[]): LayerSpecification[] {
  return LEVELS.flatMap((level) =>
    parts.filter((part) => part.level === level).flatMap(({ layers }) => layers),
  );
}

const LEVEL_OF_DATA: Partial<Record<LayerSpecification["type"], Level>> = {
  raster: "rasters",
  "color-relief": "rasters",
  fill: "areas",
  line: "lines",
  "fill-extrusion": "standing",
  circle: "points",
  symbol: "data-names",
};

/** The level of a layer that draws data. */
export function levelOf(layer: LayerSpecification): Level {
  return LEVEL_OF_DATA[layer.type] ?? "areas";
}
