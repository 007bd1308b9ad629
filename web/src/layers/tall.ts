/** Buildings that stand up. */

import type { LayerSpecification } from "maplibre-gl";
import { expression } from "./expressions";
import type { BaseColours } from "./palette";

const STOREY_M = 3;
/** What is drawn where neither height nor levels are known: visible, but plainly a placeholder. */
export const UNKNOWN_M = 3;

const number = (field: string) => ["to-number", ["get", field], 0];

/** The height of a building in metres: measured, else from its storeys, else the low placeholder. */
export const heightExpression = expression(
  "case",
  [">", number("height_m"), 0],
  number("height_m"),
  [">", number("levels"), 0],
  ["*", number("levels"), STOREY_M],
  UNKNOWN_M,
);

const isKnown = ["any", [">", number("height_m"), 0], [">", number("levels"), 0]];

/** Known heights are drawn in the accent-free building colour, unknown ones paler. */
export function tallBuildings(colours: BaseColours): LayerSpecification {
  return {
    id: "base-tall",
    type: "fill-extrusion",
    source: "buildings",
    "source-layer": "buildings",
    minzoom: 13,
    paint: {
      "fill-extrusion-color": expression("case", isKnown, colours.buildingLine, colours.building),
      "fill-extrusion-height": heightExpression,
      "fill-extrusion-opacity": 0.92,
      "fill-extrusion-vertical-gradient": true,
    },
  };
}
