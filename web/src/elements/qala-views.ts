/** `<qala-views>`: ready views of the map, each a question. */

import type { View } from "../lib/config";
import { button, h, icon } from "../lib/dom";
import { define, PageElement } from "../lib/page";
import type { MapState } from "../lib/state";

/** The view whose layers are exactly those shown. */
export function viewOf(views: readonly View[], layers: readonly string[]): View | undefined {
  const shown = [...layers].sort().join();
  return views.find((view) => view.layers.length > 0 && [...view.layers].sort().join() === shown);
}

export class QalaViews extends PageElement {
  #answer!: HTMLElement;
  #list!: HTMLElement;
  #more!: HTMLButtonElement;
  #open = false;

  protected override build(): void {
    const { config, words } = this.page;
    this.#answer = h("div", { class: "answer", "aria-live": "polite" });
    this.#list = h(
      "ul",
      { class: "questions", id: "questions" },
      ...config.views.map((view) =>
        h(
          "li",
          {},
          button({ class: "question" }, () => this.#show(view), view.question, icon("next")),
        ),
      ),
    );
    this.#more = button({ class: "quiet", "aria-controls": "questions" }, () =>
      this.#toggle(!this.#open),
    );
    if (config.views.length === 0) return;
    const title = h("h2", { id: "views-title" }, words.text("views.title"));
    this.append(
      h(
        "section",
        { "aria-labelledby": "views-title" },
        title,
        this.#answer,
        this.#more,
        this.#list,
      ),
    );
  }

  protected override update(state: MapState, before: MapState): void {
    if (state.layers === before.layers && state !== before) return;
    const view = viewOf(this.page.config.views, state.layers);
    const close = () =>
      button(
        { class: "icon-button", "aria-label": this.page.words.text("views.leave") },
        () => this.page.store.change({ layers: [] }, true),
        icon("close"),
      );
    this.#answer.replaceChildren(
      ...(view ? [h("h3", {}, view.question), close(), h("p", {}, view.answer)] : []),
    );
    this.#answer.hidden = !view;
    this.#more.textContent = this.page.words.text(view ? "views.others" : "views.show");
    this.#more.hidden = state.layers.length === 0;
    this.#toggle(state.layers.length === 0);
  }

  #toggle(open: boolean): void {
    this.#open = open;
    this.#list.hidden = !open;
    this.#more.setAttribute("aria-expanded", String(open));
  }

  #show(view: View): void {
    const { config, store } = this.page;
    const known = new Set(config.layers.map((layer) => layer.id));
    const layers = view.layers.filter((id) => known.has(id));
    store.change({ layers, at: view.at, filters: {}, fade: {} }, true);
    this.closest(".panel-body")?.scrollTo({ top: 0 });
  }
}

define("qala-views", QalaViews);
