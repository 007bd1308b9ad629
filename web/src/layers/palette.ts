/** Colours of the map: two sets for the calm base, one for data, chosen for colour-blind readers. */

export type Scheme = "light" | "dark";

export interface BaseColours {
  land: string;
  city: string;
  water: string;
  waterLine: string;
  park: string;
  forest: string;
  built: string;
  industry: string;
  building: string;
  buildingLine: string;
  roadMajor: string;
  roadMiddle: string;
  roadMinor: string;
  roadEdge: string;
  path: string;
  rail: string;
  metro: string;
  border: string;
  text: string;
  textSoft: string;
  textWater: string;
  textPark: string;
  halo: string;
  /** The edge of points and the highlight's inner ring. */
  edge: string;
  highlight: string;
}

export const BASE: Record<Scheme, BaseColours> = {
  light: {
    land: "#efece5",
    city: "#f5f2ec",
    water: "#b9d8e6",
    waterLine: "#a5cbdd",
    park: "#d6e6cd",
    forest: "#cde0c4",
    built: "#efebe2",
    industry: "#ebe6e1",
    building: "#e3ddd1",
    buildingLine: "#d5cdbf",
    roadMajor: "#fffdf8",
    roadMiddle: "#ffffff",
    roadMinor: "#fdfcf9",
    roadEdge: "#d8d1c4",
    path: "#cfc6b6",
    rail: "#bdb6ab",
    metro: "#b4574c",
    border: "#9a8ea3",
    text: "#2c3a44",
    textSoft: "#5a6b76",
    textWater: "#3f7891",
    textPark: "#47704a",
    halo: "#fbfaf7",
    edge: "#ffffff",
    highlight: "#00708f",
  },
  dark: {
    land: "#151b20",
    city: "#1a2127",
    water: "#16323f",
    waterLine: "#1f4252",
    park: "#1c2d25",
    forest: "#1a2a22",
    built: "#1d242a",
    industry: "#20262c",
    building: "#273038",
    buildingLine: "#323c45",
    roadMajor: "#46525c",
    roadMiddle: "#38434c",
    roadMinor: "#2d373f",
    roadEdge: "#11161a",
    path: "#39434b",
    rail: "#48525a",
    metro: "#c9766c",
    border: "#776c82",
    text: "#dfe5e9",
    textSoft: "#9fadb6",
    textWater: "#7fb3c8",
    textPark: "#8fb894",
    halo: "#151b20",
    edge: "#11161a",
    highlight: "#5cc4e0",
  },
};

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
