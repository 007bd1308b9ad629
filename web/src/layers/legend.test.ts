import { createExpression, featureFilter } from "@maplibre/maplibre-gl-style-spec";
import { describe, expect, it } from "vitest";
import type { LayerConfig } from "../lib/config";
import { Words } from "../messages";
import { CONFIG, layer } from "../testing/fixtures";
import type { Expression } from "./expressions";
import { colourOf, legendOf, partsByKey } from "./legend";

const WORDS = new Words("ru");
const named = (id: string) => CONFIG.layers.find((each) => each.id === id) as LayerConfig;

/** MapLibre's own answer: does a feature with these properties pass? */
function passes(filter: Expression, properties: Record<string, unknown>): boolean {
  const { filter: test } = featureFilter(filter as never, "layers[0].filter");
  return test({ zoom: 12 }, { type: 1, properties, geometry: [] } as never);
}

/** MapLibre's own answer: the colour of a feature with these properties. */
function colour(expression: Expression | string, properties: Record<string, unknown>): string {
  if (typeof expression === "string") return expression;
  const made = createExpression(expression, "layers[0].paint.circle-color");
  if (made.result === "error") throw new Error(made.value.map(String).join());
  return made.value.evaluate({ zoom: 12 }, { type: 1, properties } as never);
}

describe("a legend of categories", () => {
  const entries = legendOf(named("stops"), WORDS, "light");

  it("joins values of one colour and ends with the rest", () => {
    expect(entries.map(({ key, label }) => [key, label])).toEqual([
      ["bus", "bus, tram"],
      ["train", "train"],
      ["_missing", "нет данных"],
    ]);
  });

  it("names three of many values of one colour and counts the rest", () => {
    const values = Object.fromEntries(["a", "b", "c", "d", "e"].map((value) => [value, value]));
    const field = {
      name: "kind",
      type: "category" as const,
      label: "",
      unit: "",
      values,
      tiled: true,
    };
    const colours = Object.fromEntries(Object.keys(values).map((value) => [value, "#0072b2"]));
    const style = { kind: "category" as const, field: "kind", colours };
    const [first] = legendOf(layer("shops", "point", style, [field]), WORDS, "light");
    expect([first?.label, first?.whole]).toEqual(["a, b, c и ещё 2", "a, b, c, d, e"]);
  });

  it("names a group of values of one colour where the city does", () => {
    const values = { oak: "oak", elm: "elm" };
    const field = {
      name: "kind",
      type: "category" as const,
      label: "",
      unit: "",
      values,
      tiled: true,
    };
    const colours = { oak: "#0072b2", elm: "#0072b2" };
    const groups = { "#0072b2": "trees" };
    const style = { kind: "category" as const, field: "kind", colours, groups };
    const [first] = legendOf(layer("trees", "point", style, [field]), WORDS, "light");
    expect([first?.label, first?.whole]).toEqual(["trees", "oak, elm"]);
  });

  it("colours features as it says", () => {
    const expression = colourOf(entries);
    expect(colour(expression, { kind: "tram" })).toBe("#0072b2");
    expect(colour(expression, { kind: "train" })).toBe("#009e73");
    expect(colour(expression, { kind: "boat" })).toBe(entries[2]?.colour);
    expect(colour(expression, {})).toBe(entries[2]?.colour);
  });

  it("stands for values of its field", () => {
    const parts = entries.map((entry) => [entry.key, entry.parts]);
    expect([...partsByKey(named("stops"))]).toEqual(parts);
    expect(entries[0]?.parts).toEqual([
      { is: "value", value: "bus" },
      { is: "value", value: "tram" },
    ]);
  });
});

describe("a legend of steps", () => {
  const entries = legendOf(named("schools"), WORDS, "light");

  it("words its classes in the language, with the unit", () => {
    expect(entries.map(({ label }) => label.replaceAll("\u00a0", " "))).toEqual([
      "меньше 500 places",
      "от 500 до 1 000 places",
      "1 000 places и больше",
      "нет данных",
    ]);
  });

  it("puts each number into one class, and the unknown apart", () => {
    const classOf = (properties: Record<string, unknown>) =>
      entries.filter(({ holds }) => holds && passes(holds, properties)).map(({ key }) => key);
    expect(classOf({ capacity: 0 })).toEqual(["low"]);
    expect(classOf({ capacity: 499.9 })).toEqual(["low"]);
    expect(classOf({ capacity: 500 })).toEqual(["500"]);
    expect(classOf({ capacity: 1000 })).toEqual(["1000"]);
    expect(classOf({})).toEqual(["_missing"]);
    expect(classOf({ capacity: null })).toEqual(["_missing"]);
  });

  it("stands for ranges of its field", () => {
    const parts = entries.map((entry) => [entry.key, entry.parts]);
    expect([...partsByKey(named("schools"))]).toEqual(parts);
    expect(entries[1]?.parts).toEqual([{ is: "range", from: "500", to: "1000", open: true }]);
  });

  it("gets darker with more on a light map, lighter on a dark one", () => {
    const light = entries.slice(0, 3).map(({ colour: css }) => luminance(css));
    expect(light).toEqual(light.toSorted((a, b) => b - a));
    const dark = legendOf(named("schools"), WORDS, "dark").slice(0, 3);
    const values = dark.map(({ colour: css }) => luminance(css));
    expect(values).toEqual(values.toSorted((a, b) => a - b));
  });
});

/** Relative luminance of a colour, WCAG 2.2. */
function luminance(css: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((start) => {
    const value = Number.parseInt(css.slice(start, start + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

describe("a plain legend", () => {
  it("has one entry for everything", () => {
    const entries = legendOf(layer("walls", "line", { colour: "#123456" }), WORDS, "light");
    expect(entries.map(({ label, colour: css }) => [label, css])).toEqual([["walls", "#123456"]]);
    expect(colourOf(entries)).toBe("#123456");
  });
});
