/** Asking the server for names. */

import type { At, LonLat } from "./config";
import { ask } from "./identify";

export interface SearchResult {
  title: string;
  subtitle: string;
  dataset: string;
  id: string;
  lon: number | null;
  lat: number | null;
  /** The page that shows it. */
  url: string;
  formerly: string;
  /** Where to look to see it: longitude, latitude, zoom; only features have a place. */
  at: At | null;
  score: number;
}

export interface SearchAnswer {
  query: string;
  results: SearchResult[];
  hint: string;
  close: boolean;
  read_as: string;
  ready: boolean;
}

/** What can be found by a name as typed, what lies near `near` first. Throws as `identify` does. */
export async function searchNames(
  text: string,
  { lang, limit, near }: { lang: string; limit: number; near: LonLat | null },
  signal: AbortSignal,
): Promise<SearchAnswer> {
  const query = {
    q: text,
    lang,
    limit: String(limit),
    ...(near && { at: near.map((degrees) => degrees.toFixed(4)).join() }),
  };
  return (await ask("/api/search", query, signal)) as SearchAnswer;
}
