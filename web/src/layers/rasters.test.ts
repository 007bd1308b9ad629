import {
  createExpression,
  latest,
  type StylePropertySpecification,
  validateStyleMin,
} from "@maplibre/maplibre-gl-style-spec";
import { describe, expect, it } from "vitest";
import type { LayerConfig, MapConfig } from "../lib/config";
import { initialState, type MapState } from "../lib/state";
import { Words } from "../messages";
import { CONFIG, layer } from "../testing/fixtures";
import { heightColours } from "./heights";
import { legendOf } from "./legend";
import { buildStyle } from "./style";

const WORDS = new Words("en");
const METRES = {
  name: "elevation_m",
  type: "number" as const,
  tiled: false,
  label: "Height",
  unit: "m",
  values: {},
};
const RELIEF: LayerConfig = {
  ...layer("relief", "raster", { kind: "elevation", field: "elevation_m" }, [METRES]),
  encoding: "terrarium",
  maxzoom: 12,
};
const PAINT = { kind: "steps" as const, field: "slope", breaks: [3, 8], opacity: 0.6 };
const SLOPE = layer("slope", "raster", { ...PAINT, ramp: ["#00000000", "#aaaaaa", "#333333"] });
const HILLY: MapConfig = {
  ...CONFIG,
  layers: [
    ...CONFIG.layers,
    RELIEF,
    SLOPE,
    layer("contours", "line"),
    layer("spot_heights", "point"),
  ],
};

function style(change: Partial<MapState> = {}, config = HILLY) {
  const state = { ...initialState(config), ...change };
  const origin = "https://city.example";
  return buildStyle({ config, state, words: WORDS, scheme: "light", me: null, origin });
}

describe("relief under the base map", () => {
  it("is valid by MapLibre's own specification, flat and standing up", () => {
    expect(validateStyleMin(style({ layers: ["relief", "slope"] }))).toEqual([]);
    expect(validateStyleMin(style({ layers: ["buildings"], tall: true }))).toEqual([]);
  });

  it("is tinted below what lies on it and shaded below water, contours and roads", () => {
    const order = style().layers.map(({ id }) => id);
    const sorted = [
      "base-land",
      "base-relief-tint",
      "base-city",
      "base-greenery",
      "base-relief-shade",
      "base-beyond",
      "base-contour-major",
      "base-water",
      "base-road-major",
      "base-contour-label",
      "base-peak",
    ];
    expect(order.filter((id) => sorted.includes(id))).toEqual(sorted);
  });

  it("raises the ground only where the map stands up", () => {
    expect(style().terrain).toBeUndefined();
    const tall = style({ tall: true });
    expect(tall.terrain).toEqual({ source: "terrain", exaggeration: 1.3 });
    expect(tall.sources.terrain).toMatchObject({ type: "raster-dem", encoding: "terrarium" });
    expect(tall.sky).toBeDefined();
  });

  it("leaves no trace in a city without heights", () => {
    const flat = style({ tall: true }, CONFIG);
    expect(flat.terrain).toBeUndefined();
    expect(Object.keys(flat.sources)).not.toContain("terrain");
    expect(flat.layers.filter(({ id }) => id.includes("relief"))).toEqual([]);
  });
});

describe("a raster as a layer", () => {
  it("comes from tiles of its own size, as faint as declared and chosen", () => {
    const { sources, layers } = style({ layers: ["slope"], fade: { slope: 0.5 } });
    expect(sources.slope).toMatchObject({ type: "raster", tileSize: 256 });
    expect(layers.find(({ id }) => id === "data:slope:raster")?.paint).toMatchObject({
      "raster-opacity": 0.3,
    });
  });

  it("lies under water and roads", () => {
    const order = style({ layers: ["slope"] }).layers.map(({ id }) => id);
    expect(order.indexOf("data:slope:raster")).toBeLessThan(order.indexOf("base-water"));
  });

  it("has the legend of the colours that the server painted, with nothing to hide", () => {
    const entries = legendOf(SLOPE, WORDS, "dark");
    expect(entries.map(({ key, colour }) => [key, colour])).toEqual([
      ["low", "#00000000"],
      ["3", "#aaaaaa"],
      ["8", "#333333"],
    ]);
    expect(entries.every(({ holds }) => holds === undefined)).toBe(true);
  });

  it("words heights in metres, between the limits that the dataset declares", () => {
    const low = { ...RELIEF, style: { ...RELIEF.style, breaks: [50, 100, 200, 300, 400] } };
    const labels = legendOf(low, WORDS, "light").map(({ label }) => label);
    expect(labels).toHaveLength(6);
    expect([labels[0], labels.at(-1)]).toEqual(["below 50 m", "400 m and more"]);
  });
});

describe("the colours of heights", () => {
  it("are those of their limits, and run into each other between", () => {
    const colours = ["#000000", "#111111", "#222222", "#333333", "#444444", "#ffffff"];
    const property = latest["paint_color-relief"]["color-relief-color"];
    const made = createExpression(
      heightColours(RELIEF, colours),
      "colours",
      property as StylePropertySpecification,
    );
    if (made.result === "error") throw new Error(made.value.map(String).join());
    const at = (elevation: number) => made.value.evaluate({ zoom: 10, elevation } as never);
    const red = (elevation: number) => Math.round(at(elevation).r * 255);
    expect([red(-50), red(600), red(1100), red(1500), red(8848)]).toEqual([0, 0, 17, 34, 255]);
    expect(red(1300)).toBeGreaterThan(17);
    expect(red(1300)).toBeLessThan(34);
  });
});
