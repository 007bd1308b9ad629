/** Asking the server what is known at a point. */

import type { LonLat } from "./config";
import type { Selection } from "./state";

export interface Fact {
  label: string;
  value: unknown;
  text: string;
}

export interface Found {
  dataset: string;
  dataset_title: string;
  theme: string;
  id: string;
  title: string;
  distance_m: number;
  inside: boolean;
  properties: Record<string, Fact>;
  source: string;
  date: string;
  /** Invented by a program. */
  generated: boolean;
}

export interface Unknown {
  dataset: string;
  title: string;
  theme: string;
}

export interface Identified {
  summary: string;
  lon: number;
  lat: number;
  features: Found[];
  unknown: Unknown[];
  generated: boolean;
}

/** What the server said instead of an answer. */
export class Refused extends Error {}

/** All that is known at a point. Throws `Refused` with the server's reason, or the network's error. */
export async function identify(
  [lon, lat]: LonLat,
  lang: string,
  signal: AbortSignal,
): Promise<Identified> {
  const query = { lon: lon.toFixed(6), lat: lat.toFixed(6), lang };
  return (await ask("/api/identify", query, signal)) as Identified;
}

/** A point on a feature that is named by dataset and id. Throws as `identify` does. */
export async function positionOf({ dataset, id }: Selection, lang: string): Promise<LonLat> {
  const found = (await ask("/api/position", { dataset, id, lang })) as { lon: number; lat: number };
  return [found.lon, found.lat];
}

/** The JSON at an address of the API. Throws `Refused` with its reason, or the network's error. */
export async function ask(
  path: string,
  query: Record<string, string> | [string, string][],
  signal?: AbortSignal,
): Promise<unknown> {
  const answer = await fetch(`${path}?${new URLSearchParams(query)}`, {
    ...(signal && { signal }),
    headers: { Accept: "application/json" },
  });
  await orRefused(answer);
  return await answer.json();
}

/** Throws `Refused` with the server's reason where it did not do what was asked. */
export async function orRefused(answer: Response): Promise<void> {
  if (!answer.ok) throw new Refused(await reason(answer));
}

/** What an RFC 9457 problem body says of the wrong fields, else its `detail`, or nothing. */
async function reason(answer: Response): Promise<string> {
  if (!answer.headers.get("Content-Type")?.includes("json")) return "";
  const body = (await answer.json()) as { detail?: unknown; errors?: { message: string }[] };
  const fields = (body.errors ?? []).map(({ message }) => message).join(" ");
  return fields || (typeof body.detail === "string" ? body.detail : "");
}

/** Group by theme in the order of `themes`; themes not listed come last. */
export function byTheme<T extends { theme: string }>(
  items: readonly T[],
  themes: readonly string[],
): [theme: string, items: T[]][] {
  const groups = new Map<string, T[]>(themes.map((theme) => [theme, []]));
  for (const item of items) groups.set(item.theme, [...(groups.get(item.theme) ?? []), item]);
  return [...groups].filter(([, members]) => members.length > 0);
}
