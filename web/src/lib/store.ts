/** The one place that holds the state of the map and keeps the address bar in step. */

import type { MapConfig } from "./config";
import { formatState, type MapState, parseState } from "./state";

export type Change = Partial<MapState>;
type Listener = (state: MapState, before: MapState) => void;

/** Camera moves come many times a second; browsers limit how often the address may change. */
const WRITE_AFTER_MS = 150;

interface Keeping {
  /** Whether the state is read from the address and written into it. */
  inAddress: boolean;
  /** What the state is at first where it is not in the address. */
  search?: string;
}

export class Store {
  #state: MapState;
  readonly #config: MapConfig;
  readonly #inAddress: boolean;
  readonly #listeners = new Set<Listener>();
  #timer = 0;

  constructor(config: MapConfig, { inAddress, search = "" }: Keeping = { inAddress: true }) {
    this.#config = config;
    this.#inAddress = inAddress;
    this.#state = parseState(inAddress ? location.search : search, config);
    if (inAddress) addEventListener("popstate", this.#restore);
  }

  get state(): MapState {
    return this.#state;
  }

  /** Call `listener` after each change; the answer stops it. */
  watch(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Change the state. With `step`, the back button returns to what was before. */
  change(change: Change, step = false): void {
    if (step) this.#write();
    this.#apply({ ...this.#state, ...change });
    if (!this.#inAddress) return;
    if (step) history.pushState(null, "", formatState(this.#state));
    else this.#writeSoon();
  }

  /** The address of the state as it is now, or would be after a change. */
  address(change: Change = {}): string {
    return new URL(formatState({ ...this.#state, ...change }), location.href).href;
  }

  close(): void {
    clearTimeout(this.#timer);
    removeEventListener("popstate", this.#restore);
    this.#listeners.clear();
  }

  #apply(state: MapState): void {
    const before = this.#state;
    this.#state = state;
    for (const listener of this.#listeners) listener(state, before);
  }

  #writeSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#write(), WRITE_AFTER_MS);
  }

  #write(): void {
    clearTimeout(this.#timer);
    if (this.#inAddress) history.replaceState(null, "", formatState(this.#state));
  }

  readonly #restore = (): void => {
    clearTimeout(this.#timer);
    this.#apply(parseState(location.search, this.#config));
  };
}
