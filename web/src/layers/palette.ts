/** Colours for data on the map, chosen for colour-blind readers, on the light and on the dark base. */

export type Scheme = "light" | "dark";

/** Okabe and Ito, "Color Universal Design" (2008), without black; the order keeps neighbours far apart. */
export const CATEGORIES = [
  "#0072b2",
  "#e69f00",
  "#009e73",
  "#cc79a7",
  "#56b4e9",
  "#d55e00",
  "#f0e442",
] as const;

export const OTHER: Record<Scheme, string> = { light: "#8a979f", dark: "#6b7780" };
export const MISSING: Record<Scheme, string> = { light: "#c9c6bf", dark: "#4a545c" };
export const ACCENT: Record<Scheme, string> = { light: "#00708f", dark: "#3aa7c6" };

/** Heights as a layer of data, from the plain to the snow: stronger than the tint of the base map. */
export const HEIGHTS: Record<Scheme, readonly string[]> = {
  light: ["#e9e6cf", "#bcd39c", "#86b07c", "#c2aa7d", "#a99c92", "#ffffff"],
  dark: ["#26302f", "#2f4a37", "#3f6649", "#6d5f45", "#8b837c", "#f2f4f5"],
};

/**
 * Samples of perceptually even ramps after viridis and cividis of matplotlib and ColorBrewer's blue
 * to red, from little to much. On a light map much is dark, on a dark map much is light.
 */
const RAMPS: Record<Scheme, Record<string, readonly string[]>> = {
  light: {
    viridis: ["#f1eaa6", "#a2d78b", "#4fb58c", "#2a828e", "#3d4f88", "#440154"],
    cividis: ["#f6e7a0", "#cdbb68", "#948e77", "#666970", "#35456c", "#00224e"],
    diverging: ["#2166ac", "#67a9cf", "#c5dcea", "#f6cdb6", "#ef8a62", "#b2182b"],
  },
  dark: {
    viridis: ["#46337e", "#3b5b8c", "#2a828e", "#2fab7f", "#8ad34f", "#fde725"],
    cividis: ["#2b3f6b", "#4b536f", "#6f7073", "#948e77", "#c8b866", "#fee838"],
    diverging: ["#67a9ff", "#4f86b8", "#3d5468", "#6b4a40", "#c8704d", "#ff8a6b"],
  },
};

/** `count` colours spread evenly over the ramp called `palette` (viridis when unknown). */
export function ramp(palette: string, count: number, scheme: Scheme): string[] {
  const samples = RAMPS[scheme][palette] ?? RAMPS[scheme].viridis ?? [];
  return Array.from({ length: count }, (_, index) =>
    sample(samples, count === 1 ? 0.5 : index / (count - 1)),
  );
}

function sample(samples: readonly string[], share: number): string {
  const place = share * (samples.length - 1);
  const below = Math.floor(place);
  const from = channels(samples[below] ?? "#000000");
  const to = channels(samples[Math.min(below + 1, samples.length - 1)] ?? "#000000");
  const mixed = from.map((value, index) =>
    Math.round(value + ((to[index] ?? value) - value) * (place - below)),
  );
  return `#${mixed.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

function channels(colour: string): number[] {
  return [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16));
}
