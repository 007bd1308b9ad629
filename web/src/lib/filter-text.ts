/** Filters in the address: `capacity:500..1000;kind:!a,b`, the form that the server reads too. */

import { type FieldConfig, type FieldKind, fieldNamed, type LayerConfig } from "./config";
import type { Clause, Part } from "./filter";

/** As the server's limits. */
const LONGEST = 4000;
const CLAUSES_MAX = 40;
const PARTS_MAX = 100;
const MISSING = "_missing";

const RANGES: Partial<Record<FieldKind, RegExp>> = {
  integer: range(String.raw`-?\d{1,18}(?:\.\d{1,12})?`),
  number: range(String.raw`-?\d{1,18}(?:\.\d{1,12})?`),
  date: range(String.raw`\d{4}(?:-\d{2}(?:-\d{2})?)?`),
};

function range(value: string): RegExp {
  return new RegExp(`^(?:(${value})|(${value})?\\.\\.(\\.?)(${value})?)$`);
}

export interface Read {
  clauses: Clause[];
  /** What could not be understood, as written. */
  unread: string[];
}

/** The clauses of a layer's filter; what is not understood is left out and told. */
export function readFilter(text: string, layer: LayerConfig): Read {
  if (text.length > LONGEST) return { clauses: [], unread: [`${text.slice(0, 40)}…`] };
  const read: Read = { clauses: [], unread: [] };
  for (const piece of split(text, ";").filter(Boolean)) {
    const clause = readClause(piece, layer);
    if (clause && read.clauses.length < CLAUSES_MAX) read.clauses.push(clause);
    else read.unread.push(piece.length > 40 ? `${piece.slice(0, 40)}…` : piece);
  }
  return read;
}

function readClause(text: string, layer: LayerConfig): Clause | null {
  const colon = text.indexOf(":");
  const field = fieldNamed(layer, text.slice(0, colon));
  if (colon < 1 || !field || layer.geometry === "raster") return null;
  const unless = text[colon + 1] === "!";
  const written = split(text.slice(colon + (unless ? 2 : 1)), ",").filter(Boolean);
  if (written.length === 0 || written.length > PARTS_MAX) return null;
  const parts = written.map((each) => readPart(each, field));
  return parts.every((part) => part !== null) ? { field: field.name, unless, parts } : null;
}

function readPart(text: string, field: FieldConfig): Part | null {
  if (text === MISSING) return { is: "missing" };
  if (/(?:^|[^\\])(?:\\\\)*\\$/.test(text)) return null;
  const literal = text.replace(/\\(.)/gs, "$1");
  if (field.type === "category") return readValue(literal, field);
  if (field.type === "boolean") return readFlag(literal);
  const form = RANGES[field.type];
  return form ? readRange(text, form) : { is: "text", text: literal };
}

function readValue(value: string, { values }: FieldConfig): Part | null {
  const known = Object.keys(values).length === 0 || value in values;
  return known ? { is: "value", value } : null;
}

function readFlag(text: string): Part | null {
  return text === "yes" || text === "no" ? { is: "flag", yes: text === "yes" } : null;
}

function readRange(text: string, form: RegExp): Part | null {
  const [whole, alone, from = "", dot, to = ""] = form.exec(text) ?? [];
  if (whole === undefined) return null;
  if (alone !== undefined) return { is: "range", from: alone, to: alone, open: false };
  return from || to ? { is: "range", from, to, open: dot === "." } : null;
}

/** The clauses as the server and the address take them. */
export function writeFilter(clauses: readonly Clause[]): string {
  return clauses
    .map(
      ({ field, unless, parts }) => `${field}:${unless ? "!" : ""}${parts.map(writePart).join()}`,
    )
    .join(";");
}

function writePart(part: Part): string {
  switch (part.is) {
    case "missing":
      return MISSING;
    case "flag":
      return part.yes ? "yes" : "no";
    case "range":
      return writeRange(part);
    case "value":
      return escaped(part.value);
    case "text":
      return escaped(part.text);
  }
}

function writeRange({ from, to, open }: { from: string; to: string; open: boolean }): string {
  return from === to && !open ? from : `${from}..${open ? "." : ""}${to}`;
}

function escaped(text: string): string {
  return text.replace(/[\\,;]/g, "\\$&").replace(/^(?=!|_missing$)/, "\\");
}

/** For a query string: signs that need no escape there stay readable. */
export function inAddress(text: string): string {
  return encodeURIComponent(text).replace(/%(?:3A|2C|3B|2F)/g, decodeURIComponent);
}

/** The pieces between separators that no backslash precedes. */
function split(text: string, separator: string): string[] {
  const pieces = [""];
  for (const [sign] of text.matchAll(/\\.|[^\\]|\\$/gs)) {
    if (sign === separator) pieces.push("");
    else pieces[pieces.length - 1] += sign;
  }
  return pieces;
}
