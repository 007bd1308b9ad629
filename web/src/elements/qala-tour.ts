/** `<qala-tour>`: the button that starts a tour. Nothing moves before the visitor presses it. */

import { button, h, icon } from "../lib/dom";
import { fetchConfig } from "../lib/living";
import { define } from "../lib/page";
import { askedStop, readStops } from "../lib/tour";
import { Words } from "../messages";
import { TourPlayer } from "./qala-tour-player";

export class QalaTour extends HTMLElement {
  readonly #words = new Words(document.documentElement.lang);
  readonly #label = h("span");

  connectedCallback(): void {
    const start = button(
      { class: "button tour-start" },
      () => void this.#start(start),
      icon("play"),
      this.#label,
    );
    const keys = h("p", { class: "tour-keys" }, this.#words.text("tour.keys"));
    this.replaceChildren(start, keys);
    addEventListener("hashchange", this.#name);
    this.#name();
  }

  disconnectedCallback(): void {
    removeEventListener("hashchange", this.#name);
  }

  get #asked(): number {
    return askedStop(location.hash, document.querySelectorAll("[data-stop]").length);
  }

  /** An address that names a stop starts there. */
  readonly #name = (): void => {
    const stop = this.#asked;
    this.#label.textContent = stop
      ? this.#words.text("tour.start.at", { n: String(stop + 1) })
      : this.#words.text("tour.start");
  };

  async #start(press: HTMLButtonElement): Promise<void> {
    press.disabled = true;
    try {
      const config = await fetchConfig(this.dataset.config ?? "");
      const player = new TourPlayer(config, readStops(document, config));
      this.append(player.dialog);
      player.dialog.addEventListener("close", () => {
        player.dialog.remove();
        this.#name();
        press.focus();
      });
      player.open(this.#asked);
    } catch (error) {
      console.warn(error);
      this.#label.textContent = this.#words.text("tour.failed");
    } finally {
      press.disabled = false;
    }
  }
}

define("qala-tour", QalaTour);
