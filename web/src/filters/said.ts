/** A field's filter in words, for its folded line. */

import type { FieldConfig } from "../lib/config";
import { type Clause, type Part, partsOf } from "../lib/filter";
import { formatDate, formatNumber } from "../lib/format";
import type { Words } from "../messages";

export function said(clauses: readonly Clause[], field: FieldConfig, words: Words): string {
  const one = (part: Part) => partSaid(part, field, words);
  const taken = partsOf(clauses, field.name).map(one).join(", ");
  const refused = partsOf(clauses, field.name, true).map(one).join(", ");
  return [taken, refused && words.text("filter.except", { parts: refused })]
    .filter(Boolean)
    .join("; ");
}

function partSaid(part: Part, field: FieldConfig, words: Words): string {
  switch (part.is) {
    case "missing":
      return words.text("legend.missing");
    case "flag":
      return words.text(part.yes ? "filter.yes" : "filter.no");
    case "value":
      return field.values[part.value] ?? part.value;
    case "text":
      return words.text("filter.quoted", { text: part.text });
    case "range":
      return rangeSaid(part, (end) =>
        field.type === "date" ? formatDate(end, words.lang) : formatNumber(Number(end), words.lang),
      );
  }
}

function rangeSaid(
  { from, to, open }: Part & { is: "range" },
  end: (text: string) => string,
): string {
  if (from === to) return end(from);
  if (!to) return `≥ ${end(from)}`;
  return from ? `${end(from)} – ${end(to)}` : `${open ? "<" : "≤"} ${end(to)}`;
}
