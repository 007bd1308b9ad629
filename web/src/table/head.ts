/** The head of a table: how many match, only those in view, which columns, and the way out. */

import type { LayerConfig } from "../lib/config";
import { button, h, icon } from "../lib/dom";
import { formatNumber } from "../lib/format";
import type { Page } from "../lib/page";
import type { TablePage } from "./rows";

interface Acts {
  onView: () => void;
  onColumns: () => void;
  onClose: () => void;
}

export class TableHead {
  readonly element: HTMLElement;
  readonly hiddenColumns = new Set<string>();
  readonly #page: Page;
  readonly #acts: Acts;
  readonly #count = h("p", { class: "matched", role: "status" });
  readonly #view: HTMLInputElement;
  readonly #columns: HTMLElement;

  constructor(layer: LayerConfig, page: Page, acts: Acts) {
    const { words } = page;
    this.#page = page;
    this.#acts = acts;
    this.#view = h("input", { type: "checkbox" });
    this.#view.addEventListener("change", acts.onView);
    this.#columns = h("div", { class: "columns-list" });
    const close = words.text("table.close");
    this.element = h(
      "header",
      { class: "table-head" },
      h("h2", { tabindex: -1 }, layer.title),
      this.#count,
      h("label", { class: "choice" }, this.#view, h("span", {}, words.text("table.inview"))),
      h(
        "details",
        { class: "columns" },
        h("summary", {}, words.text("table.columns")),
        this.#columns,
      ),
      button(
        { class: "icon-button", "aria-label": close, title: close },
        acts.onClose,
        icon("close"),
      ),
    );
  }

  get onlyInView(): boolean {
    return this.#view.checked;
  }

  show({ matched, matched_capped, total, columns }: TablePage): void {
    const { words } = this.#page;
    const n = formatNumber(matched, words.lang) + (matched_capped ? "+" : "");
    const all = formatNumber(total, words.lang);
    this.#count.textContent =
      matched === total
        ? words.count("layer.count", total)
        : words.text("filter.matched", { n, all });
    if (this.#columns.childElementCount === 0)
      this.#columns.append(...columns.map(({ name, label }) => this.#choice(name, label)));
  }

  #choice(name: string, label: string): HTMLElement {
    const box = h("input", { type: "checkbox", checked: true });
    box.addEventListener("change", () => {
      if (box.checked) this.hiddenColumns.delete(name);
      else this.hiddenColumns.add(name);
      this.#acts.onColumns();
    });
    return h("label", { class: "choice" }, box, h("span", {}, label));
  }
}
