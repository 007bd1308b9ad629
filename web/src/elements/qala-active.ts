/** `<qala-active>`: the layers on the map, each with legend, opacity, age and a way out. */

import { fillOf } from "../layers/legend";
import { type LayerConfig, layerNamed } from "../lib/config";
import { button, h, icon } from "../lib/dom";
import { formatDate, formatNumber } from "../lib/format";
import { define, PageElement } from "../lib/page";
import type { MapState } from "../lib/state";
import { layerSign } from "./layer-sign";

export class QalaActive extends PageElement {
  readonly #cards = new Map<string, HTMLElement>();
  #list!: HTMLElement;
  #tall!: HTMLElement;

  protected override build(): void {
    const { words, store } = this.page;
    const clear = button(
      { class: "quiet" },
      () => store.change({ layers: [] }, true),
      words.text("active.clear"),
    );
    const title = h("h2", { id: "active-title" }, words.text("active.title"));
    this.#list = h("div", { class: "layer-cards" });
    this.#tall = this.#tallCard();
    this.append(
      h(
        "section",
        { "aria-labelledby": "active-title" },
        h("div", { class: "section-head" }, title, clear),
        this.#list,
        this.#tall,
      ),
    );
  }

  protected override update(state: MapState, before: MapState): void {
    this.hidden = state.layers.length === 0 && !state.tall;
    this.#tall.hidden = !state.tall;
    if (state.layers !== before.layers || state === before) this.#arrange(state.layers);
  }

  #arrange(ids: readonly string[]): void {
    for (const [id, card] of this.#cards) {
      if (ids.includes(id)) continue;
      card.remove();
      this.#cards.delete(id);
    }
    for (const id of ids) {
      const layer = layerNamed(this.page.config, id);
      if (layer && !this.#cards.has(id)) this.#cards.set(id, this.#card(layer));
    }
    const cards = ids.map((id) => this.#cards.get(id)).filter((card) => card !== undefined);
    cards.forEach((card, index) => {
      const there = this.#list.children[index];
      if (there !== card) this.#list.insertBefore(card, there ?? null);
    });
  }

  #card(layer: LayerConfig): HTMLElement {
    const { words, store } = this.page;
    const remove = button(
      {
        class: "icon-button",
        "aria-label": words.text("active.remove", { title: layer.title }),
      },
      () => store.change({ layers: store.state.layers.filter((id) => id !== layer.id) }),
      icon("close"),
    );
    const card = h(
      "article",
      { class: `layer-card of-${layer.geometry}` },
      h("div", { class: "section-head" }, h("h3", {}, layerSign(layer), layer.title), remove),
      h("qala-legend", { "data-layer": layer.id }),
      layer.geometry !== "raster" && h("qala-sieve", { "data-layer": layer.id }),
      this.#opacity(layer),
      this.#about(layer),
      h("qala-download", { "data-layer": layer.id }),
    );
    card.style.setProperty("--fill", `${Math.round(fillOf(layer) * 100)}%`);
    return card;
  }

  #opacity(layer: LayerConfig): HTMLElement {
    const { words, store } = this.page;
    const value = Math.round((store.state.fade[layer.id] ?? 1) * 100);
    const range = h("input", { type: "range", min: 10, max: 100, step: 10, value });
    const say = () =>
      range.setAttribute(
        "aria-valuetext",
        words.text("layer.percent", { n: formatNumber(Number(range.value), words.lang) }),
      );
    say();
    range.addEventListener("input", () => {
      say();
      const { [layer.id]: _, ...rest } = store.state.fade;
      const opacity = Number(range.value) / 100;
      store.change({ fade: opacity < 1 ? { ...rest, [layer.id]: opacity } : rest });
    });
    return h("label", { class: "opacity" }, h("span", {}, words.text("layer.opacity")), range);
  }

  #about(layer: LayerConfig): HTMLElement {
    const { words } = this.page;
    const counted = layer.geometry === "raster" ? "" : words.count("layer.count", layer.count);
    const facts = [counted, formatDate(layer.date, words.lang)];
    return h(
      "p",
      { class: "layer-about" },
      h("span", {}, facts.filter(Boolean).join(" · ")),
      layer.generated && h("span", { class: "tag" }, words.text("generated.layer")),
      h("a", { href: layer.page }, words.text("layer.about")),
    );
  }

  #tallCard(): HTMLElement {
    const { words, store } = this.page;
    const remove = button(
      {
        class: "icon-button",
        "aria-label": words.text("active.remove", { title: words.text("tall.legend") }),
      },
      () => store.change({ tall: false }),
      icon("close"),
    );
    const entry = (kind: "known" | "unknown") =>
      h(
        "li",
        {},
        h("span", { class: `swatch tall-${kind}`, "aria-hidden": "true" }),
        words.text(`tall.${kind}`),
      );
    return h(
      "article",
      { class: "layer-card of-polygon" },
      h("div", { class: "section-head" }, h("h3", {}, words.text("tall.legend")), remove),
      h("ul", { class: "legend plain" }, entry("known"), entry("unknown")),
    );
  }
}

define("qala-active", QalaActive);
