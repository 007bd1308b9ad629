import { describe, expect, it } from "vitest";
import type { Bounds } from "./config";
import { isUnderstood, readCoordinates } from "./coordinates";

const ALMATY: Bounds = [76.7, 43.0, 77.2, 43.45];
const PLACE = [76.945, 43.238];

function read(text: string) {
  const answer = readCoordinates(text, ALMATY);
  if (!isUnderstood(answer)) throw new Error(`not understood: line ${answer.line}`);
  return answer;
}

describe("one point", () => {
  it.each([
    ["43.238, 76.945", "lat"],
    ["43.238 76.945", "lat"],
    ["76.945,43.238", "lon"],
    ["76.945; 43.238", "lon"],
    ["43,238 76,945", "lat"],
    ["43,238, 76,945", "lat"],
    ["76,945; 43,238", "lon"],
    ["(43.238, 76.945)", "lat"],
    ["[76.945, 43.238]", "lon"],
    ["  +43.238\t76.945 \n", "lat"],
  ] as const)("%s is read by what lies in the city: %s first", (text, order) => {
    const answer = read(text);
    expect(answer.points).toEqual([PLACE]);
    expect(answer).toMatchObject({ order, sexagesimal: false, outside: false });
  });

  it.each([
    `43°14'16.8"N 76°56'42"E`,
    `76°56′42″E, 43°14′16.8″N`,
    "43° 14.28' N, 76° 56.7' E",
    "43°14'16,8\"С 76°56'42\"В",
    "43°14'16,8\" С; 76°56'42\" Ш",
    "43.238° 76.945°",
    "N43.238 E76.945".replace(/([NE])(\S+)/g, "$2$1"),
  ])("%s is read in degrees", (text) => {
    const answer = read(text);
    expect(answer.sexagesimal).toBe(true);
    expect(answer.points[0]?.[0]).toBeCloseTo(76.945, 6);
    expect(answer.points[0]?.[1]).toBeCloseTo(43.238, 6);
  });

  it("in the southern and western half is negative", () => {
    expect(read(`33°51'35"S 151°12'40"E`).points[0]?.[1]).toBeCloseTo(-33.859722, 5);
    expect(read("40.7128, -74.0060")).toMatchObject({
      points: [[-74.006, 40.7128]],
      outside: true,
    });
  });

  it("beyond 90 in front is a longitude", () => {
    expect(read("151.21 -33.86")).toMatchObject({ points: [[151.21, -33.86]], order: "lon" });
  });
});

describe("several points", () => {
  const three = [
    [76.9, 43.2],
    [76.95, 43.2],
    [76.95, 43.25],
  ];
  it.each([
    "43.2, 76.9\n43.2, 76.95\n43.25, 76.95",
    "76.9,43.2;76.95,43.2;76.95,43.25",
    "43,2 76,9\r\n43,2 76,95\r\n\r\n43,25 76,95\r\n",
    "76.9 43.2 76.95 43.2 76.95 43.25",
  ])("%j", (text) => {
    expect(read(text).points).toEqual(three);
  });
});

describe("what is no coordinate", () => {
  it.each([
    ["", 1],
    ["Абая 12", 1],
    ["Абая 12 14", 1],
    ["43.238", 1],
    ["43.238, 76.945\n43.238, 76.945, 5", 2],
    ["43.238, 76.945\nпроспект", 2],
    ["4789000 655000", 1],
    ["443.2 76.9", 1],
  ])("%j is told by its line", (text, line) => {
    expect(readCoordinates(text, ALMATY)).toMatchObject({ line });
  });
});
