/** `<qala-year>`: the year control at the foot of the map, on phones folded to its year. Ready for layers that are dated. */

import { button, h, icon } from "../lib/dom";
import { define, PageElement } from "../lib/page";
import type { MapState } from "../lib/state";

const YEARS_BACK = 8;
const YEARS_ON = 14;

/** The year a state looks at: that of its day, else this one. */
export function yearOf(on: string, thisYear: number): number {
  return on ? Number(on.slice(0, 4)) : thisYear;
}

/** The day that stands for a year: its last, when what it promised is due; none for the present year. */
export function dayOf(year: number, thisYear: number): string {
  return year === thisYear ? "" : `${year}-12-31`;
}

export class QalaYear extends PageElement {
  readonly #now = new Date().getFullYear();
  #range!: HTMLInputElement;
  #value!: HTMLOutputElement;
  #today!: HTMLButtonElement;
  #fold!: HTMLButtonElement;
  #hint!: HTMLElement;

  protected override build(): void {
    const { words } = this.page;
    const [min, max] = [this.#now - YEARS_BACK, this.#now + YEARS_ON];
    this.#range = h("input", {
      type: "range",
      id: "year",
      min,
      max,
      step: 1,
      "aria-describedby": "year-hint",
    });
    this.#range.addEventListener("input", () => this.#set(Number(this.#range.value)));
    this.#value = h("output", { for: "year" });
    this.#fold = button({ class: "year-fold", "aria-controls": "year" }, () =>
      this.#unfold(!this.classList.contains("open")),
    );
    this.#today = button({ class: "quiet" }, () => this.#set(this.#now), words.text("year.today"));
    this.#hint = h("p", { id: "year-hint", class: "hint" }, words.text("year.undated"));
    const mark = h("span", { class: "now", "aria-hidden": "true" });
    mark.style.setProperty("--at", String(YEARS_BACK / (YEARS_BACK + YEARS_ON)));
    this.title = words.text("year.undated");
    this.append(
      this.#fold,
      h(
        "label",
        { for: "year" },
        h("span", { class: "visually-hidden" }, words.text("year.label")),
        this.#value,
      ),
      this.#step(-1, words.text("year.back")),
      h(
        "div",
        { class: "track" },
        this.#range,
        mark,
        h(
          "span",
          { class: "ends", "aria-hidden": "true" },
          h("span", {}, String(min)),
          h("span", {}, String(max)),
        ),
      ),
      this.#step(1, words.text("year.forth")),
      this.#today,
      this.#hint,
    );
    this.#unfold(this.page.store.state.on !== "");
  }

  protected override update(state: MapState): void {
    const { words } = this.page;
    const year = yearOf(state.on, this.#now);
    const when = year === this.#now ? "now" : year < this.#now ? "past" : "future";
    const relation = words.text(`year.${when}`);
    this.#range.value = String(year);
    this.#range.setAttribute(
      "aria-valuetext",
      words.text("year.value", { year: String(year), relation }),
    );
    const said = () => [h("strong", {}, String(year)), " ", h("span", {}, relation)];
    this.#value.replaceChildren(...said());
    const label = h("span", { class: "visually-hidden" }, `${words.text("year.label")}: `);
    this.#fold.replaceChildren(label, ...said(), icon("down"));
    this.#today.hidden = state.on === "";
    this.#hint.hidden = state.on === "";
  }

  /** Only phones fold; elsewhere the style sheet shows everything. */
  #unfold(open: boolean): void {
    this.classList.toggle("open", open);
    this.#fold.setAttribute("aria-expanded", String(open));
  }

  #step(by: number, label: string): HTMLButtonElement {
    return button(
      { class: "icon-button", "aria-label": label },
      () => this.#set(Number(this.#range.value) + by),
      icon(by < 0 ? "back" : "next"),
    );
  }

  #set(year: number): void {
    const within = Math.min(Math.max(year, Number(this.#range.min)), Number(this.#range.max));
    this.page.store.change({ on: dayOf(within, this.#now) });
  }
}

define("qala-year", QalaYear);
