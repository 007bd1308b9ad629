/** GeoPackage (OGC 12-128r15) by SQLite in WebAssembly: each of its tables of features is a layer. */

import initSqlJs, { type Database } from "sql.js";
import wasmUrl from "sql.js/dist/sql-wasm-browser.wasm?url";
import type { Bounds } from "../../lib/config";
import {
  type Asked,
  FEATURES_MAX,
  type OwnFeature,
  type OwnLayer,
  type Said,
  Trouble,
} from "./own";
import { moved, placed, swapAll } from "./placing";
import { degreesFrom, shortName } from "./projecting";
import { readGeoPackageGeometry } from "./wkb";

const LAYERS_MAX = 12;
const TABLES = `SELECT c.table_name, c.identifier, g.column_name, g.srs_id, s.organization,
  s.organization_coordsys_id, s.definition, s.srs_name
  FROM gpkg_contents c JOIN gpkg_geometry_columns g ON g.table_name = c.table_name
  LEFT JOIN gpkg_spatial_ref_sys s ON s.srs_id = g.srs_id
  WHERE c.data_type = 'features' ORDER BY c.table_name LIMIT ${LAYERS_MAX}`;

interface Table {
  table_name: string;
  identifier: string | null;
  column_name: string;
  srs_id: number;
  organization: string | null;
  organization_coordsys_id: number | null;
  definition: string | null;
  srs_name: string | null;
}

export async function readGeoPackage(
  bytes: Uint8Array,
  name: string,
  city: Bounds,
  asked: Asked,
): Promise<OwnLayer[]> {
  const sql = await initSqlJs({ locateFile: () => wasmUrl });
  const database = new sql.Database(bytes);
  try {
    const tables = rowsOf(database, TABLES) as unknown as Table[];
    if (tables.length === 0) throw new Trouble("file.gpkg.none");
    return tables.map((table) =>
      layerOf(database, table, { name, city, asked, alone: tables.length === 1 }),
    );
  } catch (error) {
    throw error instanceof Trouble
      ? error
      : new Trouble("file.gpkg.broken", { said: String(error).slice(0, 120) });
  } finally {
    database.close();
  }
}

interface Wanted {
  name: string;
  city: Bounds;
  asked: Asked;
  alone: boolean;
}

function layerOf(database: Database, table: Table, { name, city, asked, alone }: Wanted): OwnLayer {
  const rows = rowsOf(
    database,
    `SELECT * FROM ${quoted(table.table_name)} LIMIT ${FEATURES_MAX + 1}`,
  );
  const features = rows.map((row) => featureOf(row, table.column_name));
  const crs = systemOf(table);
  const straight = crs ? moved(features, degreesFrom(crs)) : features;
  const notes: Said[] = crs
    ? [{ key: "file.projected", values: { crs: table.srs_name || shortName(crs) } }]
    : [];
  const columns = Object.keys(rows[0] ?? {}).filter((column) => column !== table.column_name);
  return placed(asked.swap ? swapAll(straight) : straight, city, {
    name: alone ? name : `${name}: ${table.identifier || table.table_name}`,
    columns,
    notes,
  });
}

/** How to move it to degrees; empty where it is in degrees on WGS 84, or says nothing of it. */
function systemOf({ srs_id, organization, organization_coordsys_id, definition }: Table): string {
  if (srs_id <= 0 || organization_coordsys_id === 4326) return "";
  const byCode = `EPSG:${organization_coordsys_id}`;
  if (definition && definition !== "undefined") return definition;
  return organization?.toUpperCase() === "EPSG" ? byCode : String(srs_id);
}

function featureOf(row: Record<string, unknown>, column: string): OwnFeature {
  const { [column]: blob, ...properties } = row;
  const geometry = blob instanceof Uint8Array ? readGeoPackageGeometry(blob) : null;
  return { type: "Feature", geometry, properties: plain(properties) } as OwnFeature;
}

/** Pictures and other bytes are told by their size. */
function plain(properties: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [
      name,
      value instanceof Uint8Array ? `(${value.length} B)` : value,
    ]),
  );
}

function rowsOf(database: Database, sql: string): Record<string, unknown>[] {
  const statement = database.prepare(sql);
  const rows: Record<string, unknown>[] = [];
  while (statement.step()) rows.push(statement.getAsObject());
  statement.free();
  return rows;
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
