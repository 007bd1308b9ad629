/** Opening a file: what it is, whether it is not too large, and the worker that reads it. */

import type { Bounds } from "../../lib/config";
import type { Report, Task } from "./file-worker";
import { KML_MAX_MB, readKml } from "./kml";
import { type Asked, FILE_MAX_MB, type OwnLayer, Trouble } from "./own";

const FORMATS: Record<string, Task["format"] | "kml"> = {
  geojson: "geojson",
  json: "geojson",
  csv: "csv",
  tsv: "csv",
  txt: "csv",
  gpkg: "gpkg",
  kml: "kml",
  kmz: "kml",
};
export const ACCEPT = Object.keys(FORMATS)
  .map((ending) => `.${ending}`)
  .join(",");

interface Opening {
  city: Bounds;
  asked: Asked;
  /** Told how much has been read, 0 to 1. */
  tell: (share: number) => void;
  signal: AbortSignal;
}

/** The layers of a file. `Trouble` says why it cannot be shown; an aborted one rejects otherwise. */
export async function openFile(file: File, opening: Opening): Promise<OwnLayer[]> {
  const ending = /\.([^.]+)$/.exec(file.name.toLowerCase())?.[1] ?? "";
  const format = FORMATS[ending];
  if (!format) throw new Trouble("file.format", { ending: ending || file.name.slice(0, 40) });
  const most = format === "kml" ? KML_MAX_MB : FILE_MAX_MB;
  if (file.size > most << 20)
    throw new Trouble("file.large", {
      size: String(Math.ceil(file.size / 2 ** 20)),
      most: String(most),
    });
  if (file.size === 0) throw new Trouble("file.nothing");
  const { city, asked } = opening;
  if (format === "kml")
    return [await readKml(new Uint8Array(await file.arrayBuffer()), file.name, city, asked)];
  return await byWorker({ file, format, city, asked }, opening);
}

function byWorker(task: Task, { tell, signal }: Opening): Promise<OwnLayer[]> {
  const worker = new Worker(new URL("./file-worker.ts", import.meta.url), { type: "module" });
  return new Promise<OwnLayer[]>((resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason));
    worker.addEventListener("error", (event) =>
      reject(new Trouble("file.failed", { said: event.message ?? "" })),
    );
    worker.addEventListener("message", ({ data }: MessageEvent<Report>) => {
      if ("share" in data) tell(data.share);
      else if ("layers" in data) resolve(data.layers);
      else reject(new Trouble(data.trouble.key, data.trouble.values));
    });
    worker.postMessage(task);
  }).finally(() => worker.terminate());
}
