/** A table of text: separator, encoding and the columns with the place are guessed, and can be told. */

import type { Geometry } from "geojson";
import Papa from "papaparse";
import type { Bounds } from "../../lib/config";
import { SEPARATORS } from "./csv-words";
import { type Asked, FEATURES_MAX, type OwnFeature, type OwnLayer, Trouble } from "./own";
import { placed, swapAll } from "./placing";
import { decoded } from "./text";
import { isWkt, readWkt } from "./wkt";

const LON = ["lon", "lng", "long", "longitude", "x", "долгота", "бойлық"];
const LAT = ["lat", "latitude", "y", "широта", "ендік"];
const SAMPLE = 50;

type Row = readonly string[];

export function readCsv(bytes: Uint8Array, name: string, city: Bounds, asked: Asked): OwnLayer {
  const { text, encoding } = decoded(bytes, asked.encoding);
  const { data, meta } = Papa.parse<string[]>(text, {
    delimiter: asked.separator || "",
    delimitersToGuess: [...SEPARATORS],
    skipEmptyLines: "greedy",
    preview: FEATURES_MAX + 2,
  });
  const columns = headOf(data[0] ?? []);
  const rows = data.slice(1);
  const place = placeOf(columns, rows, asked, city);
  const table = { encoding, separator: meta.delimiter, columns, ...place };
  if (rows.length === 0) throw new Trouble("file.empty");
  if (!place.wkt && !(place.lon && place.lat))
    return { ...withoutPlace(name, columns, rows), table };
  const features = rows.map((row) => feature(row, columns, place));
  try {
    return placed(asked.swap ? swapAll(features) : features, city, { name, columns, table });
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    // Another encoding, separator or column may mend it.
    return { ...withoutPlace(name, columns, rows), table, notes: [error.said] };
  }
}

/** The table alone: nothing of it can be shown until somebody says which columns hold the place. */
function withoutPlace(name: string, columns: string[], rows: readonly Row[]): OwnLayer {
  return {
    name,
    columns,
    features: [],
    left: rows.length,
    bounds: null,
    swapped: false,
    notes: [{ key: "file.nocolumns", values: { columns: columns.slice(0, 12).join(", ") } }],
  };
}

/** The names of the columns; those without one, or with that of another, are numbered. */
function headOf(row: Row): string[] {
  const seen = new Set<string>();
  return row.map((cell, index) => {
    const name = cell.replace(/^\ufeff/, "").trim();
    const own = name === "" || seen.has(name) ? `${name || "column"}_${index + 1}` : name;
    seen.add(own);
    return own;
  });
}

type Place = { lon: string; lat: string; wkt: string };

function placeOf(
  columns: readonly string[],
  rows: readonly Row[],
  asked: Asked,
  city: Bounds,
): Place {
  if (asked.wkt) return { lon: "", lat: "", wkt: asked.wkt };
  const sample = rows.slice(0, SAMPLE);
  const values = (column: string) => sample.map((row) => row[columns.indexOf(column)] ?? "");
  const isChosen = Boolean(asked.lon || asked.lat);
  const wkt = isChosen ? undefined : columns.find((column) => values(column).some(isWkt));
  if (wkt) return { lon: "", lat: "", wkt };
  const [west, south, east, north] = city;
  const guess = (names: readonly string[], least: number, most: number) =>
    columns.find((column) => names.includes(column.toLowerCase().trim())) ??
    columns.find((column) => lieWithin(values(column), least, most)) ??
    "";
  return {
    lon: asked.lon || guess(LON, west, east),
    lat: asked.lat || guess(LAT, south, north),
    wkt: "",
  };
}

function lieWithin(values: readonly string[], least: number, most: number): boolean {
  const numbers = values.filter((value) => value !== "").map(numberOf);
  return numbers.length > 0 && numbers.every((value) => value >= least && value <= most);
}

function feature(row: Row, columns: readonly string[], place: Place): OwnFeature {
  const cell = (column: string) => row[columns.indexOf(column)] ?? "";
  const position = [numberOf(cell(place.lon)), numberOf(cell(place.lat))];
  const geometry = place.wkt ? readWkt(cell(place.wkt)) : pointAt(position);
  const properties = Object.fromEntries(columns.map((column, index) => [column, row[index] ?? ""]));
  return { type: "Feature", geometry, properties } as OwnFeature;
}

function pointAt(position: number[]): Geometry | null {
  return position.every(Number.isFinite) ? { type: "Point", coordinates: position } : null;
}

/** A number with a point or a comma before decimals. */
function numberOf(text: string): number {
  const plain = text
    .trim()
    .replace(/[\s\u00a0]/g, "")
    .replace(",", ".");
  return plain === "" ? Number.NaN : Number(plain);
}
