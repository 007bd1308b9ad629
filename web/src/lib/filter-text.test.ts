import { describe, expect, it } from "vitest";
import { layer } from "../testing/fixtures";
import type { FieldConfig, FieldKind } from "./config";
import { inAddress, readFilter, writeFilter } from "./filter-text";

function field(name: string, type: FieldKind, values: Record<string, string> = {}): FieldConfig {
  return { name, type, label: name, unit: "", values, tiled: true };
}

const SHOPS = layer("shops", "point", {}, [
  field("name", "name"),
  field("kind", "category", { food: "food", "a,b;c": "odd", _missing: "odder", "!x": "oddest" }),
  field("area_m2", "number"),
  field("open", "boolean"),
  field("since", "date"),
]);

describe("a filter in the address", () => {
  it.each([
    "area_m2:500..1000",
    "area_m2:..-1.5",
    "area_m2:0...10,20..,_missing",
    "area_m2:7",
    "kind:food,_missing",
    "kind:!food",
    "kind:a\\,b\\;c,\\_missing,\\!x",
    "open:yes,no",
    "since:2020..2021-05,2024-01-31..",
    "name:Абая\\, 5:3",
    "name:кафе;kind:food;area_m2:!0..5",
  ])("says %s and is read as written", (text) => {
    const { clauses, unread } = readFilter(text, SHOPS);
    expect(unread).toEqual([]);
    expect(writeFilter(clauses)).toBe(text);
  });

  it.each([
    "nope:1",
    "kind:water",
    "kind:",
    "kind",
    ":food",
    "area_m2:many",
    "area_m2:..",
    "area_m2:1..2..3",
    "area_m2:1e9",
    "open:maybe",
    "since:yesterday..",
    "name:a\\",
    `kind:${Array(101).fill("food").join()}`,
    `name:${"x".repeat(5000)}`,
    "__proto__:1",
  ])("leaves %s out and tells of it", (text) => {
    const { clauses, unread } = readFilter(text, SHOPS);
    expect(clauses).toEqual([]);
    expect(unread).toHaveLength(1);
    expect(unread[0]?.length).toBeLessThanOrEqual(41);
  });

  it("keeps what is understood beside what is not", () => {
    const { clauses, unread } = readFilter("nope:1;open:yes;;kind:zz", SHOPS);
    expect(writeFilter(clauses)).toBe("open:yes");
    expect(unread).toEqual(["nope:1", "kind:zz"]);
  });

  it("stays readable in a query string and comes back from it", () => {
    const text = "area_m2:500..1000;name:50% & more";
    expect(inAddress(text)).toBe("area_m2:500..1000;name:50%25%20%26%20more");
    expect(new URLSearchParams(`filter=${inAddress(text)}`).get("filter")).toBe(text);
  });
});
