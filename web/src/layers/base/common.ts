/** What the sheets of the base map share: fonts, halos, and where a dataset's tiles are read. */

import type { BaseColours } from "./colours";

/** The first name only carries weight and slant, which MapLibre reads out of it; the second is the font. */
export const FONT = ["Golos Text Variable"];
export const FONT_MEDIUM = ["Qala Medium", "Golos Text Variable"];
export const FONT_SEMIBOLD = ["Qala Semibold", "Golos Text Variable"];
export const FONT_ITALIC = ["Qala Italic", "Golos Text Variable"];

export const from = (dataset: string) => ({ source: dataset, "source-layer": dataset });

/** Tiles hold one point per labelled area in a layer of its own: an area that tiles cut is named once. */
export const labelPoints = (dataset: string) => ({
  source: dataset,
  "source-layer": `${dataset}_labels`,
});

export function halo(colours: BaseColours, width = 1.6) {
  return { "text-halo-color": colours.halo, "text-halo-width": width, "text-halo-blur": 0.4 };
}

/** What a sheet of the base map is drawn for. */
export interface Scene {
  colours: BaseColours;
  lang: string;
  /** Seen from the side, with buildings and mountains standing up. */
  tall: boolean;
  /** The id of the chosen building, empty where another thing or nothing is chosen. */
  chosen: string;
}
