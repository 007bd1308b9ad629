/** `<qala-table>`: a layer as a table under the same filter as on the map, page by page. */

import { type LayerConfig, layerNamed } from "../lib/config";
import { button, h, icon } from "../lib/dom";
import { clausesOf, withClauses } from "../lib/filter";
import { formatNumber } from "../lib/format";
import { positionOf, Refused } from "../lib/identify";
import { define, NARROW, PageElement } from "../lib/page";
import type { MapState } from "../lib/state";
import { grid, skeleton } from "./grid";
import { fetchPage, nextSort, PAGE_ROWS, type TablePage, type TableRow } from "./rows";
import "./table.css";
import "./cards.css";
import { TableHead } from "./head";
import { boxInView } from "./view";

const ASK_AFTER_MS = 150;

export class QalaTable extends PageElement {
  #layer!: LayerConfig;
  #head!: TableHead;
  #body!: HTMLElement;
  #foot!: HTMLElement;
  #page: TablePage | null = null;
  /** Where each page up to this one begins. */
  #starts: string[] = [""];
  #bbox = "";
  #timer = 0;
  #asking = new AbortController();
  #stopMap: (() => void) | null = null;

  protected override build(): void {
    const { config, words } = this.page;
    const layer = layerNamed(config, this.dataset.layer ?? "");
    if (!layer) throw new Error("<qala-table> names no layer.");
    this.#layer = layer;
    this.setAttribute("role", "region");
    this.setAttribute("aria-label", words.text("table.title", { title: layer.title }));
    this.#head = new TableHead(layer, this.page, {
      onView: () => void this.#look(true),
      onColumns: () => this.#draw(),
      onClose: () => this.#close(),
    });
    this.#body = h("div", { class: "table-body", tabindex: 0 }, skeleton());
    this.#foot = h("div", { class: "table-foot" });
    this.append(this.#head.element, this.#body, this.#foot);
    this.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.#close();
    });
    void this.page.map.then((map) => {
      if (this.isConnected) this.#stopMap = map.onSettled(() => void this.#look());
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.#asking.abort();
    this.#stopMap?.();
  }

  protected override update(state: MapState, before: MapState): void {
    const first = state === before;
    const others =
      clausesOf(state.filters, this.#layer.id) !== clausesOf(before.filters, this.#layer.id);
    if (first) void this.#ask([""]);
    else if (others || state.table?.sort !== before.table?.sort) this.#askSoon();
    if (state.select !== before.select) this.#mark();
  }

  #askSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#ask([""]), ASK_AFTER_MS);
  }

  /** Follow the view where only what is in it is wanted. */
  async #look(anyway = false): Promise<void> {
    const bbox = this.#head.onlyInView ? boxInView(await this.page.map) : "";
    if (bbox === this.#bbox && !anyway) return;
    this.#bbox = bbox;
    void this.#ask([""]);
  }

  /** Fetch the page that begins at the last of `starts`. */
  async #ask(starts: string[]): Promise<void> {
    const { store, words } = this.page;
    const { table, filters } = store.state;
    if (!table) return;
    this.#asking.abort();
    this.#asking = new AbortController();
    const { signal } = this.#asking;
    this.#body.setAttribute("aria-busy", "true");
    const wanted = {
      clauses: clausesOf(filters, this.#layer.id),
      sort: table.sort,
      after: starts.at(-1) ?? "",
      bbox: this.#bbox,
      lang: words.lang,
    };
    try {
      this.#page = await fetchPage(this.#layer, wanted, signal);
      this.#starts = starts;
      this.#draw();
      this.#body.scrollTop = 0;
    } catch (error) {
      if (signal.aborted) return;
      this.#fail(error, starts);
    }
    this.#body.removeAttribute("aria-busy");
  }

  #draw(): void {
    const { store, words } = this.page;
    const page = this.#page;
    if (!page) return;
    this.#head.show(page);
    const focused = this.#body.querySelector("thead button:focus")?.getAttribute("data-column");
    const sort = store.state.table?.sort ?? "";
    const table = grid(page, {
      words,
      caption: words.text("table.title", { title: this.#layer.title }),
      sort,
      hidden: this.#head.hiddenColumns,
      onSort: (column) =>
        store.change({ table: { dataset: this.#layer.id, sort: nextSort(sort, column) } }),
      onRow: (row) => void this.#open(row),
    });
    this.#body.replaceChildren(page.rows.length > 0 ? table : this.#nothing());
    if (focused) table.querySelector<HTMLElement>(`[data-column="${focused}"]`)?.focus();
    this.#foot.replaceChildren(...this.#paging(page));
    this.#mark();
  }

  #paging({ rows, next, matched, matched_capped }: TablePage): HTMLElement[] {
    const { words } = this.page;
    const first = (this.#starts.length - 1) * PAGE_ROWS + 1;
    const write = (n: number) => formatNumber(n, words.lang);
    const all = write(matched) + (matched_capped ? "+" : "");
    const last = first + rows.length - 1;
    const range = { from: write(first), to: write(last), all };
    const turn = (name: "back" | "next", starts: string[] | null) => {
      const label = words.text(`table.${name}`);
      const press = button(
        { class: "icon-button", "aria-label": label, title: label, disabled: !starts },
        () => starts && void this.#turn(name, starts),
        icon(name),
      );
      press.dataset.turn = name;
      return press;
    };
    const shown = h("span", {}, rows.length > 0 ? words.text("table.range", range) : "");
    const back = this.#starts.length > 1 ? this.#starts.slice(0, -1) : null;
    return [turn("back", back), shown, turn("next", next ? [...this.#starts, next] : null)];
  }

  /** The keyboard stays where it was, or on the other way where there is no further page. */
  async #turn(name: string, starts: string[]): Promise<void> {
    await this.#ask(starts);
    const presses = [...this.#foot.querySelectorAll<HTMLButtonElement>("button:enabled")];
    (presses.find(({ dataset }) => dataset.turn === name) ?? presses[0])?.focus();
  }

  #nothing(): HTMLElement {
    const { store, words } = this.page;
    const { filters } = store.state;
    const clear = button(
      { class: "quiet" },
      () => store.change({ filters: withClauses(filters, this.#layer.id, []) }, true),
      words.text("filter.clear"),
    );
    const filtered = clausesOf(filters, this.#layer.id).length > 0;
    return h("p", { class: "table-none" }, words.text("table.none"), " ", filtered && clear);
  }

  #fail(error: unknown, starts: string[]): void {
    const { words } = this.page;
    const reason = error instanceof Refused && error.message;
    const again = button(
      { class: "quiet" },
      () => void this.#ask(starts),
      words.text("place.again"),
    );
    this.#body.replaceChildren(
      h(
        "p",
        { class: "table-none", role: "alert" },
        reason || words.text("table.failed"),
        " ",
        again,
      ),
    );
    this.#foot.replaceChildren();
    console.warn(error);
  }

  /** Show a row's feature on the map, and all that is known there; on phones the table gives way. */
  async #open({ id }: TableRow): Promise<void> {
    const { store, words, say, map } = this.page;
    const select = { dataset: this.#layer.id, id };
    try {
      const place = await positionOf(select, words.lang);
      const narrow = matchMedia(NARROW).matches;
      store.change({ select, place, ...(narrow ? { table: null } : {}) }, true);
      (await map).reveal(place);
    } catch (error) {
      const reason = error instanceof Refused ? error.message : "";
      say(reason || words.text("place.failed"), "problem");
    }
  }

  /** The feature chosen on the map or here is marked in the table. */
  #mark(): void {
    const { select } = this.page.store.state;
    const id = select?.dataset === this.#layer.id ? select.id : null;
    for (const row of this.#body.querySelectorAll<HTMLElement>("tbody tr[data-id]")) {
      const chosen = row.dataset.id === id;
      if (chosen) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
      if (chosen) row.scrollIntoView({ block: "nearest" });
    }
  }

  #close(): void {
    const { id } = this.#layer;
    this.page.store.change({ table: null }, true);
    document.querySelector<HTMLElement>(`qala-sieve[data-layer="${id}"] .to-table`)?.focus();
  }
}

define("qala-table", QalaTable);
