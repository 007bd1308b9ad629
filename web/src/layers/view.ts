/** What lies in the picture: rendered features as rows of a list. */

import type { MapGeoJSONFeature } from "maplibre-gl";
import type { LayerConfig, LonLat } from "../lib/config";
import { fieldNamed } from "../lib/config";
import { formatNumber } from "../lib/format";
import { comparer } from "../lib/sort";

export interface Row {
  dataset: string;
  id: string;
  /** Empty where the feature has no name. */
  title: string;
  /** What the layer's colour says about the feature, in words. */
  detail: string;
  point: LonLat;
}

/** Sorted by name in the language's alphabet; those without a name come last. */
export function sortRows(rows: readonly Row[], lang: string): Row[] {
  const compare = comparer(lang);
  return [...rows].sort(
    (a, b) =>
      Number(a.title === "") - Number(b.title === "") ||
      compare(a.title, b.title) ||
      compare(a.id, b.id),
  );
}

type Properties = Record<string, unknown>;

/** One row per feature: a feature cut by tile borders, or drawn by several layers, comes once. */
export function rowsOf(
  features: readonly MapGeoJSONFeature[],
  layers: ReadonlyMap<string, LayerConfig>,
  lang: string,
): Row[] {
  const rows = new Map<string, Row>();
  for (const feature of features) {
    const layer = layers.get(feature.source);
    const id = String(feature.properties.id ?? "");
    const key = `${feature.source}/${id}`;
    if (!layer || !id || rows.has(key)) continue;
    rows.set(key, {
      dataset: layer.id,
      id,
      title: titleOf(feature.properties, layer, lang),
      detail: detailOf(feature.properties, layer, lang),
      point: pointOf(feature.geometry),
    });
  }
  return [...rows.values()];
}

/** The name in the visitor's language, else the local one, else nothing. */
export function titleOf(properties: Properties, layer: LayerConfig, lang: string): string {
  const named = layer.fields.find((field) => field.type === "name")?.name;
  const candidates = [layer.style.label, named, "name"].filter((name): name is string => !!name);
  for (const name of candidates) {
    const value = properties[`${name}_${lang}`] || properties[name];
    if (value) return String(value);
  }
  return "";
}

function detailOf(properties: Properties, layer: LayerConfig, lang: string): string {
  const field = fieldNamed(layer, layer.style.field);
  const value = properties[layer.style.field];
  if (!field || value === undefined || value === null || value === "") return "";
  if (typeof value === "number") return `${formatNumber(value, lang)} ${field.unit}`.trim();
  return field.values[String(value)] ?? String(value);
}

/** A point to ask about: the point itself, the middle vertex of a line, the middle of an area's box. */
export function pointOf(geometry: MapGeoJSONFeature["geometry"]): LonLat {
  if (geometry.type === "GeometryCollection") return [0, 0];
  const positions = flatten(geometry.coordinates);
  if (geometry.type.endsWith("Polygon")) return middleOfBox(positions);
  return positions[Math.floor(positions.length / 2)] ?? [0, 0];
}

function flatten(coordinates: unknown): LonLat[] {
  if (!Array.isArray(coordinates)) return [];
  if (typeof coordinates[0] === "number") return [[coordinates[0], Number(coordinates[1])]];
  return coordinates.flatMap(flatten);
}

function middleOfBox(positions: readonly LonLat[]): LonLat {
  const middle = (axis: 0 | 1): number => {
    const values = positions.map((position) => position[axis]);
    return (Math.min(...values) + Math.max(...values)) / 2;
  };
  return [middle(0), middle(1)];
}
