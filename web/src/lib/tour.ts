/** A tour as its page tells it: the player reads the stops from the sections. */

import type { Camera } from "../layers/city-map";
import type { MapConfig } from "./config";
import { parseState } from "./state";

export interface TourStop {
  seconds: number;
  camera: Camera;
  layers: string[];
  on: string;
  /** Buildings stand up. */
  tall: boolean;
  /** Where the stop stands on the page. */
  section: HTMLElement;
  /** The stop on the map. */
  href: string;
}

/** The stops of a page, in its order. */
export function readStops(page: ParentNode, config: MapConfig): TourStop[] {
  return [...page.querySelectorAll<HTMLElement>("[data-stop]")].map((section) => {
    const { seconds, bearing, pitch } = section.dataset;
    const href = section.querySelector<HTMLAnchorElement>("a.on-map")?.href ?? "";
    const { at, layers, on, tall } = parseState(new URL(href, location.href).search, config);
    return {
      seconds: Number(seconds),
      camera: { at, bearing: Number(bearing), pitch: Number(pitch) },
      layers: [...layers],
      on,
      tall,
      section,
      href,
    };
  });
}

/** The stop that an address asks for (`#3` is the third), from 0; the first where it asks for none. */
export function askedStop(hash: string, count: number): number {
  const number = Number(/^#(\d+)$/.exec(hash)?.[1] ?? 1);
  return number >= 1 && number <= count ? number - 1 : 0;
}

/** Cameras are written for a window of this width; a narrower one sees about as much from higher up. */
const WRITTEN_FOR_PX = 1200;
const STEP_BACK = 0.6;

export function cameraFor(camera: Camera, widthPx: number): Camera {
  const [lon, lat, zoom] = camera.at;
  const back = Math.min(0, Math.log2(widthPx / WRITTEN_FOR_PX)) * STEP_BACK;
  return { ...camera, at: [lon, lat, zoom + back] };
}

/** A clock of one stop: it runs, stands, and says how far it is. */
export class Clock {
  #spent = 0;
  #since: number | null = null;

  get running(): boolean {
    return this.#since !== null;
  }

  /** Milliseconds that have run so far. */
  get spent(): number {
    return this.#spent + (this.#since === null ? 0 : performance.now() - this.#since);
  }

  run(): void {
    this.#since ??= performance.now();
  }

  stand(): void {
    this.#spent = this.spent;
    this.#since = null;
  }

  reset(): void {
    this.#spent = 0;
    if (this.running) this.#since = performance.now();
  }
}
