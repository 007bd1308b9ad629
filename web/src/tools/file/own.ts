/** What is read from a visitor's own file, and what can be wrong with one. */

import type { Feature, Geometry } from "geojson";
import type { Bounds } from "../../lib/config";
import type { TextKey } from "../../messages";

export const FILE_MAX_MB = 100;
export const FEATURES_MAX = 200_000;

export type OwnFeature = Feature<Geometry, Record<string, unknown>>;

/** How a table of text is to be read, where the guess is corrected; what is empty is guessed. */
export interface Asked {
  encoding?: string | undefined;
  separator?: string | undefined;
  /** Names of columns; `wkt` alone, or `lon` and `lat`. */
  lon?: string | undefined;
  lat?: string | undefined;
  wkt?: string | undefined;
  /** Latitude stands where longitude is looked for. */
  swap?: boolean;
}

/** How a table was read, for whoever wants to correct it. */
export interface TableReading {
  encoding: string;
  separator: string;
  columns: string[];
  lon: string;
  lat: string;
  wkt: string;
}

export interface OwnLayer {
  name: string;
  features: OwnFeature[];
  columns: string[];
  /** Rows that cannot be shown: without a place, or with one outside the world. */
  left: number;
  /** West, south, east, north; nothing where there is no feature. */
  bounds: Bounds | null;
  /** It would lie in the city if longitude and latitude were exchanged. */
  swapped: boolean;
  table?: TableReading;
  /** What to know of it: the way from its projection. */
  notes: Said[];
}

export interface Said {
  key: TextKey;
  values: Record<string, string>;
}

/** Why a file cannot be shown, in words of the visitor's language. */
export class Trouble extends Error {
  readonly said: Said;

  constructor(key: TextKey, values: Record<string, string> = {}) {
    super(key);
    this.said = { key, values };
  }
}
