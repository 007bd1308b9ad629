import { expect, it } from "vitest";
import type { LonLat } from "./config";
import { lengthOf, sizeOf } from "./geodesy";

// Golden values: pyproj.Geod(ellps="WGS84"), the C library of PROJ.

it("measures lines along geodesics", () => {
  const line: LonLat[] = [
    [76.9, 43.2],
    [76.95, 43.25],
    [77.02, 43.21],
  ];
  expect(lengthOf(line)).toBeCloseTo(14_098.650571, 5);
  const far: LonLat[] = [
    [71.43, 51.13],
    [76.945, 43.238],
  ];
  expect(lengthOf(far)).toBeCloseTo(971_195.555305, 5);
  expect(lengthOf(line.slice(0, 1))).toBe(0);
});

it("measures areas and perimeters on the ellipsoid, whichever way round", () => {
  const district: LonLat[] = [
    [76.8, 43.1],
    [77.1, 43.12],
    [77.15, 43.38],
    [76.82, 43.4],
  ];
  for (const corners of [district, [...district].reverse()]) {
    const { area, perimeter } = sizeOf(corners);
    expect(area).toBeCloseTo(795_741_550.5, 0);
    expect(perimeter).toBeCloseTo(113_887.541531, 5);
  }
});
