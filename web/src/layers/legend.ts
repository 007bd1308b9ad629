/** The legend of a layer as data: what each colour means, and the filter that hides it. */

import { fieldNamed, type LayerConfig } from "../lib/config";
import type { Part } from "../lib/filter";
import { formatNumber } from "../lib/format";
import type { Words } from "../messages";
import { type Expression, expression, isOneOf } from "./expressions";
import { heightLimits } from "./heights";
import { ACCENT, CATEGORIES, HEIGHTS, MISSING, OTHER, ramp, type Scheme } from "./palette";

export interface Entry {
  /** Stable name of the entry in the address of the page. */
  key: string;
  label: string;
  /** The label in full where it was shortened. */
  whole?: string;
  colour: string;
  /** Which features belong to the entry; nothing where the picture is painted already and hides none. */
  holds?: Expression;
  /** The same as parts of a filter on the layer's field. */
  parts?: readonly Part[];
}

/** Areas never cover the map below them altogether. */
const MOST_COVERING = 0.75;

/** How strongly the areas of a layer are filled, 0 to 1; the legend shows them so too. */
export function fillOf(layer: LayerConfig): number {
  return Math.min(layer.style.opacity, MOST_COVERING);
}

/** How many values of one colour are named before they are only counted. */
const NAMES_SHOWN = 3;

const MISSING_KEY = "_missing";

const ALWAYS = expression("literal", true);

/** The entries of a layer's legend, in the order they are drawn; a plain layer has one. */
export function legendOf(layer: LayerConfig, words: Words, scheme: Scheme): Entry[] {
  if (layer.style.kind === "category" && layer.style.field) return categories(layer, words, scheme);
  if (layer.style.kind === "elevation") return heights(layer, words, scheme);
  if (layer.style.kind === "steps" && layer.style.ramp.length > 0) return painted(layer, words);
  if (layer.style.kind === "steps" && layer.style.field) return steps(layer, words, scheme);
  const colour = layer.style.colour || ACCENT[scheme];
  return [{ key: "all", label: layer.title, colour, holds: ALWAYS }];
}

/** The colour of a feature: the first entry that holds it decides. */
export function colourOf(entries: readonly Entry[]): Expression | string {
  const last = entries.at(-1);
  if (!last || entries.length === 1) return last?.colour ?? "#000000";
  const cases = entries.slice(0, -1).flatMap((entry) => [entry.holds, entry.colour]);
  return expression("case", ...cases, last.colour);
}

function categories(layer: LayerConfig, words: Words, scheme: Scheme): Entry[] {
  const { field } = layer.style;
  const labels = fieldNamed(layer, field)?.values ?? {};
  const groups = groupsOf(layer, scheme);
  const values = groups.flatMap(([, members]) => members);
  const entries = groups.map(([colour, members]) => ({
    key: members[0] ?? "",
    ...joined(
      members.map((value) => labels[value] ?? value),
      layer.style.groups[colour],
      words,
    ),
    colour,
    holds: isOneOf(field, members),
    parts: valueParts(members),
  }));
  return [...entries, missing(expression("!", isOneOf(field, values)), words, scheme)];
}

/** The values of a layer's field by the colour that they share. */
function groupsOf(layer: LayerConfig, scheme: Scheme): [colour: string, values: string[]][] {
  const { field, colours } = layer.style;
  const labels = fieldNamed(layer, field)?.values ?? {};
  const values = [...new Set([...Object.keys(labels), ...Object.keys(colours)])];
  return groupByColour(
    values,
    (value, index) => colours[value] || (CATEGORIES[index] ?? OTHER[scheme]),
  );
}

/** The features of which the layer's field says nothing. */
function missing(holds: Expression, words: Words, scheme: Scheme): Entry {
  const label = words.text("legend.missing");
  return { key: MISSING_KEY, label, colour: MISSING[scheme], holds, parts: [{ is: "missing" }] };
}

/** What each entry of a layer's legend stands for, by its key. */
export function partsByKey(layer: LayerConfig): Map<string, readonly Part[]> {
  const { kind, field, ramp: painted } = layer.style;
  const entries = kind === "category" ? categoryParts(layer) : stepParts(layer);
  if (!field || painted.length > 0 || entries.length === 0) return new Map();
  return new Map([...entries, [MISSING_KEY, [{ is: "missing" }]]]);
}

