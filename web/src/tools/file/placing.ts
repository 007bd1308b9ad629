/** Whether the coordinates of a file are degrees, in which order, and where they lie. */

import type { Geometry, Position } from "geojson";
import type { Bounds } from "../../lib/config";
import { FEATURES_MAX, type OwnFeature, type OwnLayer, Trouble } from "./own";

type Bare = Pick<OwnLayer, "name" | "columns"> & Partial<OwnLayer>;

/**
 * The layer of these features: those without a place or with one outside the world are left out and
 * counted in `left`. `Trouble` where nothing is left, where there are too many, or where the
 * numbers are no degrees.
 */
export function placed(features: readonly OwnFeature[], city: Bounds, layer: Bare): OwnLayer {
  if (features.length > FEATURES_MAX)
    throw new Trouble("file.many", { most: String(FEATURES_MAX) });
  const boxes = features.map(({ geometry }) => boxOf(geometry));
  const inside = boxes.map((box) => box !== null && inWorld(box));
  const kept = features.filter((_feature, index) => inside[index]);
  const seen = boxes.filter((box, index): box is Bounds => box !== null && inside[index] === true);
  if (kept.length === 0) throw nothingPlaced(features.length, boxes.find((box) => box) ?? null);
  const inCity = seen.filter((box) => meets(box, city)).length;
  const inCitySwapped = seen.filter((box) => meets(turned(box), city)).length;
  return {
    notes: [],
    ...layer,
    features: kept.map((feature, index) => ({ ...feature, id: index })),
    left: features.length - kept.length,
    bounds: seen.reduce(joined),
    swapped: inCitySwapped > inCity,
  };
}

function nothingPlaced(count: number, strange: Bounds | null): Trouble {
  if (count === 0) return new Trouble("file.empty");
  if (!strange) return new Trouble("file.noplace");
  const [x, y] = strange;
  return new Trouble("file.metres", { x: String(Math.round(x)), y: String(Math.round(y)) });
}

/** Exchange longitude and latitude, everywhere. */
export function swapAll(features: readonly OwnFeature[]): OwnFeature[] {
  return moved(features, ([x = 0, y = 0]) => [y, x]);
}

/** The same features with each position moved. */
export function moved(
  features: readonly OwnFeature[],
  move: (position: Position) => Position,
): OwnFeature[] {
  return features.map((feature) => ({
    ...feature,
    geometry: feature.geometry && movedGeometry(feature.geometry, move),
  }));
}

function movedGeometry(geometry: Geometry, move: (position: Position) => Position): Geometry {
  if (geometry.type === "GeometryCollection")
    return {
      ...geometry,
      geometries: geometry.geometries.map((each) => movedGeometry(each, move)),
    };
  const deep = (part: unknown): unknown =>
    isPosition(part) ? move(part) : Array.isArray(part) ? part.map(deep) : part;
  return { ...geometry, coordinates: deep(geometry.coordinates) } as Geometry;
}

/** Call `use` for each position of a geometry, whatever its depth. */
export function eachPosition(geometry: Geometry, use: (position: Position) => void): void {
  if (geometry.type === "GeometryCollection") {
    for (const each of geometry.geometries ?? []) eachPosition(each, use);
    return;
  }
  const deep = (part: unknown): void => {
    if (isPosition(part)) use(part);
    else if (Array.isArray(part)) for (const each of part) deep(each);
  };
  deep(geometry.coordinates);
}

function isPosition(part: unknown): part is Position {
  return Array.isArray(part) && typeof part[0] === "number" && typeof part[1] === "number";
}

/** West, south, east, north; nothing where there is no position. */
function boxOf(geometry: Geometry | null): Bounds | null {
  let box: Bounds | null = null;
  if (geometry)
    eachPosition(geometry, ([x = Number.NaN, y = Number.NaN]) => {
      box = box ? joined(box, [x, y, x, y]) : [x, y, x, y];
    });
  return box;
}

function joined([w, s, e, n]: Bounds, [west, south, east, north]: Bounds): Bounds {
  return [Math.min(w, west), Math.min(s, south), Math.max(e, east), Math.max(n, north)];
}

/** A box with a number that is none is not in the world. */
function inWorld([west, south, east, north]: Bounds): boolean {
  return west >= -180 && south >= -90 && east <= 180 && north <= 90;
}

function turned([west, south, east, north]: Bounds): Bounds {
  return [south, west, north, east];
}

export function meets([w, s, e, n]: Bounds, [west, south, east, north]: Bounds): boolean {
  return w <= east && e >= west && s <= north && n >= south;
}
