/** The sign of a plain layer, its one colour, to stand beside its name. */

import type { LayerConfig } from "../lib/config";
import { h } from "../lib/dom";

/** Nothing for a layer of several colours, which its legend explains. */
export function layerSign(layer: LayerConfig): HTMLElement | null {
  if (layer.style.kind !== "plain") return null;
  const swatch = h("span", { class: "swatch", "aria-hidden": "true" });
  if (layer.style.colour) swatch.style.setProperty("--colour", layer.style.colour);
  return swatch;
}
