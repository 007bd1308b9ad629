/** The state of the map and its address: everything that can be shared is in the URL. */

import { partsByKey } from "../layers/legend";
import { parseArea } from "./area";
import { type At, type LonLat, layerNamed, type MapConfig } from "./config";
import { clausesOf, type Filters, partsOf, withClauses, withParts } from "./filter";
import { inAddress, readFilter, writeFilter } from "./filter-text";
import { isTool, type ToolId } from "./tools";

export interface Selection {
  dataset: string;
  id: string;
}

/** Two days side by side, and the layer that the right side shows instead of those of the left. */
export interface Comparison {
  left: string;
  right: string;
  /** Empty where both sides show the same layers. */
  beside: string;
}

export const MODES = ["layers", "list", "tools"] as const;
export type Mode = (typeof MODES)[number];

/** Bearing (degrees clockwise from north, -180 to 180) and pitch (degrees from straight down). */
export type Turn = readonly [bearing: number, pitch: number];

export const STEEPEST = 75;

export interface MapState {
  at: At;
  /** Ids of the layers shown, the uppermost first. */
  layers: readonly string[];
  /** A day as YYYY-MM-DD, or empty for today. */
  on: string;
  select: Selection | null;
  /** The point that was asked about. */
  place: LonLat | null;
  mode: Mode;
  /** The tool at hand in mode `tools`; nothing while it is being chosen. */
  tool: ToolId | null;
  /** Buildings stand up. */
  tall: boolean;
  /** Where the view is turned to, where it is not as `tall` alone would have it. */
  turn: Turn | null;
  /** Opacity by layer, 0 to 1, where it is not 1. */
  fade: Readonly<Record<string, number>>;
  compare: Comparison | null;
  /** A drawn area as text (`lib/area`), or empty. */
  area: string;
  /** What of each layer is shown. */
  filters: Filters;
  /** What the address asked to filter by and could not be understood. */
  unread: readonly string[];
  /** The layer whose table is open, and the field it is sorted by: `-` before it is downwards. */
  table: Sorted | null;
}

export interface Sorted {
  dataset: string;
  sort: string;
}

export function initialState(config: MapConfig): MapState {
  return {
    at: config.city.centre,
    layers: [],
    on: "",
    select: null,
    place: null,
    mode: "layers",
    tool: null,
    tall: false,
    turn: null,
    fade: {},
    compare: null,
    area: "",
    filters: {},
    unread: [],
    table: null,
  };
}

/** The state that `search` (with or without `?`) describes; what it does not say or says wrongly is as at first. */
export function parseState(search: string, config: MapConfig): MapState {
  const query = new URLSearchParams(search);
  const known = new Set(config.layers.map((layer) => layer.id));
  const first = initialState(config);
  return {
    at: parseAt(query.get("at")) ?? first.at,
    layers: parseLayers(query.get("layers"), known),
    on: parseDay(query.get("on")),
    select: parseSelection(query.get("select"), known),
    place: parsePoint(query.get("place")),
    mode: MODES.find((mode) => mode === query.get("mode")) ?? first.mode,
    tool: parseTool(query.get("tool")),
    tall: query.get("tall") === "1",
    turn: parseTurn(query.get("turn")),
    fade: parseFade(query.get("fade"), known),
    compare: parseComparison(query.get("compare"), known),
    area: parseArea(query.get("area")) ? (query.get("area") ?? "") : "",
    ...parseFilters(query, config),
    table: parseTable(query.get("table"), known),
  };
}

/** The query string of a state, readable (commas and slashes stay) and without what is as at first. */
export function formatState(state: MapState): string {
  const [lon, lat, zoom] = state.at;
  const parts = [`at=${degrees(lon)},${degrees(lat)},${trim(zoom, 2)}`];
  const add = (key: string, value: string) => value && parts.push(`${key}=${value}`);
  add("layers", state.layers.map(encodeURIComponent).join(","));
  add("on", state.on);
  add("select", state.select ? pair(state.select.dataset, state.select.id) : "");
  add("place", state.place ? `${degrees(state.place[0])},${degrees(state.place[1])}` : "");
  add("mode", state.mode === "layers" ? "" : state.mode);
  add("tool", state.mode === "tools" ? (state.tool ?? "") : "");
  add("tall", state.tall ? "1" : "");
  add("turn", state.turn ? state.turn.map((angle) => trim(angle, 0)).join(",") : "");
  const fade = Object.entries(state.fade).filter(([, opacity]) => opacity < 1);
  add("fade", fade.map(([id, opacity]) => `${id}:${Math.round(opacity * 100)}`).join(","));
  add("compare", formatComparison(state.compare));
  add("area", state.area);
  for (const [id, clauses] of Object.entries(state.filters))
    add("filter", `${encodeURIComponent(id)}/${inAddress(writeFilter(clauses))}`);
  const { dataset = "", sort = "" } = state.table ?? {};
  add("table", inAddress(sort ? `${dataset}/${sort}` : dataset));
  return `?${parts.join("&")}`;
}

