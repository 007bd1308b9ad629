/** A drawn area: a shape with corners, its text in an address, and the sides of it that cross. */

import type { LonLat } from "./config";

export const SHAPES = ["point", "line", "area"] as const;
export type Shape = (typeof SHAPES)[number];

/** Of a point or line all that lies `within` so many metres is meant. */
export interface DrawnArea {
  shape: Shape;
  corners: readonly LonLat[];
  within: number;
}

export const CORNERS_MAX = 1000;
export const WITHIN_MAX_M = 20_000;
/** More corners would take too long to be untangled. */
export const UNTANGLED_MAX = 100;

/** How many corners a shape needs before it is one. */
export const LEAST_CORNERS: Record<Shape, number> = { point: 1, line: 2, area: 3 };

/**
 * The area that `lon,lat;lon,lat;...` describes, or with `~metres` behind it the point or line, as
 * `qala/core/area.py` reads it. Nothing where it cannot be read.
 */
export function parseArea(text: string | null): DrawnArea | null {
  const [list = "", metres] = (text ?? "").split("~");
  const corners = list.split(";").map(cornerOf);
  if (!corners.every((corner) => corner !== null) || corners.length > CORNERS_MAX) return null;
  const area = { shape: shapeOf(corners.length, metres), corners, within: Number(metres ?? 0) };
  return isWhole(area) ? area : null;
}

function shapeOf(corners: number, metres: string | undefined): Shape {
  if (metres === undefined) return "area";
  return corners === 1 ? "point" : "line";
}

/** Whether a shape has corners enough, and a point or line its distance. */
export function isWhole({ shape, corners, within }: DrawnArea): boolean {
  if (corners.length < LEAST_CORNERS[shape]) return false;
  return shape === "area" || (within >= 1 && within <= WITHIN_MAX_M);
}

/** The text of an area, with five decimals of a degree, which is about a metre. */
export function formatArea({ shape, corners, within }: DrawnArea): string {
  const list = corners.map(([lon, lat]) => `${degrees(lon)},${degrees(lat)}`).join(";");
  return shape === "area" ? list : `${list}~${Math.round(within)}`;
}

/** Where exactly what of a dataset lies in an area, given as text, can be downloaded. */
export function downloadInside(dataset: string, area: string, format = "geojson"): string {
  return `/download/${encodeURIComponent(dataset)}.${format}?within=${area}`;
}

/** The area as the body of a question to the server. */
export function asQuestion({ shape, corners, within }: DrawnArea): object {
  const [first = [0, 0]] = corners;
  if (shape === "area")
    return { geometry: { type: "Polygon", coordinates: [[...corners, first]] } };
  const geometry =
    shape === "point"
      ? { type: "Point", coordinates: first }
      : { type: "LineString", coordinates: corners };
  return { geometry, within_m: within };
}

export interface Crossing {
  /** Indices of two sides; side 0 goes from corner 0 to corner 1. */
  sides: [number, number];
  at: LonLat;
}

/** Where sides of an outline cross each other. */
export function crossingsOf(corners: readonly LonLat[]): Crossing[] {
  const found: Crossing[] = [];
  const count = corners.length;
  for (let i = 0; i < count; i += 1)
    for (let j = i + 2; j < count; j += 1) {
      if (i === 0 && j === count - 1) continue;
      const at = meeting(sideOf(corners, i), sideOf(corners, j));
      if (at) found.push({ sides: [i, j], at });
    }
  return found;
}

/**
 * The same corners in an order in which no sides cross: whatever lies between two sides that cross
 * is gone through the other way ("2-opt", Croes 1958), which makes the outline shorter each time.
 */
export function untangled(corners: readonly LonLat[]): LonLat[] {
  const order = [...corners];
  for (let [crossing] = crossingsOf(order); crossing; [crossing] = crossingsOf(order)) {
    const [i, j] = crossing.sides;
    order.splice(i + 1, j - i, ...order.slice(i + 1, j + 1).reverse());
  }
  return order;
}

type Side = [LonLat, LonLat];

function sideOf(corners: readonly LonLat[], index: number): Side {
  const from = corners[index] ?? [0, 0];
  return [from, corners[(index + 1) % corners.length] ?? from];
}

/** Where two sides cross, each in its inner part. */
function meeting([a, b]: Side, [c, d]: Side): LonLat | null {
  const [rx, ry] = [b[0] - a[0], b[1] - a[1]];
  const [sx, sy] = [d[0] - c[0], d[1] - c[1]];
  const turn = rx * sy - ry * sx;
  if (turn === 0) return null;
  const along = ((c[0] - a[0]) * sy - (c[1] - a[1]) * sx) / turn;
  const across = ((c[0] - a[0]) * ry - (c[1] - a[1]) * rx) / turn;
  if (along <= 0 || along >= 1 || across <= 0 || across >= 1) return null;
  return [a[0] + along * rx, a[1] + along * ry];
}

function cornerOf(text: string): LonLat | null {
  const parts = text.split(",");
  const [lon, lat] = parts.map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  if (parts.length !== 2 || lon === undefined || lat === undefined) return null;
  return Math.abs(lon) <= 180 && Math.abs(lat) <= 85 ? [lon, lat] : null;
}

function degrees(value: number): string {
  return String(Number(value.toFixed(5)));
}
