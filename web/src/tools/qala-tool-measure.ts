/** `<qala-tool-measure>`: the length of a line, the area and perimeter of an outline. */

import { LEAST_CORNERS, type Shape } from "../lib/area";
import { button, h } from "../lib/dom";
import { formatArea, formatLength } from "../lib/format";
import { lengthOf, sizeOf } from "../lib/geodesy";
import { copyText, define, PageElement } from "../lib/page";
import { choice } from "./choice";
import { type Corners, corners } from "./corners";
import { beginSketch, Sketch } from "./sketch";

/** What was drawn is there again when the tool is taken up once more. */
const kept: { shape: Shape; corners: readonly [number, number][] } = { shape: "line", corners: [] };

const COPIED = { copied: "measure.copied", refused: "measure.nocopy" } as const;

export class QalaToolMeasure extends PageElement {
  #sketch: Sketch | null = null;
  #figures!: HTMLElement;
  #copy!: HTMLButtonElement;
  #corners!: Corners;

  protected override build(): void {
    const { words } = this.page;
    this.#figures = h("div", { class: "measured", role: "status" });
    this.#copy = button(
      { class: "button" },
      () => void copyText(this.page, this.#inWords(), COPIED),
      words.text("measure.copy"),
    );
    this.#corners = corners(
      this.page,
      () => this.#sketch,
      () => this.#measure(),
    );
    this.append(
      choice(
        words.text("measure.what"),
        [
          ["line", words.text("measure.line")],
          ["area", words.text("measure.area")],
        ],
        kept.shape,
        (shape) => this.#choose(shape as Shape),
      ),
      this.#figures,
      this.#corners.element,
      h("div", { class: "tool-row" }, this.#copy),
      h("p", { class: "hint" }, words.text("measure.method")),
    );
    this.#measure();
    void this.#begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sketch?.close();
    this.#sketch = null;
  }

  async #begin(): Promise<void> {
    this.#sketch = await beginSketch(
      this.page.map,
      this,
      (city) => new Sketch(city, kept.shape, kept.corners, () => this.#measure()),
    );
  }

  #choose(shape: Shape): void {
    kept.shape = shape;
    if (this.#sketch) this.#sketch.shape = shape;
    this.#measure();
  }

  #measure(): void {
    if (this.#sketch) kept.corners = this.#sketch.corners as [number, number][];
    const { words } = this.page;
    const figures = this.#values();
    const begin = kept.shape === "line" ? "measure.begin.line" : "measure.begin.area";
    this.#corners.count(kept.corners.length);
    this.#copy.disabled = figures.length === 0;
    this.#figures.replaceChildren(
      figures.length > 0
        ? h(
            "dl",
            { class: "figures" },
            ...figures.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))),
          )
        : h("p", {}, words.text(begin)),
    );
  }

  /** Name and value of each figure; none while there are too few corners. */
  #values(): [string, string][] {
    const { words } = this.page;
    if (kept.corners.length < LEAST_CORNERS[kept.shape]) return [];
    if (kept.shape === "line")
      return [[words.text("measure.length"), formatLength(lengthOf(kept.corners), words.lang)]];
    const { area, perimeter } = sizeOf(kept.corners);
    return [
      [words.text("measure.size"), formatArea(area, words.lang)],
      [words.text("measure.perimeter"), formatLength(perimeter, words.lang)],
    ];
  }

  #inWords(): string {
    return this.#values()
      .map(([name, value]) => `${name}: ${value}`)
      .join("\n");
  }
}

define("qala-tool-measure", QalaToolMeasure);
