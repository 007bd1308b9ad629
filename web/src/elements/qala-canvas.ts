/**
 * `<qala-canvas>`: where the map is drawn. Loads the map's code after the frame stands.
 * With `data-calm` its gestures give way to the page around it.
 */

import { h } from "../lib/dom";
import { positionOf, Refused } from "../lib/identify";
import { define, NARROW, PageElement } from "../lib/page";

/** Shorter waits need no sign. */
const SAY_AFTER_MS = 300;

export class QalaCanvas extends PageElement {
  readonly #narrow = matchMedia(NARROW);

  protected override build(): void {
    const { words } = this.page;
    const keys = h("p", { id: "map-keys", class: "visually-hidden" }, words.text("map.keys"));
    const surface = h("div", { class: "surface" });
    const waiting = h("p", { class: "waiting", role: "status", hidden: true });
    this.append(keys, surface, h("div", { class: "crosshair", "aria-hidden": "true" }), waiting);
    void this.#open(surface, waiting);
  }

  async #open(surface: HTMLElement, waiting: HTMLElement): Promise<void> {
    const { words } = this.page;
    const timer = setTimeout(() => {
      waiting.hidden = false;
      waiting.textContent = words.text("map.loading");
    }, SAY_AFTER_MS);
    try {
      const { openMap } = await import("../layers/city-map");
      const map = await openMap(surface, this.page, { calm: this.hasAttribute("data-calm") });
      surface.querySelector("canvas")?.setAttribute("aria-describedby", "map-keys");
      this.#makeRoom(map);
      this.dispatchEvent(new CustomEvent("qala-map-open", { detail: map }));
      await map.settled();
      this.classList.add("drawn");
      waiting.hidden = true;
      void this.#findSelected(map);
    } catch (error) {
      waiting.hidden = false;
      waiting.classList.add("problem");
      waiting.textContent = words.text("map.failed");
      this.dispatchEvent(new CustomEvent("qala-map-failed", { detail: error }));
      console.error(error);
    } finally {
      clearTimeout(timer);
    }
  }

  /** An address may name a feature without saying where it lies. */
  async #findSelected(map: Awaited<typeof this.page.map>): Promise<void> {
    const { config, store, words, say } = this.page;
    const { select, place } = store.state;
    if (!select || place) return;
    try {
      const point = await positionOf(select, config.lang);
      store.change({ place: point });
      map.reveal(point);
    } catch (error) {
      const reason = error instanceof Refused ? error.message : "";
      say(reason || words.text("place.failed"), "problem");
    }
  }

  /** The panel covers a part of the map; what is meant to be seen is in the middle of the rest. */
  #makeRoom(map: Awaited<typeof this.page.map>): void {
    const panel = document.querySelector("qala-panel");
    const drawer = document.querySelector("qala-drawer");
    const apply = () => {
      const box = panel?.getBoundingClientRect();
      if (!box) return;
      const folded = panel?.getAttribute("data-size") === "peek";
      if (this.#narrow.matches) map.leaveRoom({ bottom: Math.min(box.height, innerHeight * 0.6) });
      else map.leaveRoom({ left: folded ? 0 : box.right, bottom: drawer?.clientHeight ?? 0 });
      const { place } = this.page.store.state;
      if (place) map.reveal(place);
    };
    apply();
    this.#narrow.addEventListener("change", apply);
    for (const part of [panel, drawer]) part?.addEventListener("qala-panel-moved", apply);
  }
}

define("qala-canvas", QalaCanvas);
