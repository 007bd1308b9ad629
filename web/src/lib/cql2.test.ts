import { expect, it } from "vitest";
import { layer } from "../testing/fixtures";
import type { FieldConfig, FieldKind } from "./config";
import { cql2Of } from "./cql2";
import { readFilter } from "./filter-text";

const field = (name: string, type: FieldKind): FieldConfig => ({
  name,
  type,
  label: name,
  unit: "",
  values: {},
  tiled: true,
});
const SHOPS = layer("shops", "point", {}, [
  field("name", "name"),
  field("kind", "category"),
  field("area", "number"),
  field("open", "boolean"),
  field("since", "date"),
]);

it.each([
  ["", ""],
  ["area:500..1000", '("area" >= 500) AND ("area" <= 1000)'],
  ["area:500...1000", '("area" >= 500) AND ("area" < 1000)'],
  ["area:..5", '"area" <= 5'],
  ["kind:it's", "\"kind\" = 'it''s'"],
  ["kind:a,b", "(\"kind\" = 'a') OR (\"kind\" = 'b')"],
  ["kind:!a", '"kind" IS NULL OR NOT ("kind" = \'a\')'],
  ["kind:!a,_missing", 'NOT (("kind" = \'a\') OR ("kind" IS NULL))'],
  ["open:yes;since:2020..", '("open" = true) AND ("since" >= \'2020\')'],
  [
    "name:50%",
    "(CASEI(\"name\") LIKE CASEI('%50\\%%')) OR (CASEI(\"name_ru\") LIKE CASEI('%50\\%%'))",
  ],
])("%s is %s in CQL2", (text, expected) => {
  expect(cql2Of(readFilter(text, SHOPS).clauses, SHOPS, ["ru"])).toBe(expected);
});
