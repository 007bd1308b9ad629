/** `<qala-tool-compare>`: two days side by side, with a divider to draw across the map. */

import { BesideMap, type Side } from "../layers/beside";
import type { CityMap } from "../layers/city-map";
import type { Edition } from "../layers/edition";
import { layersNamed } from "../lib/config";
import { h } from "../lib/dom";
import { formatDate } from "../lib/format";
import { Refused } from "../lib/identify";
import { define, PageElement } from "../lib/page";
import { daysOf, type History, historiesOf, inForce } from "../lib/releases";
import type { Comparison, MapState } from "../lib/state";
import { CompareForm } from "./compare-form";
import { Divider } from "./divider";

export class QalaToolCompare extends PageElement {
  #form!: CompareForm;
  #divider!: Divider;
  /** Nothing until the server has told. */
  #histories: History[] | null = null;
  #asking: AbortController | null = null;
  #map: CityMap | null = null;
  #beside: BesideMap | null = null;
  readonly #stops: (() => void)[] = [];

  protected override build(): void {
    const { config, store, words } = this.page;
    this.#form = new CompareForm(config, words, (compare) => store.change({ compare }));
    this.append(this.#form.root);
    this.#divider = new Divider(
      {
        label: words.text("compare.divider"),
        value: (n) => words.text("compare.divider.value", { n: words.number(n) }),
      },
      (x) => this.#beside?.surface.style.setProperty("--x", `${Math.round(x)}px`),
    );
    void this.#open();
  }

  protected override update(state: MapState, before: MapState): void {
    const shown = layersOf(state);
    if (state === before || String(shown) !== String(layersOf(before))) void this.#ask(shown);
    else if (state.compare !== before.compare) this.#show();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#asking?.abort();
    for (const stop of this.#stops.splice(0)) stop();
    this.#beside?.close();
    this.#beside = null;
    this.#divider.root.remove();
    this.#map?.showEdition(null);
    this.#map = null;
  }

  /** The second map and the divider stand on the first while the tool is at hand. */
  async #open(): Promise<void> {
    const map = await this.page.map;
    await map.settled();
    if (!this.isConnected || this.#map) return;
    this.#map = map;
    const surface = map.canvas.getContainer();
    const place = () => this.#divider.within(roomOf(map));
    const moving = map.canvas.on("move", place);
    const resizing = map.canvas.on("resize", place);
    this.#stops.push(
      () => moving.unsubscribe(),
      () => resizing.unsubscribe(),
      map.claimClicks(),
    );
    surface.after(this.#divider.root);
    place();
    this.#show();
  }

  /** Ask for the releases of what is shown. */
  async #ask(datasets: readonly string[]): Promise<void> {
    const { config, store, words } = this.page;
    this.#asking?.abort();
    const asking = new AbortController();
    this.#asking = asking;
    try {
      const histories = await historiesOf(datasets, config.lang, asking.signal);
      if (asking.signal.aborted) return;
      this.#histories = histories;
      if (store.state.compare) this.#show();
      else store.change({ compare: firstDays(histories) });
    } catch (error) {
      if (asking.signal.aborted) return;
      const reason = error instanceof Refused ? error.message : "";
      this.#form.fail(reason || words.text("compare.failed"));
      console.warn(error);
    }
  }

  #show(): void {
    const { config, store, words } = this.page;
    const { compare } = store.state;
    const histories = this.#histories;
    if (!compare || !histories) return;
    const titles = layersNamed(config, compare.beside ? [compare.beside] : []);
    const day = (of: string) => formatDate(of, words.lang);
    this.#form.show(compare, histories, layersNamed(config, layersOf(store.state)));
    this.#divider.name(
      day(compare.left),
      [day(compare.right), ...titles.map(({ title }) => title)].join(" · "),
    );
    if (!this.#map) return;
    const side = { edition: editionOf(histories, compare.right), beside: compare.beside };
    this.#map.showEdition(editionOf(histories, compare.left));
    if (this.#beside) this.#beside.show(side);
    else void this.#openBeside(this.#map, side);
  }

  async #openBeside(map: CityMap, side: Side): Promise<void> {
    const surface = h("div", { class: "compare-surface", inert: true, "aria-hidden": "true" });
    const beside = new BesideMap(surface, this.page, map, side);
    this.#beside = beside;
    map.canvas.getContainer().after(surface);
    this.#divider.within(roomOf(map));
    try {
      await beside.open();
    } catch (error) {
      beside.close();
      this.#form.fail(this.page.words.text("map.failed"));
      console.error(error);
    }
  }
}

/** What the layers were at the end of a day. */
function editionOf(histories: readonly History[], day: string): Edition {
  const tiles = histories.map((each) => [each.dataset, inForce(each, day)?.tiles || null]);
  return { day, tiles: Object.fromEntries(tiles) };
}

/** Every layer that one of the sides shows. */
function layersOf({ layers, compare }: MapState): string[] {
  return [...new Set([...layers, ...(compare?.beside ? [compare.beside] : [])])];
}

/** At first: today beside the day of the release before the newest. */
function firstDays(histories: readonly History[]): Comparison {
  const today = new Date().toLocaleDateString("sv");
  const [newest, before] = daysOf(histories);
  return { left: before ?? newest ?? today, right: today, beside: "" };
}

/** The part of the map that the panel leaves free. */
function roomOf({ canvas }: CityMap) {
  const { left = 0, right = 0, top = 0, bottom = 0 } = canvas.getPadding();
  const { clientWidth, clientHeight } = canvas.getContainer();
  return { left, right: clientWidth - right, top, bottom: clientHeight - bottom };
}

define("qala-tool-compare", QalaToolCompare);
