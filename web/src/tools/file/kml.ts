/** KML, and KMZ, which is KML in a ZIP archive. Needs a document, so it runs on the page itself. */

import { kml } from "@tmcw/togeojson";
import type { Bounds } from "../../lib/config";
import { type Asked, type OwnFeature, type OwnLayer, Trouble } from "./own";
import { placed, swapAll } from "./placing";
import { decoded } from "./text";
import { unzipped } from "./unzip";

/** A larger document would hold the page up. */
export const KML_MAX_MB = 20;

export async function readKml(
  bytes: Uint8Array,
  name: string,
  city: Bounds,
  asked: Asked,
): Promise<OwnLayer> {
  const zipped = bytes[0] === 0x50 && bytes[1] === 0x4b;
  const { text } = decoded(zipped ? await unzipped(bytes, /\.kml$/i, KML_MAX_MB << 20) : bytes);
  const tree = new DOMParser().parseFromString(text, "text/xml");
  const broken = tree.querySelector("parsererror");
  if (broken)
    throw new Trouble("file.xml", {
      line: /line (?:number )?(\d+)/i.exec(broken.textContent ?? "")?.[1] ?? "1",
    });
  const features = kml(tree).features.map(({ geometry, properties }) => ({
    type: "Feature" as const,
    geometry,
    properties: properties ?? {},
  })) as OwnFeature[];
  const columns = [...new Set(features.flatMap(({ properties }) => Object.keys(properties)))];
  return placed(asked.swap ? swapAll(features) : features, city, { name, columns });
}
