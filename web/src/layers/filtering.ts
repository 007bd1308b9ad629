/** A layer's filter as an expression on what its tiles hold. */

import type { FieldConfig, LayerConfig } from "../lib/config";
import { columnsOf } from "../lib/cql2";
import { type Clause, fieldOf, type Part } from "../lib/filter";
import { type Expression, expression, isOneOf } from "./expressions";

/**
 * The filter, or undefined where all is shown. Fields that the tiles do not hold are left to
 * `matching`, the ids that the server found for them; until they are there they hide nothing.
 */
export function filterOf(
  layer: LayerConfig,
  clauses: readonly Clause[],
  languages: readonly string[],
  matching?: readonly string[],
): Expression | undefined {
  const conditions = clauses.flatMap((clause) => {
    const field = fieldOf(layer, clause);
    return field?.tiled ? [clauseOf(clause, field, languages)] : [];
  });
  if (matching) conditions.push(oneOfIds(matching));
  return conditions.length > 1 ? expression("all", ...conditions) : conditions[0];
}

/** The clauses that the tiles cannot answer. */
export function untiled(layer: LayerConfig, clauses: readonly Clause[]): readonly Clause[] {
  return clauses.filter((clause) => !fieldOf(layer, clause)?.tiled);
}

function clauseOf(clause: Clause, field: FieldConfig, languages: readonly string[]): Expression {
  const any = expression("any", ...clause.parts.map((part) => partOf(part, field, languages)));
  return clause.unless ? expression("!", any) : any;
}

/** Whether a feature's field holds a part; what is not known holds none but `missing`. */
export function partOf(part: Part, field: FieldConfig, languages: readonly string[]): Expression {
  const { name } = field;
  if (part.is === "value") return isOneOf(name, [part.value]);
  if (part.is === "flag") return isOneOf(name, [String(part.yes)]);
  const columns = columnsOf(field, languages);
  if (part.is === "missing") return expression("all", ...columns.map(isUnknown));
  if (part.is === "text") return contains(part.text, columns);
  return within(part, field);
}

function isUnknown(column: string): Expression {
  return expression("==", ["to-string", ["get", column]], "");
}

function contains(text: string, columns: readonly string[]): Expression {
  const needle = text.toLowerCase();
  const held = (column: string) => ["in", needle, ["downcase", ["to-string", ["get", column]]]];
  return expression("any", ...columns.map(held));
}

function within(part: Part & { is: "range" }, { name, type }: FieldConfig): Expression {
  const isDay = type === "date";
  const value = [isDay ? "to-string" : "to-number", ["get", name]];
  const end = (written: string) => (isDay ? written : Number(written));
  const ends: unknown[] = [];
  if (part.from) ends.push([">=", value, end(part.from)]);
  if (part.to) ends.push([part.open ? "<" : "<=", value, end(lastDay(part, isDay))]);
  return expression("all", ["!", isUnknown(name)], ...ends);
}

/** A year or a month as an end that is included ends with its last day. */
function lastDay({ to, open }: { to: string; open: boolean }, isDay: boolean): string {
  return isDay && !open ? to + "-12-31".slice(to.length - 4) : to;
}

/** `match` finds among thousands at once, where `in` would look at each. */
function oneOfIds(ids: readonly string[]): Expression {
  if (ids.length === 0) return expression("literal", false);
  return expression("match", ["to-string", ["get", "id"]], [...ids], true, false);
}
