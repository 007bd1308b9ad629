/** What of a layer is shown: conditions on its fields, changed by legend, filters and address alike. */

import { type FieldConfig, fieldNamed, type LayerConfig } from "./config";

/** One thing that a field may hold. Numbers and days are as written; an empty end is none. */
export type Part =
  | { is: "missing" }
  | { is: "value"; value: string }
  | { is: "text"; text: string }
  | { is: "flag"; yes: boolean }
  | { is: "range"; from: string; to: string; open: boolean };

/** What one field must hold one of, or with `unless` none of. */
export interface Clause {
  field: string;
  unless: boolean;
  parts: readonly Part[];
}

/** The clauses of each layer that is filtered; all of a layer's must be true. */
export type Filters = Readonly<Record<string, readonly Clause[]>>;

export const NO_CLAUSES: readonly Clause[] = [];

export function clausesOf(filters: Filters, dataset: string): readonly Clause[] {
  return filters[dataset] ?? NO_CLAUSES;
}

/** The filters with other clauses for one layer; without any it is not filtered. */
export function withClauses(
  filters: Filters,
  dataset: string,
  clauses: readonly Clause[],
): Filters {
  const { [dataset]: _, ...rest } = filters;
  return clauses.length > 0 ? { ...rest, [dataset]: clauses } : rest;
}

/** The clauses with other parts for one field; without parts it may hold anything. */
export function withParts(
  clauses: readonly Clause[],
  field: string,
  parts: readonly Part[],
  unless = false,
): readonly Clause[] {
  const rest = clauses.filter((clause) => clause.field !== field || clause.unless !== unless);
  return parts.length > 0 ? [...rest, { field, unless, parts }] : rest;
}

/** The parts of a field's clause, none where it has no such clause. */
export function partsOf(
  clauses: readonly Clause[],
  field: string,
  unless = false,
): readonly Part[] {
  const found = clauses.find((clause) => clause.field === field && clause.unless === unless);
  return found?.parts ?? [];
}

export function samePart(a: Part, b: Part): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function holds(parts: readonly Part[], part: Part): boolean {
  return parts.some((each) => samePart(each, part));
}

/** Whether an entry of a legend, which stands for `parts` of a field, is let through. */
export function admits(clauses: readonly Clause[], field: string, parts: readonly Part[]): boolean {
  const refused = partsOf(clauses, field, true);
  if (parts.every((part) => holds(refused, part))) return false;
  const taken = partsOf(clauses, field);
  return taken.length === 0 || parts.some((part) => taken.some((each) => meets(each, part)));
}

/** Whether two parts of one field can hold the same value. */
function meets(a: Part, b: Part): boolean {
  if (a.is !== "range" || b.is !== "range") return samePart(a, b);
  return begins(a, b) && begins(b, a);
}

/** Whether a range begins before another ends. */
function begins(a: { from: string }, b: { to: string; open: boolean }): boolean {
  if (a.from === "" || b.to === "") return true;
  const gap = compareEnds(a.from, b.to);
  return b.open ? gap < 0 : gap <= 0;
}

/** Days as text sort as they follow each other; numbers do not. */
function compareEnds(a: string, b: string): number {
  const [x, y] = [Number(a), Number(b)];
  if (!Number.isNaN(x) && !Number.isNaN(y)) return x - y;
  return a < b ? -1 : Number(a > b);
}

/** The clauses after an entry of a legend was pressed: what was let through is not, and back. */
export function toggled(
  clauses: readonly Clause[],
  field: string,
  parts: readonly Part[],
): readonly Clause[] {
  const taken = partsOf(clauses, field);
  const refused = partsOf(clauses, field, true);
  const without = (from: readonly Part[]) => from.filter((part) => !holds(parts, part));
  const lists = taken.length > 0 && taken.every(({ is }) => is !== "range");
  if (!admits(clauses, field, parts)) {
    const freed = withParts(clauses, field, without(refused), true);
    return lists && !taken.some((part) => holds(parts, part))
      ? withParts(freed, field, [...taken, ...parts])
      : freed;
  }
  if (lists && without(taken).length > 0) return withParts(clauses, field, without(taken));
  return withParts(clauses, field, [...without(refused), ...parts], true);
}

/** The declared field of a clause. */
export function fieldOf(layer: LayerConfig, clause: Clause): FieldConfig | undefined {
  return fieldNamed(layer, clause.field);
}
