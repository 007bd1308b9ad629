/** `<qala-embed>`: the map in a frame on another site's page: map, legend, sources, the way to the full map. */

import { type LayerConfig, layersNamed, readConfig } from "../lib/config";
import { button, h, type IconName, icon } from "../lib/dom";
import { define, NARROW, type Page, type PageRoot, pageAround } from "../lib/page";
import { formatState } from "../lib/state";
import { Store } from "../lib/store";
import { layerSign } from "./layer-sign";

export class QalaEmbed extends HTMLElement implements PageRoot {
  page!: Page;

  connectedCallback(): void {
    const config = readConfig(document);
    const canvas = h("qala-canvas", { "data-calm": true });
    const note = h("qala-note");
    // The state stays out of the address: it would fill the history of the page around.
    const store = new Store(config, { inAddress: false, search: location.search });
    this.page = pageAround(store, config, { canvas, note });
    this.replaceChildren(
      canvas,
      this.#zoom(),
      ...this.#legend(layersNamed(config, store.state.layers)),
      h("div", { class: "foot" }, h("qala-credit")),
      note,
    );
    // Nothing but this page may be framed: links open beside.
    for (const link of this.querySelectorAll("a")) {
      link.target = "_blank";
      link.rel = "noopener";
    }
    this.#leadOn();
  }

  disconnectedCallback(): void {
    this.page.store.close();
  }

  #zoom(): HTMLElement {
    const { map, words } = this.page;
    const step = (name: IconName, label: string, by: number) =>
      button(
        { class: "tool", "aria-label": label, title: label },
        () => void map.then((open) => open.zoomBy(by)),
        icon(name),
      );
    return h(
      "div",
      { class: "tool-group", role: "group", "aria-label": words.text("tools.label") },
      step("plus", words.text("tools.in"), 1),
      step("minus", words.text("tools.out"), -1),
    );
  }

  #legend(layers: readonly LayerConfig[]): HTMLElement[] {
    if (layers.length === 0) return [];
    const { words } = this.page;
    const open = !matchMedia(NARROW).matches;
    const cards = layers.map((layer) => {
      return h(
        "section",
        { class: `of-${layer.geometry}` },
        h("h2", {}, layerSign(layer), layer.title),
        h("qala-legend", { "data-layer": layer.id }),
      );
    });
    const title = h("summary", {}, words.text("legend.title"));
    return [h("details", { class: "embed-legend", open }, title, ...cards)];
  }

  /** The full map begins where this one stands. */
  #leadOn(): void {
    const link = document.querySelector<HTMLAnchorElement>(".embed-head a");
    const { config, store } = this.page;
    if (!link) return;
    store.watch((state) => {
      link.href = `/${config.lang}/map${formatState(state)}`;
    });
  }
}

define("qala-embed", QalaEmbed);
