/** What the sheets of the base map share: fonts, halos, and where a dataset's tiles are read. */

import type { BaseColours } from "../palette";

/** The first name only carries the weight, which MapLibre reads out of it; the second is the font. */
export const FONT = ["Golos Text Variable"];
export const FONT_MEDIUM = ["Qala Medium", "Golos Text Variable"];
export const FONT_SEMIBOLD = ["Qala Semibold", "Golos Text Variable"];

export const from = (dataset: string) => ({ source: dataset, "source-layer": dataset });

/** Tiles hold one point per labelled area in a layer of its own: an area that tiles cut is named once. */
export const labelPoints = (dataset: string) => ({
  source: dataset,
  "source-layer": `${dataset}_labels`,
});

export function halo(colours: BaseColours, width = 1.6) {
  return { "text-halo-color": colours.halo, "text-halo-width": width, "text-halo-blur": 0.4 };
}
