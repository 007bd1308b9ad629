/** A tour as its page tells it: the player reads the stops from the sections. */

import type { Camera } from "../layers/camera";
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
    const href = section.querySelector<HTMLAnchorElement>("a.on-map")?.href ?? "";
    const { at, layers, on, tall, turn } = parseState(new URL(href, location.href).search, config);
    return {
      seconds: Number(section.dataset.seconds),
      camera: { at, bearing: turn?.[0] ?? 0, pitch: turn?.[1] ?? 0 },
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

/** A page that stood still for longer, busy with its picture or out of sight, showed nothing. */
const LONGEST_TICK_MS = 500;

/** A clock of one stop: it runs while it is ticked, stands, and says how far it is. */
export class Clock {
  #spent = 0;
  #last: number | null = null;

  get running(): boolean {
    return this.#last !== null;
  }

  /** Milliseconds that have run so far. */
  get spent(): number {
    return this.#spent;
  }

  run(): void {
    this.#last ??= performance.now();
  }

  /** Count the time since the last tick, as far as something could be seen in it. */
  tick(): void {
    if (this.#last === null) return;
    const now = performance.now();
    this.#spent += Math.min(now - this.#last, LONGEST_TICK_MS);
    this.#last = now;
  }

  stand(): void {
    this.tick();
    this.#last = null;
  }

  reset(): void {
    this.#spent = 0;
    if (this.running) this.#last = performance.now();
  }
}
