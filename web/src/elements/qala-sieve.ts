/** `<qala-sieve>`: how much of a layer is shown, and the ways to its filters and its table. */

import { type LayerConfig, layerNamed } from "../lib/config";
import { button, h, icon } from "../lib/dom";
import { clausesOf, withClauses } from "../lib/filter";
import { formatNumber } from "../lib/format";
import { define, PageElement } from "../lib/page";
import type { MapState } from "../lib/state";
import { type Statistics, statisticsOf } from "../lib/statistics";
import type { QalaLegend } from "./qala-legend";

/** What is typed or dragged changes many times a second. */
const ASK_AFTER_MS = 150;

/** The filters of a layer, once they are there. */
export interface FilterPanel extends HTMLElement {
  showCounts(statistics: Statistics): void;
}

export class QalaSieve extends PageElement {
  #layer!: LayerConfig;
  #matched!: HTMLElement;
  #clear!: HTMLButtonElement;
  #open!: HTMLButtonElement;
  #table!: HTMLButtonElement;
  #panel: FilterPanel | null = null;
  #timer = 0;

  protected override build(): void {
    const { config, store, words } = this.page;
    const layer = layerNamed(config, this.dataset.layer ?? "");
    if (!layer) throw new Error("<qala-sieve> names no layer.");
    this.#layer = layer;
    this.#matched = h("p", { class: "matched", role: "status" });
    this.#clear = button({ class: "quiet" }, () => this.#clearAll(), words.text("filter.clear"));
    this.#open = button(
      { class: "quiet", "aria-expanded": "false" },
      () => void this.#toggle(),
      icon("filter"),
      words.text("filter.open"),
    );
    this.#table = button(
      { class: "quiet to-table" },
      () => store.change({ table: this.#isTabled ? null : { dataset: layer.id, sort: "" } }, true),
      icon("table"),
      words.text("table.open"),
    );
    const ways = h("div", { class: "sieve-ways" }, this.#open, this.#table);
    this.append(h("div", { class: "sieve-state" }, this.#matched, this.#clear), ways);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected override update(state: MapState, before: MapState): void {
    this.#table.setAttribute("aria-pressed", String(this.#isTabled));
    if (state !== before && state.filters === before.filters) return;
    const filtered = this.#clauses.length > 0;
    this.#clear.hidden = !filtered;
    if (!filtered) this.#matched.textContent = "";
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#count(), ASK_AFTER_MS);
  }

  get #clauses() {
    return clausesOf(this.page.store.state.filters, this.#layer.id);
  }

  get #isTabled(): boolean {
    return this.page.store.state.table?.dataset === this.#layer.id;
  }

  #clearAll(): void {
    const { store } = this.page;
    store.change({ filters: withClauses(store.state.filters, this.#layer.id, []) }, true);
    this.#open.focus();
  }

  /** How many match, here, beside the legend's entries and in the filters. */
  async #count(): Promise<void> {
    const { words } = this.page;
    const clauses = this.#clauses;
    try {
      const statistics = await statisticsOf(this.#layer, clauses);
      if (clauses !== this.#clauses) return;
      const [n = "", all = ""] = [statistics.matched, statistics.total].map((each) =>
        formatNumber(each, words.lang),
      );
      this.#matched.textContent =
        clauses.length > 0 ? words.text("filter.matched", { n, all }) : "";
      this.#matched.classList.toggle("none", statistics.matched === 0);
      this.parentElement?.querySelector<QalaLegend>("qala-legend")?.showCounts(statistics);
      this.#panel?.showCounts(statistics);
    } catch (error) {
      if (clauses.length > 0) this.#matched.textContent = words.text("filter.uncounted");
      console.warn(error);
    }
  }

  async #toggle(): Promise<void> {
    const { words, say } = this.page;
    const expanded = this.#open.getAttribute("aria-expanded") === "true";
    this.#open.setAttribute("aria-expanded", String(!expanded));
    if (this.#panel) this.#panel.hidden = expanded;
    if (this.#panel || expanded) return;
    try {
      await import("../filters/qala-filters");
    } catch (error) {
      this.#open.setAttribute("aria-expanded", "false");
      say(words.text("tool.failed"), "problem");
      console.error(error);
      return;
    }
    this.#panel = h("qala-filters", { "data-layer": this.#layer.id }) as FilterPanel;
    this.append(this.#panel);
    await this.#count();
  }
}

define("qala-sieve", QalaSieve);
