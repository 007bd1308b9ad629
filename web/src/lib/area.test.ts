import { describe, expect, it } from "vitest";
import { asQuestion, crossingsOf, downloadInside, formatArea, parseArea, untangled } from "./area";
import type { LonLat } from "./config";

const SQUARE: LonLat[] = [
  [76.9, 43.2],
  [76.95, 43.2],
  [76.95, 43.25],
  [76.9, 43.25],
];
const BOW_TIE: LonLat[] = [
  [76.9, 43.2],
  [76.95, 43.25],
  [76.95, 43.2],
  [76.9, 43.25],
];

describe("the text of an area", () => {
  it.each(["76.9,43.2;76.95,43.2;76.95,43.25", "76.9,43.2~500", "76.9,43.2;76.95,43.2~50"])(
    "%s is written as it was read",
    (text) => {
      const area = parseArea(text);
      expect(area && formatArea(area)).toBe(text);
    },
  );

  it.each([
    null,
    "",
    "76.9,43.2",
    "76.9,43.2;76.95,43.2",
    "76.9,43.2;76.95;76.95,43.25",
    "76.9,43.2;north,43.2;76.95,43.25",
    "76.9,43.2~",
    "76.9,43.2~0",
    "76.9,43.2~99999",
    "76.9,143.2~50",
    Array(1001).fill("76.9,43.2").join(";"),
  ])("%s describes none", (text) => {
    expect(parseArea(text)).toBeNull();
  });

  it("has five decimals", () => {
    const corners: LonLat[] = [[76.123456789, 43.2]];
    expect(formatArea({ shape: "point", corners, within: 99.6 })).toBe("76.12346,43.2~100");
  });
});

it("is asked about as GeoJSON, its outline closed", () => {
  expect(asQuestion({ shape: "area", corners: SQUARE, within: 0 })).toEqual({
    geometry: { type: "Polygon", coordinates: [[...SQUARE, SQUARE[0]]] },
  });
  expect(asQuestion({ shape: "line", corners: SQUARE, within: 20 })).toEqual({
    geometry: { type: "LineString", coordinates: SQUARE },
    within_m: 20,
  });
});

it("leads to a download of what is inside", () => {
  expect(downloadInside("roads", "76.9,43.2~500")).toBe(
    "/download/roads.geojson?within=76.9,43.2~500",
  );
});

describe("an outline that crosses itself", () => {
  it("says which sides cross, and where", () => {
    expect(crossingsOf(SQUARE)).toEqual([]);
    const [crossing] = crossingsOf(BOW_TIE);
    expect(crossing?.sides).toEqual([0, 2]);
    expect(crossing?.at[0]).toBeCloseTo(76.925, 9);
    expect(crossing?.at[1]).toBeCloseTo(43.225, 9);
  });

  it("is untangled without losing a corner", () => {
    const star = Array.from({ length: 40 }, (_, index): LonLat => {
      const angle = index * 7 * ((2 * Math.PI) / 40);
      return [76.9 + Math.cos(angle) / 50, 43.2 + Math.sin(angle) / 50];
    });
    for (const tangled of [BOW_TIE, star]) {
      expect(crossingsOf(tangled).length).toBeGreaterThan(0);
      const mended = untangled(tangled);
      expect(crossingsOf(mended)).toEqual([]);
      expect([...mended].sort()).toEqual([...tangled].sort());
    }
  });
});
