import type { StyleSpecification } from "maplibre-gl";
import { expect, it } from "vitest";
import { withTools } from "./tool-layers";

const style = (...ids: string[]): StyleSpecification => ({
  version: 8,
  sources: Object.fromEntries(ids.map((id) => [id, { type: "geojson", data: "" }])),
  layers: ids.map((id) => ({ id, type: "line", source: id })),
});

it("carries over what tools drew, uppermost, and nothing else", () => {
  const both = withTools(style("roads", "tool-lines"), style("water", "metro"));
  expect(both.layers.map(({ id }) => id)).toEqual(["water", "metro", "tool-lines"]);
  expect(Object.keys(both.sources)).toEqual(["water", "metro", "tool-lines"]);
});

it("leaves a style alone where no tool drew", () => {
  const next = style("water");
  expect(withTools(style("roads"), next)).toBe(next);
  expect(withTools(undefined, next)).toBe(next);
});
