import { featureFilter } from "@maplibre/maplibre-gl-style-spec";
import { describe, expect, it } from "vitest";
import type { FieldConfig, FieldKind } from "../lib/config";
import { readFilter } from "../lib/filter-text";
import { layer } from "../testing/fixtures";
import { filterOf, untiled } from "./filtering";

function field(name: string, type: FieldKind, tiled = true): FieldConfig {
  return { name, type, label: name, unit: "", values: {}, tiled };
}

const SHOPS = layer("shops", "point", {}, [
  field("name", "name"),
  field("kind", "category"),
  field("area", "number"),
  field("open", "boolean"),
  field("since", "date"),
  field("owner", "text", false),
]);

const ROWS = [
  {
    id: "1",
    name: "Кафе",
    name_en: "Cafe",
    kind: "food",
    area: 50,
    open: true,
    since: "2020-05-01",
  },
  { id: "2", name: "Базар", kind: "market", area: 500, open: false, since: "2021-12-31" },
  { id: "3", kind: "food", area: 500.5 },
  { id: "4", name: "кафе «Ән»", area: 0, open: false, since: "2019" },
];

function shown(text: string, matching?: string[]): string {
  const { clauses, unread } = readFilter(text, SHOPS);
  expect(unread).toEqual([]);
  const filter = filterOf(SHOPS, clauses, ["kk", "en"], matching);
  if (!filter) return "all";
  const { filter: test } = featureFilter(filter as never, "layers[0].filter");
  const passes = (properties: Record<string, unknown>) =>
    test({ zoom: 12 }, { type: 1, properties, geometry: [] } as never);
  return ROWS.filter(passes)
    .map(({ id }) => id)
    .join();
}

describe("what a filter shows of a layer", () => {
  it.each([
    ["", "all"],
    ["area:50..500", "1,2"],
    ["area:50...500", "1"],
    ["area:..50", "1,4"],
    ["area:0", "4"],
    ["area:!0..100", "2,3"],
    ["kind:food", "1,3"],
    ["kind:!food", "2,4"],
    ["kind:!food,_missing", "2"],
    ["kind:market,_missing", "2,4"],
    ["open:no", "2,4"],
    ["open:_missing", "3"],
    ["since:2020..2021", "1,2"],
    ["since:2021-12-31", "2"],
    ["name:КАФЕ", "1,4"],
    ["name:cafe", "1"],
    ["name:!кафе", "2,3"],
    ["name:_missing", "3"],
    ["kind:food;area:100..", "3"],
  ])("%s shows %s", (text, expected) => {
    expect(shown(text)).toBe(expected);
  });

  it("leaves fields that tiles lack to the ids that the server found", () => {
    expect(shown("owner:Ann")).toBe("all");
    expect(shown("owner:Ann", ["2", "3"])).toBe("2,3");
    expect(shown("owner:Ann;kind:food", ["2", "3"])).toBe("3");
    expect(shown("owner:Ann", [])).toBe("");
    const { clauses } = readFilter("owner:Ann;kind:food", SHOPS);
    expect(untiled(SHOPS, clauses).map(({ field: name }) => name)).toEqual(["owner"]);
  });
});
