/** `<qala-legend>`: what the colours of a layer mean, and how many; pressing an entry hides it on the map. */

import { type Entry, legendOf } from "../layers/legend";
import type { Scheme } from "../layers/palette";
import { type LayerConfig, layerNamed } from "../lib/config";
import { button, h } from "../lib/dom";
import { admits, clausesOf, toggled, withClauses } from "../lib/filter";
import { formatNumber } from "../lib/format";
import { define, PageElement } from "../lib/page";
import type { MapState } from "../lib/state";
import { countOf, type Statistics } from "../lib/statistics";

/** Longer legends begin folded. */
const FOLD_FROM = 9;
const SHOWN_FOLDED = 7;

interface Press {
  entry: Entry;
  button: HTMLButtonElement;
  count: HTMLElement;
}

export class QalaLegend extends PageElement {
  #layer: LayerConfig | undefined;
  /** The buttons that hide and show. */
  #presses: Press[] = [];
  #empty!: HTMLElement;

  protected override build(): void {
    const { config, words } = this.page;
    this.#presses = [];
    this.#layer = layerNamed(config, this.dataset.layer ?? "");
    if (!this.#layer) return;
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const scheme: Scheme = dark.matches ? "dark" : "light";
    const entries = legendOf(this.#layer, words, scheme);
    this.#empty = h("p", { class: "hint", role: "status" });
    if (entries.length < 2) return;
    const items = entries.map((entry) => h("li", {}, this.#line(entry)));
    const list = h("ul", { class: "legend", "aria-label": words.text("legend.title") }, ...items);
    this.append(list, ...this.#folding(items), this.#empty);
  }

  protected override update(state: MapState, before: MapState): void {
    const layer = this.#layer;
    if (!layer || (state !== before && state.filters === before.filters)) return;
    const clauses = clausesOf(state.filters, layer.id);
    let shown = 0;
    for (const { entry, button: press } of this.#presses) {
      const admitted = admits(clauses, layer.style.field, entry.parts ?? []);
      press.setAttribute("aria-pressed", String(admitted));
      shown += Number(admitted);
    }
    const none = this.#presses.length > 0 && shown === 0;
    this.#empty.textContent = none ? this.page.words.text("legend.empty") : "";
  }

  /** Say how many features each entry stands for. */
  showCounts(statistics: Statistics): void {
    const field = statistics.fields[this.#layer?.style.field ?? ""];
    this.#presses.forEach(({ entry, count }, place) => {
      const n = countOf(field, entry.parts ?? [], place);
      count.textContent = n === undefined ? "" : formatNumber(n, this.page.words.lang);
    });
  }

  /** A colour with its meaning: a button where that part of the map can be hidden. */
  #line(entry: Entry): HTMLElement {
    const swatch = h("span", { class: "swatch", "aria-hidden": "true" });
    swatch.style.setProperty("--colour", entry.colour);
    const label = h("span", {}, entry.label);
    if (!entry.parts) return h("span", { class: "legend-entry fixed" }, swatch, label);
    const title = entry.whole ?? this.page.words.text("legend.hint");
    const count = h("span", { class: "count" });
    const toggle = () => this.#toggle(entry);
    const press = button({ class: "legend-entry", title }, toggle, swatch, label, count);
    this.#presses.push({ entry, button: press, count });
    return press;
  }

  #toggle({ parts = [] }: Entry): void {
    const { store } = this.page;
    const { id = "", style } = this.#layer ?? {};
    const { filters } = store.state;
    const clauses = toggled(clausesOf(filters, id), style?.field ?? "", parts);
    store.change({ filters: withClauses(filters, id, clauses) });
  }

  /** The button that unfolds a long legend. */
  #folding(items: HTMLElement[]): HTMLElement[] {
    if (items.length < FOLD_FROM) return [];
    const folded = items.slice(SHOWN_FOLDED);
    for (const item of folded) item.hidden = true;
    const more = button(
      { class: "quiet" },
      () => {
        for (const item of folded) item.hidden = false;
        folded[0]?.querySelector("button")?.focus();
        more.remove();
      },
      this.page.words.count("place.more", folded.length),
    );
    return [more];
  }
}

define("qala-legend", QalaLegend);
