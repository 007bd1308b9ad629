/** A layer's filter as CQL2 text, for the downloads and for OGC API Features. */

import type { FieldConfig, LayerConfig } from "./config";
import { type Clause, fieldOf, type Part } from "./filter";

/** All clauses as one condition; empty for none. `languages`: those that names are written in. */
export function cql2Of(
  clauses: readonly Clause[],
  layer: LayerConfig,
  languages: readonly string[],
): string {
  const conditions = clauses.flatMap((clause) => {
    const field = fieldOf(layer, clause);
    return field ? [written(clause, columnsOf(field, languages), field)] : [];
  });
  return conditions.length > 1
    ? conditions.map((each) => `(${each})`).join(" AND ")
    : conditions.join();
}

/** A name has a column for each language beside the local one. */
export function columnsOf({ name, type }: FieldConfig, languages: readonly string[]): string[] {
  return type === "name" ? [name, ...languages.map((lang) => `${name}_${lang}`)] : [name];
}

function written({ unless, parts }: Clause, columns: string[], field: FieldConfig): string {
  const unknown = joined(
    columns.map((column) => `${quoted(column)} IS NULL`),
    " AND ",
  );
  const conditions = parts.map((part) =>
    part.is === "missing"
      ? unknown
      : joined(
          columns.map((column) => condition(quoted(column), part, field)),
          " OR ",
        ),
  );
  const any = joined(conditions, " OR ");
  if (!unless) return any;
  const refuses = parts.some(({ is }) => is === "missing");
  return refuses ? `NOT (${any})` : `${unknown} OR NOT (${any})`;
}

function condition(column: string, part: Part, field: FieldConfig): string {
  if (part.is === "value") return `${column} = ${text(part.value)}`;
  if (part.is === "flag") return `${column} = ${part.yes}`;
  if (part.is === "text") return `CASEI(${column}) LIKE CASEI(${text(pattern(part.text))})`;
  if (part.is === "missing") return `${column} IS NULL`;
  const value = (end: string) => (field.type === "date" ? text(end) : end);
  const ends: string[] = [];
  if (part.from) ends.push(`${column} >= ${value(part.from)}`);
  if (part.to) ends.push(`${column} ${part.open ? "<" : "<="} ${value(part.to)}`);
  return joined(ends, " AND ");
}

function joined(conditions: readonly string[], word: string): string {
  if (conditions.length < 2) return conditions.join();
  return conditions.map((each) => (each.includes(" ") ? `(${each})` : each)).join(word);
}

function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** Anything around the text, whose own wildcards are taken as they are. */
function pattern(value: string): string {
  return `%${value.replace(/[\\%_]/g, "\\$&")}%`;
}

/** Quotes keep names apart from the words of the language. */
function quoted(column: string): string {
  return `"${column}"`;
}
