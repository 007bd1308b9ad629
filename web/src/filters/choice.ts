/** A filter by categories, or by yes and no: a check for each, with how many there are. */

import { h } from "../lib/dom";
import { type Part, samePart } from "../lib/filter";
import { formatNumber } from "../lib/format";
import type { FieldStatistics } from "../lib/statistics";
import type { Control, Subject } from "./control";

/** More are searched rather than read. */
const SEARCH_FROM = 12;

interface Choice {
  part: Part;
  label: string;
  row: HTMLElement;
  box: HTMLInputElement;
  count: HTMLElement;
}

export function choiceControl(subject: Subject): Control {
  const { words, choose, field } = subject;
  let taken: readonly Part[] = [];
  const choices = choicesOf(subject).map(({ part, label }): Choice => {
    const box = h("input", { type: "checkbox" });
    const count = h("span", { class: "count" });
    const row = h("label", { class: "choice" }, box, h("span", {}, label), count);
    box.addEventListener("change", () => {
      const rest = taken.filter((each) => !samePart(each, part));
      choose(box.checked ? [...rest, part] : rest);
    });
    return { part, label, row, box, count };
  });
  const rows = h("div", { class: "choices", role: "group", "aria-label": field.label });
  rows.append(...choices.map(({ row }) => row));
  const element = h("div", {}, choices.length >= SEARCH_FROM && search(subject, choices), rows);
  return {
    element,
    follow: (parts) => {
      taken = parts;
      for (const { part, box } of choices) box.checked = parts.some((each) => samePart(each, part));
    },
    count: (statistics) => {
      for (const { part, row, count } of choices) {
        const n = numberOf(part, statistics);
        count.textContent = formatNumber(n, words.lang);
        row.classList.toggle("none", n === 0);
      }
    },
  };
}

/** What occurs in the release, the most frequent first; what is not known comes last. */
function choicesOf({ field, whole, words }: Subject): { part: Part; label: string }[] {
  const named =
    field.type === "boolean"
      ? [
          { part: { is: "flag", yes: true } as Part, label: words.text("filter.yes") },
          { part: { is: "flag", yes: false } as Part, label: words.text("filter.no") },
        ]
      : Object.keys(whole.values)
          .sort((a, b) => (whole.values[b] ?? 0) - (whole.values[a] ?? 0))
          .map((value) => ({
            part: { is: "value", value } as Part,
            label: field.values[value] ?? value,
          }));
  const missing = { part: { is: "missing" } as Part, label: words.text("legend.missing") };
  return whole.missing > 0 ? [...named, missing] : named;
}

function numberOf(part: Part, statistics: FieldStatistics): number {
  if (part.is === "missing") return statistics.missing;
  const key = part.is === "flag" ? String(part.yes) : part.is === "value" ? part.value : "";
  return statistics.values[key] ?? 0;
}

function search({ words, id }: Subject, choices: readonly Choice[]): HTMLElement {
  const input = h("input", { type: "search", id: `${id}-search`, autocomplete: "off" });
  input.addEventListener("input", () => {
    const typed = input.value.trim().toLowerCase();
    for (const { row, label } of choices) row.hidden = !label.toLowerCase().includes(typed);
  });
  return h("label", { class: "field" }, words.text("filter.search"), input);
}
