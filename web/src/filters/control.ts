/** What the filters of all kinds of fields have in common. */

import type { FieldConfig } from "../lib/config";
import { h } from "../lib/dom";
import type { Part } from "../lib/filter";
import type { FieldStatistics } from "../lib/statistics";
import type { Words } from "../messages";

/** What a control is made for. */
export interface Subject {
  field: FieldConfig;
  /** Of the whole release, no filter applied. */
  whole: FieldStatistics;
  words: Words;
  /** Unique on the page: ids of the control's parts begin so. */
  id: string;
  /** What the field must hold one of; nothing lets everything through. */
  choose: (parts: readonly Part[]) => void;
}

/** A control for the filter on one field. */
export interface Control {
  element: HTMLElement;
  /** Show what the filter asks for. */
  follow: (parts: readonly Part[]) => void;
  /** Show how many there are under the filters of the other fields. */
  count: (statistics: FieldStatistics) => void;
}

/** A check that lets through those of which nothing is known. */
export function unknownBox(words: Words) {
  const box = h("input", { type: "checkbox" });
  const count = h("span", { class: "count" });
  const label = h("span", {}, words.text("legend.missing"));
  return { box, count, row: h("label", { class: "choice" }, box, label, count) };
}
