/** The divider between two maps: drawn with the mouse or a finger, moved with the keyboard. */

import { h, icon } from "../lib/dom";

const STEP = 2;
const LEAP = 10;
/** Keys move by so many hundredths of the picture. */
const MOVES: Record<string, number> = {
  ArrowLeft: -STEP,
  ArrowDown: -STEP,
  ArrowRight: STEP,
  ArrowUp: STEP,
  PageDown: -LEAP,
  PageUp: LEAP,
  Home: -100,
  End: 100,
};

interface Room {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

interface Said {
  label: string;
  /** What assistive technology says of a place: so many hundredths. */
  value: (hundredths: number) => string;
}

export class Divider {
  readonly root: HTMLElement;
  readonly #left = h("span", { class: "compare-side left" });
  readonly #right = h("span", { class: "compare-side right" });
  readonly #moved: (x: number) => void;
  readonly #said: Said;
  #room: Room = { left: 0, right: 0, top: 0, bottom: 0 };
  #at = 50;

  /** `moved` is told where the divider stands, in pixels from the left of the map. */
  constructor(said: Said, moved: (x: number) => void) {
    this.#said = said;
    this.#moved = moved;
    this.root = h(
      "div",
      {
        class: "compare-divider",
        role: "slider",
        tabindex: 0,
        "aria-orientation": "horizontal",
        "aria-label": said.label,
        "aria-valuemin": 0,
        "aria-valuemax": 100,
      },
      this.#left,
      h("span", { class: "compare-grip", "aria-hidden": "true" }, icon("compare")),
      this.#right,
    );
    this.root.addEventListener("keydown", (event) => this.#press(event));
    this.root.addEventListener("pointerdown", (event) => this.#drag(event));
    this.#place(this.#at);
  }

  /** What stands at its sides. */
  name(left: string, right: string): void {
    this.#left.textContent = left;
    this.#right.textContent = right;
  }

  /** The part of the map that is not covered, in pixels of the map. */
  within(room: Room): void {
    this.#room = room;
    this.#place(this.#at);
  }

  #press(event: KeyboardEvent): void {
    const move = MOVES[event.key];
    if (move === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    this.#place(this.#at + move);
  }

  #drag(down: PointerEvent): void {
    if (down.button !== 0) return;
    const start = this.#x - down.clientX;
    const gone = new AbortController();
    const { signal } = gone;
    this.root.setPointerCapture(down.pointerId);
    this.root.addEventListener(
      "pointermove",
      (event) => {
        const { left, right } = this.#room;
        this.#place(((event.clientX + start - left) / Math.max(right - left, 1)) * 100);
      },
      { signal },
    );
    for (const end of ["pointerup", "pointercancel"])
      this.root.addEventListener(end, () => gone.abort(), { signal });
  }

  get #x(): number {
    const { left, right } = this.#room;
    return left + ((right - left) * this.#at) / 100;
  }

  #place(hundredths: number): void {
    this.#at = Math.min(Math.max(hundredths, 0), 100);
    const now = Math.round(this.#at);
    this.root.setAttribute("aria-valuenow", String(now));
    this.root.setAttribute("aria-valuetext", this.#said.value(now));
    this.root.style.setProperty("--x", `${Math.round(this.#x)}px`);
    this.root.style.setProperty("--middle", `${(this.#room.top + this.#room.bottom) / 2}px`);
    this.#moved(this.#x);
  }
}
