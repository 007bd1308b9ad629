/** The controls of a tour: play and pause, back and on, full screen, and how far it is. */

import { button, h, type IconName, icon } from "../lib/dom";
import type { TourStop } from "../lib/tour";
import type { TextKey, Words } from "../messages";

export type Command = "toggle" | "back" | "next" | "first" | "last" | "full" | "leave";
export type Showing = "playing" | "standing" | "over";

const TOGGLE: Record<Showing, [IconName, TextKey]> = {
  playing: ["pause", "tour.pause"],
  standing: ["play", "tour.play"],
  over: ["again", "tour.again"],
};

export class TourControls {
  readonly root: HTMLElement;
  readonly #words: Words;
  readonly #toggle: HTMLButtonElement;
  readonly #back: HTMLButtonElement;
  readonly #next: HTMLButtonElement;
  readonly #full: HTMLButtonElement;
  readonly #steps: HTMLButtonElement[];

  constructor(words: Words, stops: readonly TourStop[], act: (command: Command | number) => void) {
    this.#words = words;
    const tool = (name: IconName, label: TextKey, command: Command) =>
      button(
        { class: "tour-tool", "aria-label": words.text(label), title: words.text(label) },
        () => act(command),
        icon(name),
      );
    this.#back = tool("back", "tour.back", "back");
    this.#toggle = tool("play", "tour.play", "toggle");
    this.#toggle.classList.add("tour-toggle");
    this.#next = tool("next", "tour.next", "next");
    this.#full = tool("full", "tour.full", "full");
    this.#full.hidden = !document.fullscreenEnabled;
    const leave = tool("close", "tour.leave", "leave");
    this.#steps = stops.map(({ section }, index) => {
      const title = section.querySelector("h2")?.textContent ?? "";
      const label = words.text("tour.stop", {
        n: String(index + 1),
        all: String(stops.length),
        title,
      });
      const fill = h("span", { class: "tour-fill", "aria-hidden": "true" });
      return button(
        { class: "tour-step", "aria-label": label, title: label },
        () => act(index),
        fill,
      );
    });
    this.root = h(
      "div",
      { class: "tour-controls", role: "group", "aria-label": words.text("tour.controls") },
      h("div", { class: "tour-steps" }, ...this.#steps),
      h("div", { class: "tour-tools" }, this.#back, this.#toggle, this.#next, this.#full, leave),
    );
  }

  /** The keyboard begins where a tour is held and let go on. */
  focus(): void {
    this.#toggle.focus();
  }

  /** How far a stop is, from 0 to 1; those before it are full, those after it empty. */
  fill(current: number, share: number): void {
    for (const [index, step] of this.#steps.entries()) {
      const done = index < current ? 1 : index > current ? 0 : share;
      step.style.setProperty("--done", String(done));
    }
  }

  tell(current: number, showing: Showing): void {
    const [name, label] = TOGGLE[showing];
    this.#toggle.replaceChildren(icon(name));
    this.#name(this.#toggle, label);
    this.#disable(this.#back, current === 0);
    this.#disable(this.#next, current === this.#steps.length - 1);
    for (const [index, step] of this.#steps.entries()) {
      if (index === current) step.setAttribute("aria-current", "step");
      else step.removeAttribute("aria-current");
    }
  }

  tellFull(full: boolean): void {
    this.#name(this.#full, full ? "tour.full.leave" : "tour.full");
  }

  /** A button that is switched off keeps the keyboard, so that nobody is thrown out of the row. */
  #disable(press: HTMLButtonElement, off: boolean): void {
    press.setAttribute("aria-disabled", String(off));
  }

  #name(press: HTMLButtonElement, label: TextKey): void {
    const text = this.#words.text(label);
    press.setAttribute("aria-label", text);
    press.title = text;
  }
}