function categoryParts(layer: LayerConfig): [key: string, parts: Part[]][] {
  return groupsOf(layer, "light").map(([, members]) => [members[0] ?? "", valueParts(members)]);
}

function valueParts(members: readonly string[]): Part[] {
  return members.map((value) => ({ is: "value", value }));
}

function stepParts({ style: { kind, breaks } }: LayerConfig): [key: string, parts: Part[]][] {
  if (kind !== "steps") return [];
  const classes = Array.from({ length: breaks.length + 1 }, (_, index) => index);
  return classes.map((index) => [String(breaks[index - 1] ?? "low"), [classPart(breaks, index)]]);
}

/** A class of numbers: from its lower break to just below the next. */
function classPart(breaks: readonly number[], index: number): Part {
  const [from = "", to = ""] = [breaks[index - 1], breaks[index]].map((each) => each?.toString());
  return { is: "range", from, to, open: to !== "" };
}

/** Many names as one label: that of their group, else the first few, and how many more there are. */
function joined(
  names: string[],
  group: string | undefined,
  words: Words,
): { label: string; whole?: string } {
  const whole = names.join(", ");
  if (group) return { label: group, whole };
  if (names.length <= NAMES_SHOWN + 1) return { label: whole };
  const more = words.count("legend.more", names.length - NAMES_SHOWN);
  return { label: `${names.slice(0, NAMES_SHOWN).join(", ")} ${more}`, whole };
}

/** Values that share a colour share an entry: a legend of sixty lines helps nobody. */
function groupByColour(
  values: readonly string[],
  colourFor: (value: string, index: number) => string,
): [colour: string, values: string[]][] {
  const groups = new Map<string, string[]>();
  values.forEach((value, index) => {
    const colour = colourFor(value, index);
    groups.set(colour, [...(groups.get(colour) ?? []), value]);
  });
  return [...groups];
}

function steps(layer: LayerConfig, words: Words, scheme: Scheme): Entry[] {
  const { field, breaks, palette } = layer.style;
  const value = ["to-number", ["get", field]];
  const known = ["all", ["has", field], ["!=", ["get", field], null]];
  const colours = ramp(palette, breaks.length + 1, scheme);
  const entries = classes(layer, breaks, colours, words).map((entry, index): Entry => {
    const limits: unknown[] = [];
    if (index > 0) limits.push([">=", value, breaks[index - 1]]);
    if (index < breaks.length) limits.push(["<", value, breaks[index]]);
    const parts = [classPart(breaks, index)];
    return { ...entry, holds: expression("all", ...known.slice(1), ...limits), parts };
  });
  return [...entries, missing(expression("!", known), words, scheme)];
}

/** The classes of tiles that the server painted. */
function painted(layer: LayerConfig, words: Words): Entry[] {
  return classes(layer, layer.style.breaks, layer.style.ramp, words);
}

function heights(layer: LayerConfig, words: Words, scheme: Scheme): Entry[] {
  return classes(layer, heightLimits(layer), HEIGHTS[scheme], words);
}

/** One entry per class of a number, from the least to the greatest. */
function classes(
  layer: LayerConfig,
  breaks: readonly number[],
  colours: readonly string[],
  words: Words,
): Entry[] {
  const unit = fieldNamed(layer, layer.style.field)?.unit ?? "";
  return colours.map((colour, index) => {
    const from = breaks[index - 1];
    const label = rangeLabel(from, breaks[index], unit, words);
    return { key: String(from ?? "low"), label, colour };
  });
}

function withUnit(label: string, unit: string): string {
  return unit ? `${label} ${unit}` : label;
}

/** The unit stands at the last number, before the words that come after it. */
function rangeLabel(
  from: number | undefined,
  to: number | undefined,
  unit: string,
  words: Words,
): string {
  const worded = (value: number | undefined) => formatNumber(value ?? 0, words.lang);
  const measured = (value: number | undefined) => withUnit(worded(value), unit);
  if (from === undefined) return words.text("legend.below", { a: measured(to) });
  if (to === undefined) return words.text("legend.above", { a: measured(from) });
  return words.text("legend.between", { a: worded(from), b: measured(to) });
}
