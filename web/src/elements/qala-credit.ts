/** `<qala-credit>`: whose data the map shows. On phones it folds away when it has been read, or at a movement of the map. */

import { h } from "../lib/dom";
import { define, NARROW, PageElement } from "../lib/page";
import type { MapState } from "../lib/state";

/** Time enough to read it, and as long as OpenStreetMap asks for. */
const READ_AFTER_MS = 6000;

export class QalaCredit extends PageElement {
  #details!: HTMLDetailsElement;

  protected override build(): void {
    const { config, words } = this.page;
    const title = words.text("map.attribution");
    const sources = h("a", { href: `/${config.lang}/data`, title }, config.city.notice);
    const generated =
      config.city.generated && h("span", { class: "tag" }, words.text("generated.city"));
    this.#details = h(
      "details",
      { open: true },
      h("summary", { "aria-label": title }, "©"),
      h("p", {}, sources),
    );
    this.append(...[generated].filter((tag) => tag !== false), this.#details);
    setTimeout(() => this.#fold(), READ_AFTER_MS);
    matchMedia(NARROW).addEventListener("change", ({ matches }) => {
      if (!matches) this.#details.open = true;
    });
  }

  protected override update(state: MapState, before: MapState): void {
    const [lon, lat] = before.at;
    const moved = state.at[0] !== lon || state.at[1] !== lat;
    if (moved) this.#fold();
  }

  #fold(): void {
    if (matchMedia(NARROW).matches) this.#details.open = false;
  }
}

define("qala-credit", QalaCredit);
