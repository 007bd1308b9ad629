/** `<qala-list>`: the features in view as a list, for those who read rather than look. */

import { type Row, sortRows } from "../layers/view";
import type { LayerConfig } from "../lib/config";
import { button, h } from "../lib/dom";
import { define, PageElement } from "../lib/page";
import type { MapState } from "../lib/state";

const STEP = 50;

export class QalaList extends PageElement {
  #count!: HTMLElement;
  #groups!: HTMLElement;
  #filter!: HTMLInputElement;
  #key = "";
  #stopMap: (() => void) | null = null;

  protected override build(): void {
    const { words } = this.page;
    this.#count = h("p", { class: "hint", role: "status", "aria-live": "polite" });
    this.#groups = h("div", { class: "rows" });
    this.#filter = h("input", { type: "search", id: "list-filter", autocomplete: "off" });
    this.#filter.addEventListener("input", () => void this.#refresh(true));
    this.append(
      h("h2", {}, words.text("list.title")),
      h("label", { class: "field", for: "list-filter" }, words.text("list.filter"), this.#filter),
      this.#count,
      this.#groups,
    );
    void this.page.map.then((map) => {
      this.#stopMap = map.onSettled(() => void this.#refresh());
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopMap?.();
  }

  protected override update(state: MapState, before: MapState): void {
    if (
      state.mode !== before.mode ||
      state.layers !== before.layers ||
      state.place !== before.place
    )
      void this.#refresh();
  }

  /** Read the picture again; nothing is rebuilt (and no focus lost) when the same features are in it. */
  async #refresh(anyway = false): Promise<void> {
    const { store, config, words } = this.page;
    if (store.state.mode !== "list" || store.state.place) return;
    const map = await this.page.map;
    const query = this.#filter.value.trim().toLowerCase();
    const rows = map.rowsInView().filter(({ title }) => title.toLowerCase().includes(query));
    const key = rows
      .map(({ dataset, id }) => `${dataset}/${id}`)
      .sort()
      .join();
    if (key === this.#key && key !== "" && !anyway) return;
    this.#key = key;
    this.#count.textContent = this.#sentence(rows.length);
    const layers = config.layers.filter(({ id }) => rows.some((row) => row.dataset === id));
    this.#groups.replaceChildren(
      ...layers.map((layer) =>
        this.#group(
          layer,
          sortRows(
            rows.filter(({ dataset }) => dataset === layer.id),
            words.lang,
          ),
        ),
      ),
    );
  }

  #sentence(count: number): string {
    const { store, words } = this.page;
    if (store.state.layers.length === 0) return words.text("list.nolayers");
    return count === 0 ? words.text("list.none") : words.count("list.count", count);
  }

  #group(layer: LayerConfig, rows: Row[]): HTMLElement {
    const list = h("ul", {});
    const more = button({ class: "quiet" }, () => show(), this.page.words.text("list.more"));
    let shown = 0;
    const show = () => {
      const next = rows.slice(shown, shown + STEP).map((row) => this.#item(row, layer));
      list.append(...next);
      if (shown > 0) next[0]?.querySelector("button")?.focus();
      shown += next.length;
      more.hidden = shown >= rows.length;
    };
    show();
    return h("section", {}, h("h3", {}, layer.title), list, more);
  }

  #item(row: Row, layer: LayerConfig): HTMLElement {
    const { words } = this.page;
    const title = row.title || words.text("list.untitled", { title: layer.title });
    const open = button(
      { class: "row" },
      () => this.#open(row),
      h("span", {}, title),
      row.detail !== "" && h("small", {}, row.detail),
    );
    return h("li", {}, open);
  }

  #open(row: Row): void {
    const { dataset, id, point } = row;
    this.page.store.change({ select: { dataset, id }, place: point }, true);
    void this.page.map.then((map) => map.reveal(point));
  }
}

define("qala-list", QalaList);
