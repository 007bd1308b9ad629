import type { MapGeoJSONFeature } from "maplibre-gl";
import { describe, expect, it } from "vitest";
import type { LayerConfig } from "../lib/config";
import { CONFIG } from "../testing/fixtures";
import { pointOf, rowsOf, sortRows } from "./view";

const LAYERS = new Map(CONFIG.layers.map((each): [string, LayerConfig] => [each.id, each]));

function feature(source: string, properties: Record<string, unknown>): MapGeoJSONFeature {
  const geometry = { type: "Point", coordinates: [76.9, 43.2] };
  return { source, properties, geometry } as unknown as MapGeoJSONFeature;
}

describe("the features in view", () => {
  it("come once each, with name and what their colour says", () => {
    const rows = rowsOf(
      [
        feature("metro", { id: "1", name: "Абай", name_ru: "Абая" }),
        feature("metro", { id: "1", name: "Абай" }),
        feature("stops", { id: "1", kind: "tram", name: "Абай" }),
        feature("schools", { id: "9", capacity: 1200 }),
        feature("schools", { name: "without id" }),
        feature("pin", { id: "1" }),
      ],
      LAYERS,
      "ru",
    );
    expect(rows.map(({ dataset, title, detail }) => [dataset, title, detail])).toEqual([
      ["metro", "Абая", ""],
      ["stops", "Абай", "tram"],
      ["schools", "", "1\u00a0200 places"],
    ]);
  });

  it("are sorted by name, the nameless last", () => {
    const row = (id: string, title: string) => ({
      dataset: "x",
      id,
      title,
      detail: "",
      point: [0, 0] as [number, number],
    });
    const rows = [row("1", ""), row("2", "Қ"), row("3", "К"), row("4", "А")];
    expect(sortRows(rows, "kk").map(({ id }) => id)).toEqual(["4", "3", "2", "1"]);
  });
});

describe("the point of a feature", () => {
  it("is its position, its middle vertex or the middle of its box", () => {
    expect(pointOf({ type: "Point", coordinates: [1, 2] })).toEqual([1, 2]);
    expect(
      pointOf({
        type: "LineString",
        coordinates: [
          [0, 0],
          [3, 1],
          [9, 9],
        ],
      }),
    ).toEqual([3, 1]);
    expect(
      pointOf({
        type: "Polygon",
        coordinates: [
          [
            [0, 0],
            [4, 0],
            [4, 2],
            [0, 2],
            [0, 0],
          ],
        ],
      }),
    ).toEqual([2, 1]);
  });
});
