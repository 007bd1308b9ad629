/**
 * Lengths and areas of what is drawn, along geodesics on the WGS 84 ellipsoid, by GeographicLib:
 * C. F. F. Karney, "Algorithms for geodesics", J. Geodesy 87 (2013). No projection, no sphere.
 */

import geographiclib from "geographiclib-geodesic";
import type { LonLat } from "./config";

const { WGS84 } = geographiclib.Geodesic;

/** Length of a line in metres. */
export function lengthOf(line: readonly LonLat[]): number {
  return along(line, true).perimeter;
}

/** Area in m2 and perimeter in metres of an outline, which need not be closed. */
export function sizeOf(outline: readonly LonLat[]): { area: number; perimeter: number } {
  const { area, perimeter } = along(outline, false);
  return { area: Math.abs(area ?? 0), perimeter };
}

function along(corners: readonly LonLat[], open: boolean) {
  const polygon = WGS84.Polygon(open);
  for (const [lon, lat] of corners) polygon.AddPoint(lat, lon);
  return polygon.Compute(false, true);
}
