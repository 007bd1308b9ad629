/** `<qala-legend>`: what the colours of a layer mean; pressing an entry hides it on the map. */

import { type Entry, legendOf } from "../layers/legend";
import type { Scheme } from "../layers/palette";
import { layerNamed } from "../lib/config";
import { button, h } from "../lib/dom";
import { define, PageElement } from "../lib/page";
import type { MapState } from "../lib/state";

/** Longer legends begin folded. */
const FOLD_FROM = 9;
const SHOWN_FOLDED = 7;

export class QalaLegend extends PageElement {
  #entries: Entry[] = [];
  /** The buttons that hide and show, by the key of their entry. */
  readonly #presses = new Map<string, HTMLButtonElement>();
  #empty!: HTMLElement;

  get #dataset(): string {
    return this.dataset.layer ?? "";
  }

  protected override build(): void {
    const { config, words } = this.page;
    const layer = layerNamed(config, this.#dataset);
    if (!layer) return;
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const scheme: Scheme = dark.matches ? "dark" : "light";
    this.#entries = legendOf(layer, words, scheme);
    this.#empty = h("p", { class: "hint", role: "status" });
    if (this.#entries.length < 2) return;
    const items = this.#entries.map((entry) => h("li", {}, this.#line(entry)));
    const list = h("ul", { class: "legend", "aria-label": words.text("legend.title") }, ...items);
    this.append(list, ...this.#folding(items), this.#empty);
  }

  protected override update(state: MapState): void {
    const hidden = state.hidden[this.#dataset] ?? [];
    for (const [key, press] of this.#presses)
      press.setAttribute("aria-pressed", String(!hidden.includes(key)));
    if (!this.#empty) return;
    const all = this.#presses.size > 0 && hidden.length >= this.#presses.size;
    this.#empty.textContent = all ? this.page.words.text("legend.empty") : "";
  }

  /** A colour with its meaning: a button where that part of the map can be hidden. */
  #line(entry: Entry): HTMLElement {
    const swatch = h("span", { class: "swatch", "aria-hidden": "true" });
    swatch.style.setProperty("--colour", entry.colour);
    const label = h("span", {}, entry.label);
    if (!entry.holds) return h("span", { class: "legend-entry fixed" }, swatch, label);
    const title = entry.whole ?? this.page.words.text("legend.hint");
    const toggle = () => this.#toggle(entry);
    const press = button({ class: "legend-entry", title }, toggle, swatch, label);
    this.#presses.set(entry.key, press);
    return press;
  }

  #toggle(entry: Entry): void {
    const { store } = this.page;
    const before = store.state.hidden[this.#dataset] ?? [];
    const keys = before.includes(entry.key)
      ? before.filter((key) => key !== entry.key)
      : [...before, entry.key];
    const { [this.#dataset]: _, ...rest } = store.state.hidden;
    store.change({ hidden: keys.length > 0 ? { ...rest, [this.#dataset]: keys } : rest });
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
