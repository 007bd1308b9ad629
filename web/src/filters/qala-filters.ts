/** `<qala-filters>`: a control for each field of a layer, folded but for those that filter. */

import { type FieldConfig, type LayerConfig, layerNamed } from "../lib/config";
import { h } from "../lib/dom";
import { type Clause, clausesOf, NO_CLAUSES, partsOf, withClauses, withParts } from "../lib/filter";
import { define, PageElement } from "../lib/page";
import type { MapState } from "../lib/state";
import { type FieldStatistics, type Statistics, statisticsOf } from "../lib/statistics";
import { choiceControl } from "./choice";
import type { Control, Subject } from "./control";
import { dayControl } from "./days";
import "./filters.css";
import { rangeControl } from "./range";
import { said } from "./said";
import { textControl } from "./text";

interface Folded {
  field: FieldConfig;
  control: Control;
  details: HTMLDetailsElement;
  state: HTMLElement;
}

export class QalaFilters extends PageElement {
  #layer!: LayerConfig;
  #folded: Folded[] = [];
  #latest: Statistics | null = null;

  protected override build(): void {
    const { config, words } = this.page;
    const layer = layerNamed(config, this.dataset.layer ?? "");
    if (!layer) throw new Error("<qala-filters> names no layer.");
    this.#layer = layer;
    this.#folded = [];
    const waiting = h("p", { class: "hint", role: "status" }, words.text("filter.loading"));
    this.append(waiting);
    void this.#fill(waiting);
  }

  protected override update(state: MapState): void {
    const clauses = clausesOf(state.filters, this.#layer.id);
    for (const { field, control, state: text } of this.#folded) {
      control.follow(partsOf(clauses, field.name));
      text.textContent = said(clauses, field, this.page.words);
    }
  }

  /** Say how many there are of each value under the filters of the other fields. */
  showCounts(statistics: Statistics): void {
    this.#latest = statistics;
    for (const { field, control } of this.#folded) {
      const counted = statistics.fields[field.name];
      if (counted) control.count(counted);
    }
  }

  async #fill(waiting: HTMLElement): Promise<void> {
    const { store, words } = this.page;
    let whole: Statistics;
    try {
      whole = await statisticsOf(this.#layer, NO_CLAUSES);
    } catch (error) {
      waiting.textContent = words.text("filter.failed");
      console.warn(error);
      return;
    }
    const clauses = clausesOf(store.state.filters, this.#layer.id);
    this.#folded = this.#layer.fields.flatMap((field) => {
      const spread = whole.fields[field.name];
      return spread && this.#isWorthIt(field, spread) ? [this.#fold(field, spread, clauses)] : [];
    });
    const none = h("p", { class: "hint" }, words.text("filter.nothing"));
    const parts = this.#folded.map(({ details }) => details);
    waiting.replaceWith(...(parts.length > 0 ? parts : [none]));
    this.update(store.state);
    this.showCounts(this.#latest ?? whole);
  }

  /** A field that says nothing, or the same of all, filters nothing; the legend has its own. */
  #isWorthIt(field: FieldConfig, { known, missing, values, classes }: FieldStatistics): boolean {
    const { style } = this.#layer;
    if (style.kind === "category" && style.field === field.name) return false;
    if (known === 0) return false;
    if (field.type === "category" || field.type === "boolean")
      return Object.keys(values).length + Number(missing > 0) > 1;
    return classes.length !== 1 || missing > 0;
  }

  #fold(field: FieldConfig, whole: FieldStatistics, clauses: readonly Clause[]): Folded {
    const { words } = this.page;
    const id = `filter-${this.#layer.id}-${field.name}`;
    const choose: Subject["choose"] = (parts) => {
      const { store } = this.page;
      const { filters } = store.state;
      const before = clausesOf(filters, this.#layer.id);
      const after = withParts(before, field.name, parts);
      store.change({ filters: withClauses(filters, this.#layer.id, after) });
    };
    const control = controlFor(field, whole)({ field, whole, words, id, choose });
    const state = h("span", { class: "filter-state" });
    const details = h(
      "details",
      { class: "filter", open: clauses.some((clause) => clause.field === field.name) },
      h("summary", {}, h("span", {}, field.label), state),
      control.element,
    );
    return { field, control, details, state };
  }
}

function controlFor(
  { type }: FieldConfig,
  { edges }: FieldStatistics,
): (subject: Subject) => Control {
  if (type === "category" || type === "boolean") return choiceControl;
  if (type === "date") return dayControl;
  return edges.length > 1 ? rangeControl : textControl;
}

define("qala-filters", QalaFilters);
