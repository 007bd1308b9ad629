/** `<qala-tree>`: every dataset of the city as a layer, by theme, searchable. */

import type { LayerConfig, Theme } from "../lib/config";
import { h, icon } from "../lib/dom";
import { formatNumber } from "../lib/format";
import { define, PageElement } from "../lib/page";
import type { MapState } from "../lib/state";

interface Branch {
  theme: Theme;
  layers: LayerConfig[];
  details: HTMLDetailsElement;
  shown: HTMLElement;
}

/** Whether all words of `query` occur in the layer's title or abstract or its theme's title. */
export function matches(query: string, layer: LayerConfig, theme: Theme): boolean {
  const text = `${layer.title} ${layer.abstract} ${theme.title}`.toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

export class QalaTree extends PageElement {
  #branches: Branch[] = [];
  readonly #rows = new Map<string, { row: HTMLElement; box: HTMLInputElement }>();
  #found!: HTMLElement;

  protected override build(): void {
    const { config, words } = this.page;
    const search = h("input", {
      type: "search",
      id: "tree-search",
      autocomplete: "off",
      spellcheck: "false",
    });
    search.addEventListener("input", () => this.#search(search.value.trim()));
    this.#found = h("p", { class: "hint", role: "status" });
    this.#branches = config.themes
      .map((theme) => ({ theme, layers: this.#layersOf(theme.id) }))
      .filter(({ layers }) => layers.length > 0)
      .map(({ theme, layers }) => this.#branch(theme, layers));
    this.append(
      h(
        "section",
        { "aria-labelledby": "tree-title" },
        h("h2", { id: "tree-title" }, words.text("tree.title")),
        h(
          "label",
          { class: "search", for: "tree-search" },
          h("span", { class: "visually-hidden" }, words.text("tree.search")),
          icon("search"),
          search,
        ),
        this.#found,
        ...this.#branches.map(({ details }) => details),
      ),
    );
    search.placeholder = words.text("tree.search");
  }

  protected override update(state: MapState, before: MapState): void {
    if (state.layers === before.layers && state !== before) return;
    for (const [id, { box }] of this.#rows) box.checked = state.layers.includes(id);
    for (const { layers, shown } of this.#branches) {
      const count = layers.filter(({ id }) => state.layers.includes(id)).length;
      shown.textContent = count > 0 ? this.page.words.count("tree.on", count) : "";
    }
  }

  #layersOf(theme: string): LayerConfig[] {
    const layers = this.page.config.layers.filter((layer) => layer.theme === theme);
    return layers.sort((a, b) => a.order - b.order);
  }

  #branch(theme: Theme, layers: LayerConfig[]): Branch {
    const shown = h("span", { class: "tag shown" });
    const total = h("span", { class: "count" }, formatNumber(layers.length, this.page.words.lang));
    const details = h(
      "details",
      { class: "branch" },
      h(
        "summary",
        {},
        icon("next"),
        h("span", { class: "branch-title" }, theme.title),
        shown,
        total,
      ),
      h("ul", {}, ...layers.map((layer) => this.#row(layer))),
    );
    return { theme, layers, details, shown };
  }

  #row(layer: LayerConfig): HTMLElement {
    const { words } = this.page;
    const box = h("input", { type: "checkbox", value: layer.id });
    box.addEventListener("change", () => this.#toggle(layer.id, box.checked));
    const counted = layer.geometry === "raster" ? "" : formatNumber(layer.count, words.lang);
    const count = h("span", { class: "count" }, counted);
    const tag = layer.generated && h("span", { class: "tag" }, words.text("generated.layer"));
    const label = h(
      "label",
      { title: layer.abstract },
      box,
      h("span", { class: "row-title" }, layer.title, " ", tag),
      count,
    );
    const row = h("li", {}, label);
    this.#rows.set(layer.id, { row, box });
    return row;
  }

  #toggle(id: string, shown: boolean): void {
    const { store } = this.page;
    const others = store.state.layers.filter((each) => each !== id);
    store.change({ layers: shown ? [id, ...others] : others });
  }

  #search(query: string): void {
    const { words } = this.page;
    let found = 0;
    for (const { theme, layers, details } of this.#branches) {
      const hits = new Set(
        layers.filter((layer) => matches(query, layer, theme)).map(({ id }) => id),
      );
      for (const { id } of layers) {
        const row = this.#rows.get(id)?.row;
        if (row) row.hidden = !hits.has(id);
      }
      found += hits.size;
      details.hidden = hits.size === 0;
      details.open = query !== "" && hits.size > 0;
    }
    const answer = found > 0 ? words.count("tree.found", found) : words.text("tree.none");
    this.#found.textContent = query ? answer : "";
  }
}

define("qala-tree", QalaTree);
