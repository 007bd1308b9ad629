/** GeoJSON (RFC 7946), with the `crs` of its predecessor. */

import type { Geometry } from "geojson";
import type { Bounds } from "../../lib/config";
import { type Asked, type OwnFeature, type OwnLayer, Trouble } from "./own";
import { moved, placed, swapAll } from "./placing";
import { degreesFrom, nameOfCrs } from "./projecting";
import { decoded } from "./text";

const GEOMETRIES = ["Point", "LineString", "Polygon"].flatMap((type) => [type, `Multi${type}`]);

export function readGeoJson(bytes: Uint8Array, name: string, city: Bounds, asked: Asked): OwnLayer {
  const { text } = decoded(bytes);
  const tree = parsed(text);
  const features = featuresOf(tree);
  const crs = nameOfCrs(tree);
  const straight = crs ? moved(features, degreesFrom(crs)) : features;
  const columns = new Set(straight.flatMap(({ properties }) => Object.keys(properties)));
  const notes = crs ? [{ key: "file.projected" as const, values: { crs } }] : [];
  return placed(asked.swap ? swapAll(straight) : straight, city, {
    name,
    columns: [...columns],
    notes,
  });
}

type Tree = Record<string, unknown>;

function parsed(text: string): Tree {
  try {
    const tree: unknown = JSON.parse(text);
    if (tree && typeof tree === "object") return tree as Tree;
  } catch (error) {
    throw new Trouble("file.json", { line: String(lineOf(String(error), text)) });
  }
  throw new Trouble("file.notgeojson", { type: typeof JSON.parse(text) });
}

/** The line that a parser complains of: engines tell it, the position, or what stands around it. */
function lineOf(said: string, text: string): number {
  const line = /line (\d+)/.exec(said)?.[1];
  if (line) return Number(line);
  return text.slice(0, positionOf(said, text)).split("\n").length;
}

/** V8 quotes ten characters on both sides of a wrong sign, fewer at the ends of the text. */
function positionOf(said: string, text: string): number {
  const position = /position (\d+)/.exec(said)?.[1];
  if (position) return Number(position);
  const [, cut, around = ""] = /, (\.\.\.)?"([\s\S]*)"(?:\.\.\.)? is not valid/.exec(said) ?? [];
  if (around === "") return text.length;
  return cut ? text.indexOf(around) + 10 : 0;
}

function featuresOf(tree: Tree): OwnFeature[] {
  if (tree.type === "FeatureCollection" && Array.isArray(tree.features))
    return tree.features.map((each) => feature(each as Tree));
  if (tree.type === "Feature") return [feature(tree)];
  if (isGeometry(tree)) return [feature({ type: "Feature", geometry: tree, properties: {} })];
  throw new Trouble("file.notgeojson", { type: String(tree.type ?? "?").slice(0, 40) });
}

function feature(tree: Tree): OwnFeature {
  const { geometry, properties } = tree ?? {};
  return {
    type: "Feature",
    geometry: (isGeometry(geometry) ? geometry : null) as Geometry,
    properties: (properties && typeof properties === "object" ? properties : {}) as Tree,
  };
}

function isGeometry(tree: unknown): tree is Geometry {
  const { type, coordinates, geometries } = (tree ?? {}) as Tree;
  if (type === "GeometryCollection") return Array.isArray(geometries);
  return GEOMETRIES.includes(String(type)) && Array.isArray(coordinates);
}
