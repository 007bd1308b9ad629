/** An own layer as a table, and one of its rows with all its columns. */

import { button, h } from "../../lib/dom";
import type { Page } from "../../lib/page";
import type { ShownLayer } from "./shown";

const ROWS_AT_ONCE = 50;
/** More columns would not be read across; a row shows all of its own. */
const COLUMNS_SHOWN = 12;

export function tableOf(page: Page, own: ShownLayer, choose: (index: number) => void): HTMLElement {
  const { words } = page;
  const columns = own.columns.slice(0, COLUMNS_SHOWN);
  const body = h("tbody");
  let next = 0;
  const more = button({ class: "quiet" }, () => add(), words.text("list.more"));
  function add(): void {
    const rows = own.features.slice(next, next + ROWS_AT_ONCE);
    body.append(...rows.map((feature, index) => row(next + index, feature.properties)));
    next += rows.length;
    more.hidden = next >= own.features.length;
  }
  function row(index: number, properties: Record<string, unknown>): HTMLElement {
    const press = button({ class: "quiet" }, () => choose(index), String(index + 1));
    press.setAttribute("aria-label", words.text("file.row", { n: String(index + 1) }));
    return h(
      "tr",
      {},
      h("th", { scope: "row" }, press),
      ...columns.map((column) => h("td", {}, inWords(properties[column]))),
    );
  }
  add();
  const rest = own.columns.length - columns.length;
  return h(
    "div",
    {},
    rest > 0 && h("p", { class: "hint" }, words.count("file.columns.more", rest)),
    h(
      "div",
      { class: "own-table", tabindex: 0, role: "region", "aria-label": own.name },
      h(
        "table",
        {},
        h(
          "thead",
          {},
          h(
            "tr",
            {},
            h("th", { scope: "col" }, "№"),
            ...columns.map((column) => h("th", { scope: "col" }, column)),
          ),
        ),
        body,
      ),
    ),
    more,
  );
}

/** All columns of one feature. */
export function factsOf(own: ShownLayer, index: number): HTMLElement {
  const properties = own.features[index]?.properties ?? {};
  return h(
    "dl",
    {},
    ...own.columns.map((column) =>
      h("div", {}, h("dt", {}, column), h("dd", {}, inWords(properties[column]) || "–")),
    ),
  );
}

function inWords(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
