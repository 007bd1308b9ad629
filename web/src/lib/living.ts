/** The map on pages that are not the map page: its own quiet state, which leaves the address alone. */

import type { Camera } from "../layers/camera";
import type { CityMap } from "../layers/city-map";
import { Words } from "../messages";
import type { MapConfig } from "./config";
import type { Page } from "./page";
import { Store } from "./store";

/** What the server says of the city and its layers. */
export async function fetchConfig(address: string): Promise<MapConfig> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  return (await response.json()) as MapConfig;
}

export interface Living {
  map: CityMap;
  page: Page;
}

interface Opening {
  camera: Camera;
  /** Whether the page around it scrolls: gestures then give way to it. */
  calm: boolean;
}

/** Draw the city in `surface`; resolves when it is drawn. */
export async function openLiving(
  surface: HTMLElement,
  config: MapConfig,
  { camera, calm }: Opening,
): Promise<Living> {
  const store = new Store(config, { inAddress: false });
  store.change({ at: camera.at });
  const { openMap } = await import("../layers/city-map");
  const page: Page = {
    config,
    words: new Words(config.lang),
    store,
    map: Promise.reject(new Error("The map is opened by its page.")),
    say: (message) => console.warn(message),
  };
  page.map.catch(() => {});
  const map = await openMap(surface, page, { calm });
  page.map = Promise.resolve(map);
  await map.settled();
  return { map, page };
}

/** Whether the visitor asked to be sent little. */
export function savesData(): boolean {
  const { connection } = navigator as Navigator & { connection?: { saveData?: boolean } };
  return connection?.saveData === true || matchMedia("(prefers-reduced-data: reduce)").matches;
}
