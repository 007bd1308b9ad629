/** Small pieces of MapLibre's expression language used by several layers. */

import type { ExpressionSpecification, FilterSpecification } from "maplibre-gl";

export type Expression = ExpressionSpecification;
export type Filter = FilterSpecification & unknown[];

/** Expressions are deeply typed tuples; ours are assembled from data. */
export function expression(...parts: unknown[]): Expression {
  return parts as unknown as Expression;
}

/** A value that grows with the zoom: pairs of zoom and value. */
export function byZoom(...stops: [zoom: number, value: unknown][]): Expression {
  return expression("interpolate", ["exponential", 1.5], ["zoom"], ...stops.flat());
}

/** Whether a text property has one of the values. */
export function isOneOf(field: string, values: readonly string[]): Expression {
  return expression("in", ["to-string", ["get", field]], ["literal", [...values]]);
}

export function geometryIs(kind: "Point" | "LineString" | "Polygon"): Expression {
  return expression("==", ["geometry-type"], kind);
}

/** The property, or null where it is missing or an empty text. */
function written(field: string): unknown[] {
  return ["case", ["!=", ["to-string", ["get", field]], ""], ["get", field], null];
}

/** The name in the visitor's language, else as written locally, else nothing. */
export function nameIn(lang: string, field = "name"): Expression {
  return expression("coalesce", written(`${field}_${lang}`), written(field), "");
}

/** The same with the local name below it, smaller, where it is another one. */
export function nameWithLocal(lang: string, field = "name"): Expression {
  const name = nameIn(lang, field);
  const local = ["coalesce", written(field), ""];
  return expression(
    "case",
    ["any", ["==", local, ""], ["==", local, name]],
    ["format", name, {}],
    ["format", name, {}, "\n", {}, local, { "font-scale": 0.82 }],
  );
}
