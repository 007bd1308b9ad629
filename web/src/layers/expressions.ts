/** Small pieces of MapLibre's expression language used by several layers. */

import type { ExpressionSpecification } from "maplibre-gl";

export type Expression = ExpressionSpecification;

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

/** The property as text, empty where it is missing. */
function written(field: string): Expression {
  return expression("to-string", ["get", field]);
}

/** The name in the visitor's language, else as written locally, else nothing. */
export function nameIn(lang: string, field = "name"): Expression {
  const translated = written(`${field}_${lang}`);
  return expression("case", ["!=", translated, ""], translated, written(field));
}

/** The same with the local name below it, smaller, where it is another one. */
export function nameWithLocal(lang: string, field = "name"): Expression {
  const name = nameIn(lang, field);
  const local = written(field);
  return expression(
    "case",
    ["any", ["==", local, ""], ["==", local, name]],
    ["format", name, {}],
    ["format", name, {}, "\n", {}, local, { "font-scale": 0.82 }],
  );
}

/** The same in one line, for names along streets. */
export function nameBesideLocal(lang: string, localColour: string, field = "name"): Expression {
  const name = nameIn(lang, field);
  const local = written(field);
  const beside = { "font-scale": 0.9, "text-color": localColour };
  return expression(
    "case",
    ["any", ["==", local, ""], ["==", local, name]],
    ["format", name, {}],
    ["format", name, {}, "   ", {}, local, beside],
  );
}

/** Capitals, with the local name below in small letters where it is another. */
export function capitalsWithLocal(lang: string, field = "name"): Expression {
  const name = nameIn(lang, field);
  const local = written(field);
  return expression(
    "case",
    ["any", ["==", local, ""], ["==", local, name]],
    ["format", ["upcase", name], {}],
    ["format", ["upcase", name], {}, "\n", {}, local, { "font-scale": 0.86 }],
  );
}

/** A name of more letters would cover the view of a whole district. */
const SHORT = 32;

/** Before `zoom` only short names; from then on all, or what stands for them at that scale. */
export function shortFirst(name: Expression, zoom: number, then: Expression = name): Expression {
  const short = expression("case", ["<=", ["length", name], SHORT], name, "");
  return expression("step", ["zoom"], ["format", short, {}], zoom, then);
}

const NARROW_SPACE = "\u202f";

/** A whole number of metres as on maps: thousands set apart by a narrow space. */
export function metres(field: string): Expression {
  const value = ["round", ["to-number", ["get", field], 0]];
  const rest = ["to-string", ["%", value, 1000]];
  const padded = [
    "case",
    ["<", ["%", value, 1000], 10],
    ["concat", "00", rest],
    ["<", ["%", value, 1000], 100],
    ["concat", "0", rest],
    rest,
  ];
  const thousands = ["to-string", ["floor", ["/", value, 1000]]];
  return expression(
    "case",
    ["<", value, 1000],
    ["to-string", value],
    ["concat", thousands, NARROW_SPACE, padded],
  );
}
