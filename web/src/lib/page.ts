/** What every element of the map page shares: configuration, words, state and the map itself. */

import type { CityMap } from "../layers/city-map";
import { type TextKey, Words } from "../messages";
import type { MapConfig } from "./config";
import type { MapState } from "./state";
import type { Store } from "./store";

export interface Page {
  config: MapConfig;
  words: Words;
  store: Store;
  /** The map, once its code is there; rejected where the browser cannot draw it. */
  map: Promise<CityMap>;
  /** Tell the visitor something in passing. */
  say: (message: string, tone?: "plain" | "problem") => void;
}

export interface PageRoot extends HTMLElement {
  page: Page;
}

/** The page whose map is drawn in `canvas` and whose messages are said by `note`. */
export function pageAround(
  store: Store,
  config: MapConfig,
  { canvas, note }: { canvas: HTMLElement; note: HTMLElement },
): Page {
  const map = new Promise<CityMap>((resolve, reject) => {
    canvas.addEventListener("qala-map-open", (event) => resolve((event as CustomEvent).detail));
    canvas.addEventListener("qala-map-failed", (event) => reject((event as CustomEvent).detail));
  });
  // The failure is shown by the canvas; those who wait for the map need not each report it.
  map.catch(() => {});
  return {
    config,
    words: new Words(config.lang),
    store,
    map,
    say: (message, tone = "plain") =>
      note.dispatchEvent(new CustomEvent("qala-say", { detail: { message, tone } })),
  };
}

/** An element inside `<qala-map>` or `<qala-embed>`: built once, then told about each change of the state. */
export abstract class PageElement extends HTMLElement {
  #stop: (() => void) | null = null;

  get page(): Page {
    const root = this.closest<PageRoot>("qala-map, qala-embed");
    if (!root) throw new Error(`<${this.localName}> stands outside its page.`);
    return root.page;
  }

  connectedCallback(): void {
    const { store } = this.page;
    this.replaceChildren();
    this.build();
    this.update(store.state, store.state);
    this.#stop = store.watch((state, before) => this.update(state, before));
  }

  disconnectedCallback(): void {
    this.#stop?.();
    this.#stop = null;
  }

  /** Make the children. */
  protected abstract build(): void;

  /** Follow the state; called once after `build` with the same state twice. */
  protected update(_state: MapState, _before: MapState): void {}
}

/** Copy a text and say so; without a secure connection or permission there is no clipboard. */
export async function copyText(
  { words, say }: Page,
  text: string,
  {
    copied = "place.copied",
    refused = "place.nocopy",
  }: { copied?: TextKey; refused?: TextKey } = {},
): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    say(words.text(copied));
  } catch {
    say(words.text(refused), "problem");
  }
}

/** Register a custom element once. */
export function define(name: string, element: CustomElementConstructor): void {
  if (!customElements.get(name)) customElements.define(name, element);
}

export function reducedMotion(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** Phones get a sheet from below instead of the panel at the side; the style sheet uses the same limit. */
export const NARROW = "(max-width: 719px)";
