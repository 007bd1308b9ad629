import { createExpression, type Formatted } from "@maplibre/maplibre-gl-style-spec";
import { describe, expect, it } from "vitest";
import { heightExpression } from "./base/tall";
import {
  capitalsWithLocal,
  type Expression,
  metres,
  nameBesideLocal,
  nameIn,
  nameWithLocal,
} from "./expressions";

function evaluate(expression: Expression, properties: Record<string, unknown>): unknown {
  const made = createExpression(expression, "layers[0].layout.text-field");
  if (made.result === "error") throw new Error(made.value.map(String).join());
  return made.value.evaluate({ zoom: 15 }, { type: 3, properties } as never);
}

const written = (expression: Expression, properties: Record<string, unknown>) =>
  (evaluate(expression, properties) as Formatted).sections.map(({ text }) => text).join("");
const lines = (properties: Record<string, unknown>) => written(nameWithLocal("ru"), properties);

describe("names on the map", () => {
  it("are the visitor's language's, else the local ones", () => {
    const district = { name: "Әуезов ауданы", name_ru: "Ауэзовский район", name_en: "" };
    expect(evaluate(nameIn("ru"), district)).toBe("Ауэзовский район");
    expect(evaluate(nameIn("en"), district)).toBe("Әуезов ауданы");
    expect(evaluate(nameIn("en"), {})).toBe("");
  });

  it("carry the local name below where it is another", () => {
    expect(lines({ name: "Абай", name_ru: "Абая" })).toBe("Абая\nАбай");
    expect(lines({ name: "Алатау", name_ru: "Алатау" })).toBe("Алатау");
    expect(lines({ name: "Алатау" })).toBe("Алатау");
    expect(lines({ name_ru: "Алатау" })).toBe("Алатау");
  });
});

describe("names in other forms", () => {
  it("are capitals over the local name as it is written", () => {
    const district = { name: "Әуезов ауданы", name_ru: "Ауэзовский район" };
    expect(written(capitalsWithLocal("ru"), district)).toBe("АУЭЗОВСКИЙ РАЙОН\nӘуезов ауданы");
    expect(written(capitalsWithLocal("kk"), district)).toBe("ӘУЕЗОВ АУДАНЫ");
  });

  it("stand beside each other along a street", () => {
    const street = { name: "Абай даңғылы", name_ru: "проспект Абая" };
    const beside = nameBesideLocal("ru", "#123456");
    expect(written(beside, street)).toBe("проспект Абая   Абай даңғылы");
    expect(written(beside, { name: "Алатау" })).toBe("Алатау");
  });
});

describe("metres on the map", () => {
  it.each([
    [4376, "4\u202f376"],
    [3009, "3\u202f009"],
    [2040.4, "2\u202f040"],
    [999.6, "1\u202f000"],
    [792, "792"],
    ["1000", "1\u202f000"],
    [undefined, "0"],
  ])("of %s are %s", (value, text) => {
    expect(evaluate(metres("elevation_m"), { elevation_m: value })).toBe(text);
  });
});

describe("the height of a building", () => {
  it.each([
    [{ height_m: 41.5, levels: 12 }, 41.5],
    [{ levels: 9 }, 27],
    [{ levels: "5" }, 15],
    [{ height_m: 0 }, 3],
    [{}, 3],
  ])("of %o is %s m", (properties, metres) => {
    expect(evaluate(heightExpression, properties)).toBe(metres);
  });
});
