/** Buildings that stand up. */

import type { LayerSpecification } from "maplibre-gl";
import { type Expression, expression } from "../expressions";
import { from, type Scene } from "./common";

const STOREY_M = 3;
/** What is drawn where neither height nor levels are known: visible, but plainly a placeholder. */
const UNKNOWN_M = 3;

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

/** From farther away a city of houses would cost weak devices their breath and show little. */
export const STANDING_FROM = 14;

/** They rise out of the ground as one comes near. */
const RISING: Expression = expression(
  "interpolate",
  ["linear"],
  ["zoom"],
  STANDING_FROM,
  0,
  STANDING_FROM + 1,
  heightExpression,
);

/** How buildings stand, whatever gives them their colour; the chosen one is marked. */
export function standing(colour: Expression | string, { colours, chosen }: Scene) {
  const is = ["==", ["to-string", ["get", "id"]], chosen];
  return {
    type: "fill-extrusion",
    minzoom: STANDING_FROM,
    paint: {
      "fill-extrusion-color": expression("case", is, colours.highlight, colour),
      "fill-extrusion-height": RISING,
      "fill-extrusion-vertical-gradient": true,
    },
  } as const;
}

/** Those of unknown height are paler. */
export function tallBuildings(scene: Scene): LayerSpecification[] {
  if (!scene.tall) return [];
  const colour = expression("case", isKnown, scene.colours.tall, scene.colours.tallUnknown);
  return [{ id: "base-tall", ...from("buildings"), ...standing(colour, scene) }];
}
