/** `<qala-map>`: the whole page. Reads the configuration, holds the state, sets the parts beside each other. */

import { readConfig } from "../lib/config";
import { h } from "../lib/dom";
import { define, type Page, type PageRoot, pageAround } from "../lib/page";
import { Store } from "../lib/store";

export class QalaMap extends HTMLElement implements PageRoot {
  page!: Page;

  connectedCallback(): void {
    const config = readConfig(document);
    const canvas = h("qala-canvas");
    const note = h("qala-note");
    this.page = pageAround(new Store(config), config, { canvas, note });
    this.classList.add("ready");
    this.replaceChildren(
      h("qala-panel"),
      canvas,
      h("qala-tools"),
      h("qala-drawer"),
      h("div", { class: "foot" }, h("qala-year"), h("qala-credit")),
      note,
    );
    this.#sayUnread();
  }

  /** What the address asks for and nobody understands is left out, and said to be. */
  #sayUnread(): void {
    const { store, words, say } = this.page;
    const parts = store.state.unread.join("; ");
    if (parts) say(words.text("filter.unread", { parts }), "problem");
  }

  disconnectedCallback(): void {
    this.page.store.close();
  }
}

define("qala-map", QalaMap);
