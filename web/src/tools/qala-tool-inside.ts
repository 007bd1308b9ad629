/** `<qala-tool-inside>`: draw or type an area and ask what every dataset has inside it. */

import {
  crossingsOf,
  type DrawnArea,
  formatArea,
  isWhole,
  parseArea,
  SHAPES,
  type Shape,
  UNTANGLED_MAX,
  untangled,
  WITHIN_MAX_M,
} from "../lib/area";
import { button, h } from "../lib/dom";
import { Refused } from "../lib/identify";
import { askInside } from "../lib/inside";
import { define, PageElement } from "../lib/page";
import type { MapState } from "../lib/state";
import { choice } from "./choice";
import { type Corners, corners } from "./corners";
import { insideAnswer } from "./inside-answer";
import { beginSketch, Sketch } from "./sketch";

const FIRST_WITHIN: Record<Shape, number> = { point: 500, line: 50, area: 0 };

export class QalaToolInside extends PageElement {
  #sketch: Sketch | null = null;
  #shape: Shape = "area";
  #asked = "";
  #request: AbortController | null = null;
  #within!: HTMLInputElement;
  #withinField!: HTMLElement;
  #corners!: Corners;
  #trouble!: HTMLElement;
  #ask!: HTMLButtonElement;
  #answer!: HTMLElement;

  protected override build(): void {
    const { words, store } = this.page;
    const drawn = parseArea(store.state.area);
    this.#shape = drawn?.shape ?? "area";
    this.#within = h("input", {
      type: "number",
      min: 1,
      max: WITHIN_MAX_M,
      step: 1,
      inputmode: "numeric",
    });
    this.#within.value = String(drawn?.within || FIRST_WITHIN[this.#shape] || "");
    this.#within.addEventListener("input", () => this.#drawn());
    this.#withinField = h("label", { class: "tool-field" }, h("span", {}, ""), this.#within);
    this.#corners = corners(
      this.page,
      () => this.#sketch,
      () => this.#drawn(),
    );
    this.#trouble = h("div", { class: "trouble", role: "status" });
    this.#ask = button({ class: "button" }, () => this.#press(), words.text("inside.ask"));
    this.#answer = h("div", { class: "place" });
    this.append(
      choice(
        words.text("inside.what"),
        SHAPES.toReversed().map((shape) => [shape, words.text(`inside.shape.${shape}`)]),
        this.#shape,
        (shape) => this.#choose(shape as Shape),
      ),
      this.#withinField,
      this.#corners.element,
      this.#trouble,
      h("div", { class: "tool-row" }, this.#ask),
      this.#answer,
    );
    this.#drawn();
    void this.#begin(drawn);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#request?.abort();
    this.#sketch?.close();
    this.#sketch = null;
    this.#asked = "";
  }

  protected override update(state: MapState): void {
    if (state.area === this.#asked) return;
    this.#asked = state.area;
    this.#request?.abort();
    const drawn = parseArea(state.area);
    if (drawn) void this.#fetch(drawn);
    else this.#answer.replaceChildren();
  }

  async #begin(drawn: DrawnArea | null): Promise<void> {
    this.#sketch = await beginSketch(
      this.page.map,
      this,
      (city) => new Sketch(city, this.#shape, drawn?.corners ?? [], () => this.#drawn()),
    );
    this.#drawn();
  }

  #choose(shape: Shape): void {
    this.#shape = shape;
    this.#within.value = String(FIRST_WITHIN[shape] || "");
    if (this.#sketch) this.#sketch.shape = shape;
    this.#drawn();
  }

  get #area(): DrawnArea {
    const within = this.#shape === "area" ? 0 : Math.round(Number(this.#within.value));
    return { shape: this.#shape, corners: this.#sketch?.corners ?? [], within };
  }

  /** Follow the drawing: what can be asked now, and what must be mended before. */
  #drawn(): void {
    const { words, store } = this.page;
    const area = this.#area;
    this.#withinField.hidden = area.shape === "area";
    const label = this.#withinField.querySelector("span");
    if (label)
      label.textContent = words.text(area.shape === "line" ? "inside.beside" : "inside.radius");
    this.#corners.count(area.corners.length);
    const tangled = area.shape === "area" ? crossingsOf(area.corners) : [];
    this.#trouble.replaceChildren(
      ...(tangled.length > 0 ? this.#tangle(tangled[0]?.sides ?? [0, 0]) : []),
    );
    this.#ask.disabled = !isWhole(area) || tangled.length > 0;
    this.#answer.classList.toggle("stale", this.#asked !== "" && this.#asked !== formatArea(area));
    if (this.#sketch && area.corners.length === 0 && store.state.area) store.change({ area: "" });
  }

  #tangle([one, other]: [number, number]): HTMLElement[] {
    const { words } = this.page;
    const sides = { one: String(one + 1), other: String(other + 1) };
    const mend = button(
      { class: "quiet" },
      () => {
        if (this.#sketch) this.#sketch.corners = untangled(this.#sketch.corners);
        this.#drawn();
      },
      words.text("inside.untangle"),
    );
    mend.hidden = this.#area.corners.length > UNTANGLED_MAX;
    return [h("p", { class: "problem" }, words.text("inside.tangled", sides)), mend];
  }

  #press(): void {
    const text = formatArea(this.#area);
    if (text === this.#asked) void this.#fetch(this.#area);
    else this.page.store.change({ area: text }, true);
  }

  async #fetch(area: DrawnArea): Promise<void> {
    const { config, words } = this.page;
    this.#request?.abort();
    const request = new AbortController();
    this.#request = request;
    const stop = button({ class: "quiet" }, () => this.#stop(request), words.text("inside.stop"));
    this.#answer.classList.remove("stale");
    this.#answer.replaceChildren(
      h("div", { class: "skeleton", role: "status" }, words.text("inside.asking")),
      stop,
    );
    try {
      const answer = await askInside(area, config.lang, request.signal);
      this.#answer.replaceChildren(...insideAnswer(this.page, answer, formatArea(area)));
      this.#answer.querySelector<HTMLElement>(".summary")?.focus({ preventScroll: true });
    } catch (error) {
      if (!request.signal.aborted) this.#showFailure(error);
    }
  }

  #stop(request: AbortController): void {
    request.abort();
    this.#answer.replaceChildren(h("p", { class: "hint" }, this.page.words.text("inside.stopped")));
  }

  #showFailure(error: unknown): void {
    const { words } = this.page;
    const why = error instanceof Refused ? error.message : "";
    this.#answer.replaceChildren(
      h("p", { class: "problem", role: "alert" }, why || words.text("place.failed")),
    );
  }
}

define("qala-tool-inside", QalaToolInside);