function formatComparison(compare: Comparison | null): string {
  return compare ? [compare.left, compare.right, compare.beside].filter(Boolean).join(",") : "";
}

function pair(dataset: string, id: string): string {
  return `${encodeURIComponent(dataset)}/${encodeURIComponent(id)}`;
}

function trim(value: number, digits: number): string {
  return String(Number(value.toFixed(digits)));
}

/** Five decimals of a degree are about a metre. */
function degrees(value: number): string {
  return trim(value, 5);
}

function numbers(text: string | null, count: number): number[] | null {
  if (!text) return null;
  const parts = text.split(",").map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  return parts.length === count && parts.every(Number.isFinite) ? parts : null;
}

function onEarth(lon: number, lat: number): boolean {
  return Math.abs(lon) <= 180 && Math.abs(lat) <= 85;
}

function parseAt(text: string | null): At | null {
  const [lon, lat, zoom] = numbers(text, 3) ?? [];
  if (lon === undefined || lat === undefined || zoom === undefined) return null;
  return onEarth(lon, lat) && zoom >= 0 && zoom <= 24 ? [lon, lat, zoom] : null;
}

export function parsePoint(text: string | null): LonLat | null {
  const [lon, lat] = numbers(text, 2) ?? [];
  if (lon === undefined || lat === undefined) return null;
  return onEarth(lon, lat) ? [lon, lat] : null;
}

function parseTool(text: string | null): ToolId | null {
  return text && isTool(text) ? text : null;
}

function parseTurn(text: string | null): Turn | null {
  const [bearing, pitch] = numbers(text, 2) ?? [];
  if (bearing === undefined || pitch === undefined) return null;
  return Math.abs(bearing) <= 180 && pitch >= 0 && pitch <= STEEPEST ? [bearing, pitch] : null;
}

function parseLayers(text: string | null, known: ReadonlySet<string>): string[] {
  const ids = (text ?? "").split(",").filter((id) => known.has(id));
  return [...new Set(ids)];
}

function parseDay(text: string | null): string {
  if (!text || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return "";
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) ? text : "";
}

function parseComparison(text: string | null, known: ReadonlySet<string>): Comparison | null {
  const [left, right, beside = ""] = (text ?? "").split(",");
  if (!parseDay(left ?? null) || !parseDay(right ?? null)) return null;
  return { left: left ?? "", right: right ?? "", beside: known.has(beside) ? beside : "" };
}

function parseSelection(text: string | null, known: ReadonlySet<string>): Selection | null {
  const slash = text?.indexOf("/") ?? -1;
  if (!text || slash < 1 || slash === text.length - 1) return null;
  const dataset = text.slice(0, slash);
  return known.has(dataset) ? { dataset, id: text.slice(slash + 1) } : null;
}

function parseFade(text: string | null, known: ReadonlySet<string>): Record<string, number> {
  const fade: Record<string, number> = {};
  for (const part of (text ?? "").split(",")) {
    const [id = "", percent = ""] = part.split(":");
    const opacity = Number(percent || Number.NaN) / 100;
    if (known.has(id) && opacity >= 0 && opacity < 1) fade[id] = opacity;
  }
  return fade;
}

function parseTable(text: string | null, known: ReadonlySet<string>): Sorted | null {
  const [dataset = "", sort = ""] = (text ?? "").split("/");
  return known.has(dataset) ? { dataset, sort } : null;
}

/** The filters of an address; `hide` is what legends wrote before there were filters. */
function parseFilters(
  query: URLSearchParams,
  config: MapConfig,
): Pick<MapState, "filters" | "unread"> {
  const known = new Set(config.layers.map(({ id }) => id));
  let filters: Filters = {};
  const unread: string[] = [];
  for (const text of query.getAll("filter")) {
    const slash = text.indexOf("/");
    const layer = layerNamed(config, text.slice(0, slash));
    const read = layer && readFilter(text.slice(slash + 1), layer);
    if (read) filters = withClauses(filters, layer.id, read.clauses);
    unread.push(...(read?.unread ?? [text.slice(0, 40)]));
  }
  for (const text of query.getAll("hide")) {
    const entry = parseSelection(text, known);
    const layer = entry && layerNamed(config, entry.dataset);
    const parts = layer && partsByKey(layer).get(entry.id);
    if (!parts) continue;
    const before = clausesOf(filters, layer.id);
    const refused = [...partsOf(before, layer.style.field, true), ...parts];
    filters = withClauses(filters, layer.id, withParts(before, layer.style.field, refused, true));
  }
  return { filters, unread };
}
