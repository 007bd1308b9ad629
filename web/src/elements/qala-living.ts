/** `<qala-living>`: the picture of the city on the home page, which becomes the map when the page is at rest. */

import { h } from "../lib/dom";
import { fetchConfig, openLiving, savesData } from "../lib/living";
import { define } from "../lib/page";
import { formatState } from "../lib/state";

/** Where the browser cannot say when it is at rest. */
const REST_MS = 1500;

export class QalaLiving extends HTMLElement {
  readonly #gone = new AbortController();

  connectedCallback(): void {
    if (!savesData())
      void this.#whenSeen()
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
    });
  }

  async #open(): Promise<void> {
    if (this.#gone.signal.aborted) return;
    const surface = h("div", { class: "surface" });
    try {
      const config = await fetchConfig(this.dataset.config ?? "");
      this.append(surface);
      const { map, page } = await openLiving(surface, config);
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
