import { createExpression, type Formatted } from "@maplibre/maplibre-gl-style-spec";
import { describe, expect, it } from "vitest";
import { heightExpression } from "./base/tall";
import { type Expression, nameIn, nameWithLocal } from "./expressions";

function evaluate(expression: Expression, properties: Record<string, unknown>): unknown {
  const made = createExpression(expression, "layers[0].layout.text-field");
  if (made.result === "error") throw new Error(made.value.map(String).join());
  return made.value.evaluate({ zoom: 15 }, { type: 3, properties } as never);
}

const lines = (properties: Record<string, unknown>) =>
  (evaluate(nameWithLocal("ru"), properties) as Formatted).sections
    .map(({ text }) => text)
    .join("");

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
