/** `<qala-map>`: the whole page. Reads the configuration, holds the state, sets the parts beside each other. */

import { readConfig } from "../lib/config";
import { h } from "../lib/dom";
import { define, type Page, type PageRoot } from "../lib/page";
import { Store } from "../lib/store";
import { Words } from "../messages";

export class QalaMap extends HTMLElement implements PageRoot {
  page!: Page;

  connectedCallback(): void {
    const config = readConfig(document);
    const words = new Words(config.lang);
    const canvas = h("qala-canvas");
    const note = h("qala-note");
    this.page = {
      config,
      words,
      store: new Store(config),
      map: new Promise((resolve, reject) => {
        canvas.addEventListener("qala-map-open", (event) => resolve((event as CustomEvent).detail));
        canvas.addEventListener("qala-map-failed", (event) =>
          reject((event as CustomEvent).detail),
        );
      }),
      say: (message, tone = "plain") =>
        note.dispatchEvent(new CustomEvent("qala-say", { detail: { message, tone } })),
    };
    // The failure is shown by the canvas; those who wait for the map need not each report it.
    this.page.map.catch(() => {});
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
