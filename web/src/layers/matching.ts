/** The ids that match conditions on fields which the tiles do not hold, asked of the server. */

import type { LayerConfig } from "../lib/config";
import { type Clause, clausesOf } from "../lib/filter";
import { writeFilter } from "../lib/filter-text";
import { ask } from "../lib/identify";
import type { Page } from "../lib/page";
import type { MapState } from "../lib/state";
import { untiled } from "./filtering";

interface Answer {
  ids: string[];
  complete: boolean;
}

/** Keeps step with the state; `changed` is called when the map is to be drawn with other ids. */
export class MatchingIds {
  readonly ids = new Map<string, readonly string[]>();
  readonly #asked = new Map<string, string>();
  readonly #page: Page;
  readonly #changed: () => void;

  constructor(page: Page, changed: () => void) {
    this.#page = page;
    this.#changed = changed;
  }

  follow(state: MapState): void {
    for (const layer of this.#page.config.layers) {
      const shown = state.layers.includes(layer.id);
      const clauses = shown ? untiled(layer, clausesOf(state.filters, layer.id)) : [];
      const filter = writeFilter(clauses);
      if (filter === (this.#asked.get(layer.id) ?? "")) continue;
      this.#asked.set(layer.id, filter);
      if (filter) void this.#ask(layer, filter, clauses);
      else this.#keep(layer.id, undefined);
    }
  }

  async #ask(layer: LayerConfig, filter: string, clauses: readonly Clause[]): Promise<void> {
    const { words, say } = this.#page;
    const isLatest = () => this.#asked.get(layer.id) === filter;
    try {
      const query = { filter, release: String(layer.release) };
      const answer = (await ask(`/api/datasets/${layer.id}/matching`, query)) as Answer;
      if (!isLatest()) return;
      this.#keep(layer.id, answer.complete ? answer.ids : undefined);
      if (answer.complete) return;
      const fields = clauses.map(({ field }) => labelOf(layer, field)).join(", ");
      say(words.text("filter.toomany", { fields }), "problem");
    } catch (error) {
      if (!isLatest()) return;
      this.#keep(layer.id, undefined);
      say(words.text("filter.failed"), "problem");
      console.warn(error);
    }
  }

  #keep(dataset: string, ids: readonly string[] | undefined): void {
    if (ids) this.ids.set(dataset, ids);
    else if (!this.ids.delete(dataset)) return;
    this.#changed();
  }
}

function labelOf(layer: LayerConfig, name: string): string {
  return layer.fields.find((field) => field.name === name)?.label ?? name;
}
