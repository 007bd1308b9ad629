/** The table itself: heads that sort, rows that lead to their feature. */

import { button, h, icon } from "../lib/dom";
import type { Words } from "../messages";
import { ariaSort, type Column, type TablePage, type TableRow } from "./rows";

const SKELETON_ROWS = 8;
const SKELETON_COLUMNS = 4;
const NUMBERS = new Set(["integer", "number"]);

export interface Manner {
  words: Words;
  caption: string;
  sort: string;
  hidden: ReadonlySet<string>;
  onSort: (column: string) => void;
  onRow: (row: TableRow) => void;
}

export function grid(page: TablePage, manner: Manner): HTMLTableElement {
  const shown = page.columns
    .map((_, index) => index)
    .filter((index) => isShown(index, page, manner));
  const heads = shown.map((index) => head(page.columns[index] as Column, manner));
  const rows = page.rows.map((row) => line(row, page.columns, shown, manner));
  return h(
    "table",
    { class: "grid" },
    h("caption", { class: "visually-hidden" }, manner.caption),
    h("thead", {}, h("tr", {}, ...heads)),
    h("tbody", {}, ...rows),
  );
}

function isShown(index: number, { columns }: TablePage, { hidden }: Manner): boolean {
  const column = columns[index];
  return column !== undefined && !hidden.has(column.name);
}

function head(column: Column, { sort, words, onSort }: Manner): HTMLElement {
  const order = ariaSort(sort, column.name);
  const unit = column.unit ? h("small", {}, column.unit) : null;
  const press = button(
    { "data-column": column.name, title: words.text("table.sort") },
    () => onSort(column.name),
    h("span", {}, column.label),
    unit,
    order && icon(order === "ascending" ? "up" : "down"),
  );
  const numeric = NUMBERS.has(column.type) && "number";
  return h("th", { scope: "col", class: numeric || null, "aria-sort": order }, press);
}

function line(
  row: TableRow,
  columns: readonly Column[],
  shown: readonly number[],
  manner: Manner,
): HTMLElement {
  const cells = shown.map((index, place) => {
    const text = row.cells[index]?.text ?? "";
    return place === 0 ? first(row, text, manner) : cell(text, columns[index], manner);
  });
  const element = h("tr", { "data-id": row.id }, ...cells);
  element.addEventListener("click", (event) => {
    if (!(event.target as Element).closest("button")) manner.onRow(row);
  });
  return element;
}

/** The first cell names the row and leads to its feature; what has no value is called otherwise. */
function first(row: TableRow, text: string, { onRow }: Manner): HTMLElement {
  const open = button({ class: text ? "" : "stand-in" }, () => onRow(row), text || row.title);
  return h("th", { scope: "row" }, open);
}

function cell(text: string, column: Column | undefined, { words }: Manner): HTMLElement {
  const numeric = NUMBERS.has(column?.type ?? "") && "number";
  const none = h("span", { class: "unknown" }, words.text("table.unknown"));
  const content = text ? h("span", {}, text, unitOf(column)) : none;
  return h("td", { class: numeric || null, "data-label": column?.label }, content);
}

/** On phones, where a row is a card, each number has its unit. */
function unitOf(column: Column | undefined): HTMLElement | null {
  return column?.unit
    ? h("span", { class: "unit", "aria-hidden": "true" }, ` ${column.unit}`)
    : null;
}

/** The table to come, as high as it will be. */
export function skeleton(): HTMLElement {
  const cell = () => h("td", {}, h("span", { class: "bone" }));
  const rows = Array.from({ length: SKELETON_ROWS }, () =>
    h("tr", {}, ...Array.from({ length: SKELETON_COLUMNS }, cell)),
  );
  return h("table", { class: "grid skeleton", "aria-hidden": "true" }, h("tbody", {}, ...rows));
}
