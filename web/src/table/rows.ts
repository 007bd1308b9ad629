/** Pages of a layer's table, as the server answers them. */

import type { LayerConfig } from "../lib/config";
import type { Clause } from "../lib/filter";
import { writeFilter } from "../lib/filter-text";
import { ask } from "../lib/identify";

export interface Column {
  name: string;
  label: string;
  unit: string;
  type: string;
}

export interface TableRow {
  id: string;
  title: string;
  cells: { value: unknown; text: string }[];
}

export interface TablePage {
  columns: Column[];
  rows: TableRow[];
  matched: number;
  matched_capped: boolean;
  total: number;
  next: string;
}

export interface Wanted {
  clauses: readonly Clause[];
  sort: string;
  after: string;
  /** West, south, east, north; empty for everywhere. */
  bbox: string;
  lang: string;
}

export const PAGE_ROWS = 50;

/** A page of the table. Throws as `ask` does. */
export async function fetchPage(
  layer: LayerConfig,
  { clauses, sort, after, bbox, lang }: Wanted,
  signal: AbortSignal,
): Promise<TablePage> {
  const asked = { filter: writeFilter(clauses), sort, after, bbox };
  const given = Object.entries(asked).filter(([, value]) => value !== "");
  const query = { ...Object.fromEntries(given), limit: String(PAGE_ROWS), lang };
  return (await ask(`/api/datasets/${layer.id}/table`, query, signal)) as TablePage;
}

/** What comes after a press on a column's head: upwards, downwards, as it was. */
export function nextSort(sort: string, column: string): string {
  if (sort === column) return `-${column}`;
  return sort === `-${column}` ? "" : column;
}

export function ariaSort(sort: string, column: string): "ascending" | "descending" | null {
  if (sort === column) return "ascending";
  return sort === `-${column}` ? "descending" : null;
}
