/** A filter by a number: bars with two handles, and two fields to type exact limits into. */

import { h } from "../lib/dom";
import type { Part } from "../lib/filter";
import { formatNumber } from "../lib/format";
import type { FieldStatistics } from "../lib/statistics";
import { type Control, type Subject, unknownBox } from "./control";
import { histogram } from "./histogram";

type End = "from" | "to";
type Range = Part & { is: "range" };

export function rangeControl(subject: Subject): Control {
  return new RangeControl(subject);
}

class RangeControl implements Control {
  readonly element: HTMLElement;
  readonly #subject: Subject;
  readonly #edges: readonly number[];
  readonly #last: number;
  readonly #bars;
  /** Handles stand at edges; at the ends they ask for nothing. */
  readonly #low: HTMLInputElement;
  readonly #high: HTMLInputElement;
  readonly #from: HTMLInputElement;
  readonly #to: HTMLInputElement;
  readonly #unknown;
  readonly #problem = h("p", { class: "field-problem", role: "alert" });
  #counts: readonly number[];

  constructor(subject: Subject) {
    const { whole } = subject;
    this.#subject = subject;
    this.#edges = whole.edges;
    this.#last = whole.edges.length - 1;
    this.#counts = whole.classes;
    this.#bars = histogram(this.#last);
    [this.#low, this.#high] = [this.#handle("from"), this.#handle("to")];
    [this.#from, this.#to] = [this.#typed("from", whole.least), this.#typed("to", whole.most)];
    this.#unknown = whole.missing > 0 ? unknownBox(subject.words) : null;
    this.#unknown?.box.addEventListener("change", () => this.#write());
    this.element = h(
      "div",
      { class: "range" },
      h("div", { class: "handles" }, this.#bars.element, this.#low, this.#high),
      h("div", { class: "limits" }, this.#limit("from", this.#from), this.#limit("to", this.#to)),
      this.#problem,
      this.#unknown?.row,
    );
  }

  follow(parts: readonly Part[]): void {
    const { lang } = this.#subject.words;
    const range = parts.find((part): part is Range => part.is === "range");
    const [from, to] = [range?.from ?? "", range?.to ?? ""];
    if (document.activeElement !== this.#from) this.#from.value = localised(from, lang);
    if (document.activeElement !== this.#to) this.#to.value = localised(to, lang);
    const low = from === "" ? 0 : Math.min(this.#classesBelow(Number(from)), this.#last - 1);
    const high = range && to !== "" ? this.#classesUpTo(range) : this.#last;
    this.#low.value = String(low);
    this.#high.value = String(Math.max(high, low + 1));
    if (this.#unknown) this.#unknown.box.checked = parts.some(({ is }) => is === "missing");
    this.#draw();
  }

  count({ classes, missing }: FieldStatistics): void {
    this.#counts = classes;
    if (this.#unknown)
      this.#unknown.count.textContent = formatNumber(missing, this.#subject.words.lang);
    this.#draw();
  }

  #handle(end: End): HTMLInputElement {
    const { field, words } = this.#subject;
    const label = `${field.label}: ${words.text(`filter.${end}`)}`;
    const input = h("input", {
      type: "range",
      class: `handle ${end}`,
      max: this.#last,
      "aria-label": label,
    });
    input.addEventListener("input", () => this.#drag(input));
    return input;
  }

  #typed(end: End, hint: number | string | null): HTMLInputElement {
    const { id, words } = this.#subject;
    const input = h("input", {
      id: `${id}-${end}`,
      type: "text",
      inputmode: "decimal",
      autocomplete: "off",
      placeholder: hint === null ? "" : formatNumber(Number(hint), words.lang),
    });
    input.addEventListener("change", () => this.#write());
    return input;
  }

  #limit(end: End, input: HTMLInputElement): HTMLElement {
    const { field, words } = this.#subject;
    const label = [words.text(`filter.${end}`), field.unit].filter(Boolean).join(", ");
    return h("label", { class: "limit" }, h("span", {}, label), input);
  }

  /** The handles stay a class apart. */
  #drag(moved: HTMLInputElement): void {
    const [low, high] = [Number(this.#low.value), Number(this.#high.value)];
    if (low >= high && moved === this.#low) this.#low.value = String(high - 1);
    else if (low >= high) this.#high.value = String(low + 1);
    const [a, b] = [Number(this.#low.value), Number(this.#high.value)];
    const from = a > 0 ? String(this.#edges[a]) : "";
    const end = this.#edges[b] ?? 0;
    if (b === this.#last) this.#send(from, "");
    else if (this.#isWhole) this.#send(from, String(end - 1));
    else this.#send(from, String(end), true);
  }

  get #isWhole(): boolean {
    return this.#subject.field.type === "integer";
  }

  /** How many classes end at or below a number. */
  #classesBelow(value: number): number {
    return Math.max(this.#edges.filter((edge) => edge <= value).length - 1, 0);
  }

  /** How many classes lie at least in part below the upper end of a range. */
  #classesUpTo({ to, open }: Range): number {
    const end = Number(to) + Number(this.#isWhole && !open);
    return Math.min(this.#edges.filter((edge) => edge < end).length, this.#last);
  }

  /** What is typed counts as soon as it makes sense. */
  #write(): void {
    const { words } = this.#subject;
    const [from, to] = [this.#from, this.#to].map((input) => {
      const limit = numberIn(input.value);
      input.setAttribute("aria-invalid", String(limit === null));
      return limit;
    });
    this.#problem.textContent = "";
    if (typeof from !== "string" || typeof to !== "string")
      this.#problem.textContent = words.text("filter.nonumber");
    else if (from && to && Number(from) > Number(to))
      this.#problem.textContent = words.text("filter.crossed");
    else this.#send(from, to);
  }

  #send(from: string, to: string, open = false): void {
    const range: Part[] = from || to ? [{ is: "range", from, to, open }] : [];
    const missing: Part[] = this.#unknown?.box.checked ? [{ is: "missing" }] : [];
    this.#subject.choose([...range, ...missing]);
  }

  #draw(): void {
    const { field, words } = this.#subject;
    for (const each of [this.#low, this.#high]) {
      const edge = formatNumber(this.#edges[Number(each.value)] ?? 0, words.lang);
      each.setAttribute("aria-valuetext", [edge, field.unit].filter(Boolean).join(" "));
    }
    this.#bars.draw(this.#counts, Number(this.#low.value), Number(this.#high.value));
  }
}

/** A typed number with a point before decimals; empty stays so, null for what is none. */
function numberIn(text: string): string | null {
  const plain = text
    .replace(/[\s\u00a0]/g, "")
    .replace("−", "-")
    .replace(",", ".");
  return plain === "" || /^-?\d{1,18}(?:\.\d{1,12})?$/.test(plain) ? plain : null;
}

function localised(number: string, lang: string): string {
  return lang === "en" ? number : number.replace(".", ",");
}
