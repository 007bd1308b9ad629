import { validateStyleMin } from "@maplibre/maplibre-gl-style-spec";
import { describe, expect, it } from "vitest";
import { initialState, type MapState } from "../lib/state";
import { Words } from "../messages";
import { CONFIG, layer } from "../testing/fixtures";
import type { Scheme } from "./palette";
import { buildStyle } from "./style";

const EVERYTHING: Partial<MapState> = {
  layers: CONFIG.layers.map(({ id }) => id),
  tall: true,
  place: [76.9, 43.2],
  select: { dataset: "schools", id: "7" },
  fade: { schools: 0.5 },
  filters: {
    stops: [{ field: "kind", unless: true, parts: [{ is: "value", value: "bus" }] }],
    schools: [
      {
        field: "capacity",
        unless: false,
        parts: [{ is: "range", from: "500", to: "", open: false }, { is: "missing" }],
      },
    ],
  },
};

function style(change: Partial<MapState> = {}, scheme: Scheme = "light", config = CONFIG) {
  const state = { ...initialState(config), ...change };
  const words = new Words(config.lang);
  return buildStyle({ config, state, words, scheme, me: null, origin: "https://city.example" });
}

describe("the style", () => {
  it.each(["light", "dark"] as const)("is valid by MapLibre's own specification, %s", (scheme) => {
    expect(validateStyleMin(style(EVERYTHING, scheme))).toEqual([]);
    expect(validateStyleMin(style({}, scheme))).toEqual([]);
  });

  it("asks nobody for glyphs or sprites, and only its own origin for tiles", () => {
    const { glyphs, sprite, sources } = style(EVERYTHING);
    expect([glyphs, sprite]).toEqual([undefined, undefined]);
    expect(sources.roads).toMatchObject({
      type: "vector",
      tiles: ["https://city.example/tiles/roads/3/{z}/{x}/{y}.mvt"],
      promoteId: "id",
    });
  });

  it("draws a city that has only some of the base datasets", () => {
    const few = { ...CONFIG, layers: CONFIG.layers.filter(({ id }) => id === "roads") };
    const drawn = style({ tall: true, select: { dataset: "gone", id: "1" } }, "light", few);
    expect(validateStyleMin(drawn)).toEqual([]);
    const sources = drawn.layers.map((layer) => ("source" in layer ? layer.source : ""));
    expect(new Set(sources)).toEqual(new Set(["", "roads", "me", "pin"]));
  });

  it("puts areas below the roads, and points above them and below the names", () => {
    const order = style({ layers: ["landuse", "schools"] }).layers.map(({ id }) => id);
    const sorted = [
      "base-buildings",
      "data:landuse:areas",
      "base-road-service-edge",
      "base-road-major-edge",
      "base-road-service",
      "base-road-major",
      "data:schools:points",
      "base-street-major",
      "base-district-label",
      "pin-dot",
    ];
    expect(order.filter((id) => sorted.includes(id))).toEqual(sorted);
    expect(order.at(-1)).toBe("pin-dot");
  });

  it("names areas from the points made for that", () => {
    const labelled = { ...CONFIG, layers: [layer("blocks", "polygon", { label: "name" })] };
    const drawn = style({ layers: ["blocks"] }, "light", labelled);
    expect(drawn.layers.find(({ id }) => id === "data:blocks:labels")).toMatchObject({
      source: "blocks",
      "source-layer": "blocks_labels",
    });
  });

  it("names few features early and many late", () => {
    const few = { ...layer("stations", "point", { label: "name" }), count: 11 };
    const labelled = { ...CONFIG, layers: [few, layer("shops", "point", { label: "name" })] };
    const drawn = style({ layers: ["stations", "shops"] }, "light", labelled).layers;
    const from = (id: string) => drawn.find((each) => each.id === id)?.minzoom;
    expect([from("data:stations:labels"), from("data:shops:labels")]).toEqual([11.5, 14.5]);
  });

  it("labels no dataset twice", () => {
    const ids = style({ layers: ["metro"] }).layers.map(({ id }) => id);
    expect(ids).toContain("data:metro:labels");
    expect(ids).not.toContain("base-metro-label");
    const areas = style({ layers: ["districts"] }).layers.map(({ id }) => id);
    expect(
      areas.filter((id) => id.includes("label")).filter((id) => id.includes("district")),
    ).toEqual(["base-district-label"]);
  });
});
