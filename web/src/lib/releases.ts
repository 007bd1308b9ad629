/** Which releases of datasets there were, and on which days. */

import { ask } from "./identify";

export interface Release {
  sequence: number;
  /** YYYY-MM-DD, in the city's time zone. */
  day: string;
  published_at: string;
  count: number;
  /** Empty where nothing was mapped. */
  tiles: string;
}

export interface History {
  dataset: string;
  title: string;
  /** The newest first. */
  releases: Release[];
}

/** The releases of datasets, in their order. Throws as `identify` does. */
export async function historiesOf(
  datasets: readonly string[],
  lang: string,
  signal: AbortSignal,
): Promise<History[]> {
  if (datasets.length === 0) return [];
  const query: [string, string][] = [...datasets.map((id): [string, string] => ["dataset", id])];
  const found = (await ask("/api/releases", [...query, ["lang", lang]], signal)) as {
    datasets: History[];
  };
  return found.datasets;
}

/** The release in force at the end of a day, or nothing before the first. */
export function inForce({ releases }: History, day: string): Release | undefined {
  return releases.find((release) => release.day <= day);
}

/** The days on which anything was published, the newest first. */
export function daysOf(histories: readonly History[]): string[] {
  const days = histories.flatMap(({ releases }) => releases.map(({ day }) => day));
  return [...new Set(days)].sort().reverse();
}

/** The datasets of which one and the same release was in force on both days. */
export function unchanged(histories: readonly History[], left: string, right: string): History[] {
  return histories.filter(
    (each) => inForce(each, left)?.sequence === inForce(each, right)?.sequence,
  );
}
