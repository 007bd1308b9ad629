/** Well-known text of geometries (OGC 06-103r4) with two coordinates or more. */

import type { Geometry } from "geojson";

const WKT =
  /^\s*(?:SRID=\d+;)?\s*(MULTI)?(POINT|LINESTRING|POLYGON)\s*(?:Z|M|ZM)?\s*(\([\s\S]*\))\s*$/i;
const POSITION =
  /(-?[\d.]+(?:e[-+]?\d+)?)\s+(-?[\d.]+(?:e[-+]?\d+)?)(?:\s+-?[\d.]+(?:e[-+]?\d+)?)*/gi;
const NAMES: Record<string, string> = {
  POINT: "Point",
  LINESTRING: "LineString",
  POLYGON: "Polygon",
};

export function isWkt(text: string): boolean {
  return WKT.test(text);
}

/** The geometry, or nothing where the text is none. */
export function readWkt(text: string): Geometry | null {
  const [, multi, kind = "", body = ""] = WKT.exec(text) ?? [];
  const name = NAMES[kind.toUpperCase()];
  if (!name) return null;
  const list = body.replace(POSITION, "[$1,$2]").replaceAll("(", "[").replaceAll(")", "]");
  try {
    const coordinates = JSON.parse(list) as unknown[];
    return {
      type: multi ? `Multi${name}` : name,
      coordinates: inner(coordinates, name, multi),
    } as Geometry;
  } catch {
    return null;
  }
}

/** `POINT (1 2)` is one level deeper than GeoJSON, `MULTIPOINT ((1 2), (3 4))` may be. */
function inner(coordinates: unknown[], name: string, multi: string | undefined): unknown {
  if (name !== "Point") return coordinates;
  if (!multi) return coordinates[0];
  return coordinates.map((each) =>
    Array.isArray(each) && Array.isArray(each[0]) ? each[0] : each,
  );
}
