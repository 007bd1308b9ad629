/** What the server tells the page: the answer of `/api/map`, also embedded in the page. */

export type LonLat = [number, number];
export type Bounds = [west: number, south: number, east: number, north: number];
/** Longitude, latitude, zoom. */
export type At = [lon: number, lat: number, zoom: number];
export type GeometryKind = "point" | "line" | "polygon" | "mixed" | "raster";
/** Vector tiles, painted pictures, or heights as colours (R * 256 + G + B / 256 - 32768 m). */
export type TileEncoding = "mvt" | "png" | "terrarium";
export type FieldKind = "text" | "name" | "category" | "integer" | "number" | "boolean" | "date";

export interface LanguageLink {
  code: string;
  name: string;
  href: string;
}

export interface City {
  id: string;
  name: string;
  mark: string;
  bounds: Bounds;
  centre: At;
  generated: boolean;
  /** Whether the city has tours. */
  tours: boolean;
  notice: string;
}

export interface Theme {
  id: string;
  title: string;
}

export interface View {
  id: string;
  question: string;
  answer: string;
  layers: string[];
  at: At;
}

export interface FieldConfig {
  name: string;
  type: FieldKind;
  label: string;
  unit: string;
  values: Record<string, string>;
  /** Whether the tiles hold it. */
  tiled: boolean;
}

export interface LayerStyle {
  kind: "plain" | "category" | "steps" | "elevation";
  field: string;
  colours: Record<string, string>;
  /** What values of one colour are together, by that colour. */
  groups: Record<string, string>;
  colour: string;
  breaks: number[];
  palette: string;
  /** The colours of the classes, least first, where the tiles are painted already; else empty. */
  ramp: string[];
  opacity: number;
  width: number;
  radius: number;
  extrude: string;
  label: string;
  base: boolean;
}

export interface LayerConfig {
  id: string;
  release: number;
  title: string;
  abstract: string;
  theme: string;
  geometry: GeometryKind;
  order: number;
  tiles: string;
  /** How many pixels of the map a tile covers. */
  tile_size: number;
  encoding: TileEncoding;
  minzoom: number;
  maxzoom: number;
  bounds: Bounds;
  fields: FieldConfig[];
  style: LayerStyle;
  count: number;
  date: string;
  attribution: string;
  page: string;
  generated: boolean;
}

export interface MapConfig {
  lang: string;
  languages: LanguageLink[];
  city: City;
  themes: Theme[];
  views: View[];
  layers: LayerConfig[];
}

/** The configuration embedded in the page. Throws when the page has none. */
export function readConfig(page: Document): MapConfig {
  const text = page.getElementById("map-config")?.textContent;
  if (!text) throw new Error("The page carries no map configuration (#map-config).");
  return JSON.parse(text) as MapConfig;
}

export function layerNamed(config: MapConfig, id: string): LayerConfig | undefined {
  return config.layers.find((layer) => layer.id === id);
}

/** The layers of such ids that there are, in the order of the ids. */
export function layersNamed(config: MapConfig, ids: readonly string[]): LayerConfig[] {
  return ids.map((id) => layerNamed(config, id)).filter((layer) => layer !== undefined);
}

export function fieldNamed(layer: LayerConfig, name: string): FieldConfig | undefined {
  return layer.fields.find((field) => field.name === name);
}
