/** `<qala-languages>`: the same view of the map in another language; real links. */

import { h } from "../lib/dom";
import { define, PageElement } from "../lib/page";
import { formatState, type MapState } from "../lib/state";

export class QalaLanguages extends PageElement {
  readonly #links = new Map<HTMLAnchorElement, string>();

  protected override build(): void {
    const { config, words } = this.page;
    const items = config.languages.map(({ code, name, href }) => {
      const current = code === config.lang;
      const link = h(
        "a",
        { href, lang: code, hreflang: code, title: name, "aria-current": current && "true" },
        h("span", { class: "visually-hidden" }, name),
        h("span", { "aria-hidden": "true" }, code),
      );
      this.#links.set(link, href);
      return h("li", {}, link);
    });
    this.append(h("nav", { "aria-label": words.text("nav.languages") }, h("ul", {}, ...items)));
  }

  protected override update(state: MapState): void {
    const query = formatState(state);
    for (const [link, href] of this.#links) link.href = `${href}${query}`;
  }
}

define("qala-languages", QalaLanguages);
