/** Reads a file away from the page, so that nothing waits for it. */

import type { Bounds } from "../../lib/config";
import { readCsv } from "./csv";
import { readGeoJson } from "./geojson";
import { type Asked, type OwnLayer, type Said, Trouble } from "./own";

export interface Task {
  file: File;
  format: "geojson" | "csv" | "gpkg";
  city: Bounds;
  asked: Asked;
}

export type Report = { share: number } | { layers: OwnLayer[] } | { trouble: Said };

const say = (report: Report) => postMessage(report);

addEventListener("message", async ({ data }: MessageEvent<Task>) => {
  try {
    const bytes = await read(data.file, (share) => say({ share }));
    say({ layers: await layersOf(bytes, data) });
  } catch (error) {
    const unknown = { key: "file.failed" as const, values: { said: String(error).slice(0, 160) } };
    say({ trouble: error instanceof Trouble ? error.said : unknown });
  }
});

async function layersOf(
  bytes: Uint8Array,
  { file, format, city, asked }: Task,
): Promise<OwnLayer[]> {
  if (format === "geojson") return [readGeoJson(bytes, file.name, city, asked)];
  if (format === "csv") return [readCsv(bytes, file.name, city, asked)];
  const { readGeoPackage } = await import("./geopackage");
  return readGeoPackage(bytes, file.name, city, asked);
}

/** All bytes of a file, slice by slice. */
async function read(file: File, tell: (share: number) => void): Promise<Uint8Array> {
  const bytes = new Uint8Array(file.size);
  const reader = file.stream().getReader();
  let at = 0;
  for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
    bytes.set(value ?? [], at);
    at += value?.length ?? 0;
    tell(at / file.size);
  }
  return bytes;
}
