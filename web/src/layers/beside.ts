/** A second map over the first: beyond a divider it shows other releases or another layer. */

import type { Page } from "../lib/page";
import type { MapState } from "../lib/state";
import { Store } from "../lib/store";
import { type CityMap, openMap } from "./city-map";
import type { Edition } from "./edition";

/** What the right side shows: the day's releases, and a layer instead of those of the left side. */
export interface Side {
  edition: Edition;
  beside: string;
}

/** What both sides have in common. */
function shared(state: MapState, beside: string): Partial<MapState> {
  const { layers, fade, filters, tall, select, place } = state;
  return { layers: beside ? [beside] : layers, fade, filters, tall, select, place };
}

export class BesideMap {
  readonly surface: HTMLElement;
  readonly #main: CityMap;
  readonly #page: Page;
  readonly #store: Store;
  readonly #stops: (() => void)[] = [];
  #map: CityMap | null = null;
  #side: Side;
  #closed = false;

  constructor(surface: HTMLElement, page: Page, main: CityMap, side: Side) {
    this.surface = surface;
    this.#page = page;
    this.#main = main;
    this.#side = side;
    this.#store = new Store(page.config, { inAddress: false });
    this.#store.change({ ...page.store.state, ...shared(page.store.state, side.beside) });
  }

  /** Draw it; resolves when it is there. */
  async open(): Promise<void> {
    const { edition } = this.#side;
    const page = { ...this.#page, store: this.#store };
    const map = await openMap(this.surface, page, { calm: true, edition });
    if (this.#closed) return map.close();
    this.#map = map;
    if (this.#side.edition !== edition) map.showEdition(this.#side.edition);
    const follow = this.#main.canvas.on("move", () => this.#follow());
    this.#stops.push(
      () => follow.unsubscribe(),
      this.#page.store.watch((state) => this.#store.change(shared(state, this.#side.beside))),
    );
    this.#follow();
  }

  show(side: Side): void {
    this.#side = side;
    this.#store.change(shared(this.#page.store.state, side.beside));
    this.#map?.showEdition(side.edition);
  }

  /** Give the picture and its memory back. */
  close(): void {
    this.#closed = true;
    for (const stop of this.#stops) stop();
    this.#map?.close();
    this.#store.close();
    this.surface.remove();
  }

  #follow(): void {
    const main = this.#main.canvas;
    this.#map?.canvas.jumpTo({
      center: main.getCenter(),
      zoom: main.getZoom(),
      bearing: main.getBearing(),
      pitch: main.getPitch(),
      padding: main.getPadding(),
    });
  }
}
