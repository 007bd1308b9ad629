/** Asking the server what is inside an area. */

import { asQuestion, type DrawnArea } from "./area";
import { orRefused, type Unknown } from "./identify";

export interface Figure {
  label: string;
  how: "sum" | "mean" | "least" | "most";
  value: number;
  text: string;
  known: number;
  approximate: boolean;
}

export interface Part {
  label: string;
  count: number;
  share: number;
}

export interface Share {
  label: string;
  parts: Part[];
}

export interface InsideDataset {
  dataset: string;
  title: string;
  theme: string;
  raster: boolean;
  count: number;
  count_text: string;
  cut: number;
  capped: boolean;
  measure: "count" | "length" | "area";
  size_text: string;
  figures: Figure[];
  shares: Share[];
  source: string;
  date: string;
  generated: boolean;
}

export interface Inside {
  area_m2: number;
  area_text: string;
  datasets: InsideDataset[];
  nothing: Unknown[];
  generated: boolean;
}

/** What is inside. Throws `Refused` with the server's reason, or the network's error. */
export async function askInside(
  area: DrawnArea,
  lang: string,
  signal: AbortSignal,
): Promise<Inside> {
  const answer = await fetch(`/api/inside?${new URLSearchParams({ lang })}`, {
    method: "POST",
    signal,
    headers: { Accept: "application/json", "Content-Type": "application/json" },
    body: JSON.stringify(asQuestion(area)),
  });
  await orRefused(answer);
  return (await answer.json()) as Inside;
}
