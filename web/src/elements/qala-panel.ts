/** `<qala-panel>`: the one panel. At the side on wide screens, a sheet from below on phones. */

import { button, h, icon } from "../lib/dom";
import { define, NARROW, PageElement } from "../lib/page";
import type { SearchResult } from "../lib/search";
import { type MapState, MODES, type Mode } from "../lib/state";
import type { TextKey } from "../messages";
import type { QalaSearch } from "./qala-search";

type Size = "peek" | "half" | "full";
const SIZES: Size[] = ["peek", "half", "full"];
/** A shorter movement of the finger is a tap on the handle. */
const DRAG_FROM_PX = 6;

export class QalaPanel extends PageElement {
  #size: Size = "half";
  readonly #narrow = matchMedia(NARROW);
  readonly #modes = new Map<Mode, HTMLButtonElement>();
  #fold!: HTMLButtonElement;
  #body!: HTMLElement;

  protected override build(): void {
    const { words } = this.page;
    this.setAttribute("role", "region");
    this.setAttribute("aria-label", words.text("panel.label"));
    this.#fold = button({ class: "fold" }, () => this.#press(), icon("down"));
    this.#body = h(
      "div",
      { class: "panel-body", id: "panel-body" },
      h("div", { class: "pane", "data-pane": "layers" }, ...this.#layersPane()),
      h("div", { class: "pane", "data-pane": "list" }, h("qala-list")),
      h("div", { class: "pane", "data-pane": "tools" }, h("qala-toolbox")),
      h("div", { class: "pane", "data-pane": "place" }, h("qala-place")),
    );
    this.append(this.#head(), this.#body);
    const { place, mode } = this.page.store.state;
    const asked = place !== null || mode !== "layers";
    this.#resize(this.#narrow.matches && !asked ? "peek" : "half");
    this.#narrow.addEventListener("change", () => this.#resize("half"));
    this.addEventListener("transitionend", (event) => {
      if (event.target === this) this.dispatchEvent(new Event("qala-panel-moved"));
    });
    this.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.#escape();
    });
    this.#makeDraggable();
  }

  protected override update(state: MapState, before: MapState): void {
    const pane = state.place ? "place" : state.mode;
    for (const each of this.#body.querySelectorAll<HTMLElement>(":scope > .pane"))
      each.hidden = each.dataset.pane !== pane;
    for (const [mode, press] of this.#modes)
      press.setAttribute("aria-pressed", String(pane === mode));
    if (pane !== (before.place ? "place" : before.mode)) this.#body.scrollTop = 0;
    if (state.place && !before.place) this.#opened();
    if (before.place && !state.place) this.#closed(state.mode);
  }

  /** A place that was asked for is to be seen. */
  #opened(): void {
    if (this.#size === "peek") this.#resize("half");
  }

  /** The keyboard must not be left on what has gone. */
  #closed(mode: Mode): void {
    if (this.#body.contains(document.activeElement)) this.#modes.get(mode)?.focus();
  }

  #head(): HTMLElement {
    const { config, words } = this.page;
    const modes = MODES.map((mode) => {
      const press = button(
        { class: "mode" },
        () => this.#choose(mode),
        icon(mode),
        words.text(`panel.${mode}`),
      );
      this.#modes.set(mode, press);
      return press;
    });
    const home = h(
      "a",
      {
        class: "brand",
        href: `/${config.lang}/`,
        "aria-label": `${config.city.mark}: ${words.text("nav.home")}`,
      },
      config.city.mark,
    );
    return h(
      "header",
      { class: "panel-head" },
      this.#fold,
      h(
        "div",
        { class: "panel-title" },
        home,
        h("p", { class: "city" }, config.city.name),
        h("qala-languages"),
      ),
      this.#search(),
      h("div", { class: "modes", role: "group", "aria-label": words.text("panel.mode") }, ...modes),
    );
  }

  #search(): HTMLElement {
    const { config, words, store } = this.page;
    const label = words.text("search.label");
    const input = h("input", { id: "panel-search", name: "q", type: "search", maxlength: 200 });
    input.placeholder = words.text("search.placeholder");
    const search = h(
      "qala-search",
      { class: "panel-search" },
      h(
        "form",
        { action: `/${config.lang}/search`, role: "search" },
        icon("search"),
        h("label", { class: "visually-hidden", for: "panel-search" }, label),
        input,
      ),
    ) as QalaSearch;
    search.takesFirst = true;
    search.near = () => [store.state.at[0], store.state.at[1]];
    search.addEventListener("qala-found", (event) => this.#found(event as CustomEvent));
    input.addEventListener("focus", () => this.#narrow.matches && this.#resize("full"));
    return search;
  }

  /** Go where a found feature lies; what is not on the map opens as a page. */
  #found(event: CustomEvent<SearchResult>): void {
    const { dataset, id, lon, lat, at } = event.detail;
    const { config, store } = this.page;
    if (lon === null || lat === null || !at) return;
    if (!config.layers.some((layer) => layer.id === dataset)) return;
    event.preventDefault();
    if (this.#narrow.matches) this.#resize("half");
    store.change({ at, place: [lon, lat], select: { dataset, id } }, true);
  }

  #layersPane(): HTMLElement[] {
    const { config, words } = this.page;
    const note = h(
      "details",
      { class: "generated" },
      h("summary", {}, words.text("generated.city")),
      h("p", {}, words.text("generated.note")),
    );
    const link = (page: string, name: TextKey) =>
      h("a", { href: `/${config.lang}/${page}` }, words.text(name));
    return [
      ...(config.city.generated ? [note] : []),
      h("qala-views"),
      h("qala-active"),
      h("qala-tree"),
      h(
        "p",
        { class: "panel-foot" },
        link("data", "nav.catalogue"),
        config.city.tours && link("tours", "nav.tours"),
        link("help", "nav.help"),
      ),
    ];
  }

  #choose(mode: Mode): void {
    this.page.store.change({ mode, tool: null, place: null, select: null });
    if (this.#size === "peek") this.#resize("half");
  }

  /** On wide screens the panel is there or folded; on phones the handle goes through the sizes. */
  #press(): void {
    if (!this.#narrow.matches) this.#resize(this.#size === "peek" ? "half" : "peek");
    else this.#resize(this.#size === "half" ? "full" : this.#size === "full" ? "peek" : "half");
  }

  #resize(size: Size): void {
    const { words } = this.page;
    this.#size = size;
    this.dataset.size = size;
    this.closest("qala-map")?.setAttribute("data-panel", size);
    const folded = size === "peek";
    this.#fold.setAttribute("aria-expanded", String(!folded));
    this.#fold.setAttribute("aria-controls", "panel-body");
    this.#fold.setAttribute("aria-label", words.text(folded ? "panel.unfold" : "panel.fold"));
    this.#body.inert = folded;
    requestAnimationFrame(() => this.dispatchEvent(new Event("qala-panel-moved")));
  }

  #escape(): void {
    const { store } = this.page;
    if (store.state.place) store.change({ place: null, select: null }, true);
    else if (this.#narrow.matches) this.#resize("peek");
    void this.page.map.then((map) => map.focus());
  }

  #makeDraggable(): void {
    const head = this.querySelector<HTMLElement>(".panel-head");
    head?.addEventListener("pointerdown", (down) => {
      if (!this.#narrow.matches || (down.target as Element).closest("a, .mode, qala-search"))
        return;
      const height = this.getBoundingClientRect().height;
      const move = (event: PointerEvent) => {
        const wanted = height + down.clientY - event.clientY;
        if (Math.abs(down.clientY - event.clientY) < DRAG_FROM_PX) return;
        this.classList.add("dragged");
        this.style.setProperty("--sheet", `${Math.round(wanted)}px`);
      };
      const end = (event: PointerEvent) => {
        removeEventListener("pointermove", move);
        const wasDragged = this.classList.contains("dragged");
        this.classList.remove("dragged");
        this.style.removeProperty("--sheet");
        if (wasDragged) this.#snap(event.clientY);
      };
      addEventListener("pointermove", move);
      addEventListener("pointerup", end, { once: true });
    });
  }

  /** Let go at a height: the nearest of the three sizes. */
  #snap(y: number): void {
    const share = 1 - y / innerHeight;
    this.#resize(SIZES[share < 0.3 ? 0 : share < 0.7 ? 1 : 2] ?? "half");
    // The click that follows a drag on the handle is part of the drag.
    this.#fold.addEventListener("click", (event) => event.stopImmediatePropagation(), {
      once: true,
      capture: true,
    });
  }
}

define("qala-panel", QalaPanel);
