/** How a layer's values are spread, as the server counts them. */

import type { LayerConfig } from "./config";
import type { Clause, Part } from "./filter";
import { writeFilter } from "./filter-text";
import { ask } from "./identify";

export interface FieldStatistics {
  least: number | string | null;
  most: number | string | null;
  /** Round numbers around classes of equal width; the last class holds all beyond, too. */
  edges: number[];
  classes: number[];
  /** The classes of the legend, where it shows this field in steps. */
  steps: number[];
  values: Record<string, number>;
  known: number;
  missing: number;
}

export interface Statistics {
  total: number;
  matched: number;
  fields: Record<string, FieldStatistics>;
}

/** Answers of the releases on this page; they never change. */
const KEPT = 60;
const answers = new Map<string, Promise<Statistics>>();

/** The statistics of a layer under a filter, asked for once. Throws as `ask` does. */
export function statisticsOf(layer: LayerConfig, clauses: readonly Clause[]): Promise<Statistics> {
  const filter = writeFilter(clauses);
  const key = `${layer.id}/${layer.release}?${filter}`;
  const known = answers.get(key);
  if (known) return known;
  const query = { ...(filter && { filter }), release: String(layer.release) };
  const answer = ask(`/api/datasets/${layer.id}/statistics`, query) as Promise<Statistics>;
  answers.set(key, answer);
  answer.catch(() => answers.delete(key));
  const [oldest] = answers.keys();
  if (answers.size > KEPT && oldest !== undefined) answers.delete(oldest);
  return answer;
}

/** How many features a legend's entry stands for; undefined where that is not counted. */
export function countOf(
  field: FieldStatistics | undefined,
  parts: readonly Part[],
  place: number,
): number | undefined {
  const [first] = parts;
  if (!field || !first) return undefined;
  if (first.is === "missing") return field.missing;
  if (first.is === "range") return field.steps[place];
  const counts = parts.map((part) => (part.is === "value" ? (field.values[part.value] ?? 0) : 0));
  return counts.reduce((sum, each) => sum + each, 0);
}
