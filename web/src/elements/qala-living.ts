/** `<qala-living>`: the picture of the city on the home page, which becomes the map when the page is at rest. */

import { h } from "../lib/dom";
import { fetchConfig, openLiving, savesData } from "../lib/living";
import { define } from "../lib/page";
import { formatState } from "../lib/state";
import { cameraFor } from "../lib/tour";

/** Where the browser cannot say when it is at rest. */
const REST_MS = 1500;
/** Somebody is there. */
const STIRS = ["pointerdown", "pointermove", "touchstart", "wheel", "scroll", "keydown"] as const;
/** A phone pays for the map with seconds of its processor: there it waits for the visitor to stir. */
const AT_ONCE = "(hover: hover) and (min-width: 50rem)";

export class QalaLiving extends HTMLElement {
  readonly #gone = new AbortController();

  connectedCallback(): void {
    if (savesData()) return;
    void this.#whenSeen()
      .then(() => (matchMedia(AT_ONCE).matches ? undefined : someoneStirs()))
      .then(atRest)
      .then(() => this.#open());
  }

  disconnectedCallback(): void {
    this.#gone.abort();
  }

  /** Resolves when the picture is in the window of a page that is looked at. */
  #whenSeen(): Promise<void> {
    return new Promise((resolve) => {
      const watch = new IntersectionObserver((entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        watch.disconnect();
        resolve();
      });
      watch.observe(this);
      this.#gone.signal.addEventListener("abort", () => watch.disconnect());
    });
  }

  /** The card stands over a side of the map, on phones over its foot. */
  #room(): { left?: number; bottom?: number } {
    const card = this.nextElementSibling?.getBoundingClientRect();
    if (!card) return {};
    const own = this.getBoundingClientRect();
    return card.width < own.width * 0.6
      ? { left: card.right - own.left }
      : { bottom: Math.max(own.bottom - card.top, 0) };
  }

  async #open(): Promise<void> {
    if (this.#gone.signal.aborted) return;
    const surface = h("div", { class: "surface" });
    try {
      const config = await fetchConfig(this.dataset.config ?? "");
      this.append(surface);
      const camera = cameraFor({ at: config.city.centre, bearing: 0, pitch: 0 }, this.clientWidth);
      const { map, page } = await openLiving(surface, config, { camera, calm: true });
      if (this.#gone.signal.aborted) {
        map.close();
        return;
      }
      map.leaveRoom(this.#room());
      this.#gone.signal.addEventListener("abort", () => map.close());
      page.store.watch((state) => {
        if (state.place) location.assign(`/${config.lang}/map${formatState(state)}`);
      });
      this.querySelector(".picture")?.setAttribute("hidden", "");
      this.classList.add("drawn");
    } catch (error) {
      // The picture stays, and leads to the map all the same.
      surface.remove();
      console.warn(error);
    }
  }
}

/** Resolves at the first sign of a visitor. */
function someoneStirs(): Promise<void> {
  return new Promise((resolve) => {
    const stop = new AbortController();
    const stirred = () => {
      stop.abort();
      resolve();
    };
    for (const sign of STIRS)
      addEventListener(sign, stirred, { signal: stop.signal, passive: true, capture: true });
  });
}

/** Resolves when the page has loaded and the browser has nothing else to do. */
async function atRest(): Promise<void> {
  if (document.readyState !== "complete")
    await new Promise((resolve) => addEventListener("load", resolve, { once: true }));
  await new Promise((resolve) => {
    if ("requestIdleCallback" in globalThis) requestIdleCallback(resolve);
    else setTimeout(resolve, REST_MS);
  });
}

define("qala-living", QalaLiving);
