/** The two sets of colours of the calm base map: warm paper by day, and a set of its own by night. */

import type { Scheme } from "../palette";

export interface BaseColours {
  /** The country round the city, and the city's own ground on it. */
  land: string;
  city: string;
  water: string;
  waterLine: string;
  park: string;
  wood: string;
  field: string;
  /** Faint tints of what the land is used for. */
  built: string;
  business: string;
  industry: string;
  learning: string;
  care: string;
  building: string;
  buildingLine: string;
  tall: string;
  tallUnknown: string;
  roadMajor: string;
  roadMajorEdge: string;
  road: string;
  roadEdge: string;
  path: string;
  rail: string;
  metro: string;
  border: string;
  text: string;
  textSoft: string;
  textFaint: string;
  textWater: string;
  textPark: string;
  textHeight: string;
  /** Ink of landmarks by the first five letters of their category. */
  kinds: Readonly<Record<string, string>>;
  halo: string;
  /** The edge of points and the highlight's inner ring. */
  edge: string;
  highlight: string;
  relief: ReliefColours;
}

export interface ReliefColours {
  /** From the plain to the snow, as many as there are limits and one more. */
  tint: readonly string[];
  shadow: readonly string[];
  light: readonly string[];
  contour: string;
  sky: string;
  horizon: string;
  fog: string;
}

const LIGHT: BaseColours = {
  land: "#ece8df",
  city: "#f6f3ed",
  water: "#b4d7e6",
  waterLine: "#9ccbdf",
  park: "#d2e4c6",
  wood: "#c6dcb9",
  field: "#ebecd3",
  built: "#e9e3d8",
  business: "#efe4d9",
  industry: "#e2dfdd",
  learning: "#f0ead8",
  care: "#f2e5e1",
  building: "#ded6c8",
  buildingLine: "#cbc1b0",
  tall: "#e6dfd3",
  tallUnknown: "#eeeae2",
  roadMajor: "#fff6de",
  roadMajorEdge: "#d9c8a4",
  road: "#ffffff",
  roadEdge: "#d8d0c2",
  path: "#c9bfae",
  rail: "#b3aca1",
  metro: "#c0392b",
  border: "#8d7f9b",
  text: "#26343e",
  textSoft: "#4f5e68",
  textFaint: "#7b7568",
  textWater: "#35718c",
  textPark: "#3d6b43",
  textHeight: "#6f5a45",
  kinds: {
    healt: "#a8483c",
    educa: "#7d6320",
    cultu: "#7a4f86",
    trans: "#3d5f7d",
    "shop.": "#8a5a2b",
    sport: "#3d6b43",
  },
  halo: "#fbfaf7",
  edge: "#ffffff",
  highlight: "#00708f",
  relief: {
    tint: ["#ece8df", "#e4e8d3", "#d3e0c0", "#c9d3b8", "#d3cfc6", "#f7f7f5"],
    shadow: ["#6b5f5480", "#5d5a5ccc", "#3f4a57", "#4c5a6899"],
    light: ["#fff4dd80", "#fff8e8cc", "#fffdf6", "#ffffff99"],
    contour: "#a08a70",
    sky: "#a9cfe4",
    horizon: "#e9eef0",
    fog: "#ece8df",
  },
};

const DARK: BaseColours = {
  land: "#12181d",
  city: "#181f25",
  water: "#15384a",
  waterLine: "#1d4a60",
  park: "#1a2e26",
  wood: "#182a22",
  field: "#1b2420",
  built: "#1d252b",
  business: "#262529",
  industry: "#22272b",
  learning: "#282822",
  care: "#2a2426",
  building: "#2a343c",
  buildingLine: "#38444d",
  tall: "#36424b",
  tallUnknown: "#2a343c",
  roadMajor: "#5a5f60",
  roadMajorEdge: "#14191d",
  road: "#3f4a53",
  roadEdge: "#12171b",
  path: "#424d55",
  rail: "#56616a",
  metro: "#e0776c",
  border: "#8578a0",
  text: "#e4eaee",
  textSoft: "#aebac2",
  textFaint: "#8b98a1",
  textWater: "#7fb9d2",
  textPark: "#93c09a",
  textHeight: "#c9b193",
  kinds: {
    healt: "#e59a90",
    educa: "#d3ba74",
    cultu: "#c9a3d4",
    trans: "#94b6d2",
    "shop.": "#d8ab7e",
    sport: "#93c09a",
  },
  halo: "#12181d",
  edge: "#12181d",
  highlight: "#5cc4e0",
  relief: {
    tint: ["#12181d", "#152019", "#19271d", "#1e2723", "#2b3033", "#56626b"],
    shadow: ["#00000080", "#000204cc", "#000407", "#00040799"],
    light: ["#6c7d8a55", "#7b909e80", "#8fa8b899", "#8fa8b866"],
    contour: "#8c7a63",
    sky: "#0a1218",
    horizon: "#26333c",
    fog: "#12181d",
  },
};

export const BASE: Record<Scheme, BaseColours> = { light: LIGHT, dark: DARK };
