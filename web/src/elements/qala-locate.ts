/** `<qala-locate>`: where am I, with a plain answer when that cannot be said. */

import type { Bounds } from "../lib/config";
import { button, icon } from "../lib/dom";
import { formatDistance } from "../lib/format";
import { define, PageElement } from "../lib/page";
import type { TextKey } from "../messages";

/** The codes of the browser's GeolocationPositionError. */
const REASONS: Record<number, TextKey> = {
  1: "locate.denied",
  2: "locate.unavailable",
  3: "locate.timeout",
};
const PATIENCE_MS = 12_000;
const MAY_BE_OLD_MS = 30_000;

export class QalaLocate extends PageElement {
  protected override build(): void {
    const label = this.page.words.text("locate.find");
    this.append(
      button(
        { class: "tool", "aria-label": label, title: label },
        () => this.#locate(),
        icon("locate"),
      ),
    );
  }

  #locate(): void {
    const { say, words } = this.page;
    if (!navigator.geolocation) {
      say(words.text("locate.missing"), "problem");
      return;
    }
    say(words.text("locate.finding"));
    navigator.geolocation.getCurrentPosition(
      (position) => void this.#found(position.coords),
      (error) => say(words.text(REASONS[error.code] ?? "locate.unavailable"), "problem"),
      { enableHighAccuracy: true, timeout: PATIENCE_MS, maximumAge: MAY_BE_OLD_MS },
    );
  }

  async #found({ longitude, latitude, accuracy }: GeolocationCoordinates): Promise<void> {
    const { config, say, words } = this.page;
    if (!isWithin(longitude, latitude, config.city.bounds)) {
      say(words.text("locate.outside", { city: config.city.name }), "problem");
      return;
    }
    const map = await this.page.map;
    map.showPosition([longitude, latitude]);
    say(words.text("locate.found", { distance: formatDistance(accuracy, words.lang) }));
  }
}

function isWithin(lon: number, lat: number, [west, south, east, north]: Bounds): boolean {
  return lon >= west && lon <= east && lat >= south && lat <= north;
}

define("qala-locate", QalaLocate);
