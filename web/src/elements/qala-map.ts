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
      h("div", { class: "foot" }, h("qala-year"), h("qala-credit")),
      note,
    );
  }

  disconnectedCallback(): void {
    this.page.store.close();
  }
}

define("qala-map", QalaMap);
