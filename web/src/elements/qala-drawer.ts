/** `<qala-drawer>`: where the table of a layer stands, over the foot of the map; on phones over all. */

import { h } from "../lib/dom";
import { define, PageElement } from "../lib/page";
import type { MapState } from "../lib/state";

export class QalaDrawer extends PageElement {
  #shown = "";

  protected override build(): void {
    this.#shown = "";
  }

  protected override update(state: MapState, before: MapState): void {
    const wanted = state.table?.dataset ?? "";
    if (wanted === this.#shown) return;
    this.#shown = wanted;
    if (wanted) void this.#open(wanted, state !== before);
    else this.#place();
  }

  async #open(dataset: string, byHand: boolean): Promise<void> {
    const { words, say, store } = this.page;
    try {
      await import("../table/qala-table");
    } catch (error) {
      store.change({ table: null });
      say(words.text("tool.failed"), "problem");
      console.error(error);
      return;
    }
    if (this.#shown !== dataset) return;
    this.#place(h("qala-table", { "data-layer": dataset }));
    if (byHand) this.querySelector("h2")?.focus({ preventScroll: true });
  }

  #place(...content: HTMLElement[]): void {
    this.replaceChildren(...content);
    this.closest("qala-map")?.toggleAttribute("data-table", content.length > 0);
    this.dispatchEvent(new Event("qala-panel-moved", { bubbles: true }));
  }
}

define("qala-drawer", QalaDrawer);
