/** What is compared: the two days, the layer of the right side, and the releases then in force. */

import { layerSign } from "../elements/layer-sign";
import type { LayerConfig, MapConfig } from "../lib/config";
import { button, h } from "../lib/dom";
import { formatDate } from "../lib/format";
import { daysOf, type History, inForce, unchanged } from "../lib/releases";
import type { Comparison } from "../lib/state";
import type { Words } from "../messages";

/** So many days of releases are offered. */
const DAYS_MAX = 8;

export class CompareForm {
  readonly root: HTMLElement;
  readonly #words: Words;
  readonly #left = h("input", { type: "date", name: "left", required: true });
  readonly #right = h("input", { type: "date", name: "right", required: true });
  readonly #beside = h("select", { name: "beside" });
  readonly #days = h("div", { class: "compare-days" });
  readonly #said = h("div", { role: "status" });
  readonly #releases = h("div", {});
  readonly #legends = h("div", { class: "layer-cards" });

  constructor(config: MapConfig, words: Words, changed: (compare: Comparison) => void) {
    this.#words = words;
    this.#beside.append(
      h("option", { value: "" }, words.text("compare.beside.same")),
      ...config.layers.map(({ id, title }) => h("option", { value: id }, title)),
    );
    const tell = () => this.#left.value && this.#right.value && changed(this.#compared());
    for (const input of [this.#left, this.#right, this.#beside])
      input.addEventListener("change", tell);
    this.root = h(
      "div",
      { class: "compare" },
      h(
        "div",
        { class: "compare-dates" },
        field(words.text("compare.left"), this.#left),
        field(words.text("compare.right"), this.#right),
      ),
      this.#days,
      field(words.text("compare.beside"), this.#beside),
      this.#said,
      this.#releases,
      this.#legends,
    );
  }

  show(compare: Comparison, histories: readonly History[], layers: readonly LayerConfig[]): void {
    this.#left.value = compare.left;
    this.#right.value = compare.right;
    this.#beside.value = compare.beside;
    this.#offerDays(histories);
    this.#said.replaceChildren(...this.#sentences(compare, histories));
    this.#releases.replaceChildren(...(histories.length ? [this.#table(compare, histories)] : []));
    if (this.#legends.dataset.of === String(layers.map(({ id }) => id))) return;
    this.#legends.dataset.of = String(layers.map(({ id }) => id));
    this.#legends.replaceChildren(...layers.map(legend));
  }

  fail(said: string): void {
    this.#said.replaceChildren(h("p", { class: "problem" }, said));
  }

  #compared(): Comparison {
    const [left, right] = [this.#left.value, this.#right.value];
    return { left, right, beside: this.#beside.value };
  }

  /** Days on which something shown was published, to take for the left side. */
  #offerDays(histories: readonly History[]): void {
    const days = daysOf(histories).slice(0, DAYS_MAX);
    const buttons = days.map((day) =>
      button(
        { class: "quiet", "aria-pressed": String(day === this.#left.value) },
        () => {
          this.#left.value = day;
          this.#left.dispatchEvent(new Event("change"));
        },
        formatDate(day, this.#words.lang),
      ),
    );
    const about = h("p", { class: "hint" }, this.#words.text("compare.days"));
    this.#days.replaceChildren(...(days.length > 1 ? [about, ...buttons] : []));
  }

  /** Says plainly where there is no difference to be seen, and why. */
  #sentences({ left, right, beside }: Comparison, histories: readonly History[]): HTMLElement[] {
    const said = (text: string) => h("p", { class: "compare-said" }, text);
    if (histories.length === 0) return [said(this.#words.text("compare.nolayers"))];
    const same = unchanged(histories, left, right);
    if (beside || same.length === 0) return [];
    const titles = same.map(({ title }) => title).join(", ");
    const key = same.length === histories.length ? "compare.same" : "compare.same.some";
    return [said(this.#words.text(key, { titles }))];
  }

  /** Which release each side shows. */
  #table({ left, right }: Comparison, histories: readonly History[]): HTMLElement {
    const words = this.#words;
    const cell = (history: History, day: string) => {
      const release = inForce(history, day);
      if (!release) return words.text("compare.none");
      const of = formatDate(release.day, words.lang);
      return words.text("compare.release", { n: String(release.sequence), day: of });
    };
    const row = (each: History) =>
      h(
        "tr",
        {},
        h("th", { scope: "row" }, each.title),
        h("td", {}, cell(each, left)),
        h("td", {}, cell(each, right)),
      );
    const heads = [words.text("compare.left"), words.text("compare.right")];
    return h(
      "table",
      { class: "compare-table" },
      h("caption", {}, words.text("compare.releases")),
      h("thead", {}, h("tr", {}, h("td"), ...heads.map((each) => h("th", { scope: "col" }, each)))),
      h("tbody", {}, ...histories.map(row)),
    );
  }
}

function field(label: string, input: HTMLElement): HTMLElement {
  return h("label", { class: "tool-field" }, h("span", {}, label), input);
}

function legend(layer: LayerConfig): HTMLElement {
  return h(
    "article",
    { class: `layer-card of-${layer.geometry}` },
    h("h3", {}, layerSign(layer), layer.title),
    h("qala-legend", { "data-layer": layer.id }),
  );
}
