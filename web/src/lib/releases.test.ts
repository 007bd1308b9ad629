import { expect, it } from "vitest";
import { daysOf, type History, inForce, unchanged } from "./releases";

function history(dataset: string, ...days: string[]): History {
  const releases = days.map((day, index) => ({
    sequence: days.length - index,
    day,
    published_at: `${day}T06:00:00+00:00`,
    count: 1,
    tiles: `/tiles/${dataset}/${days.length - index}/{z}/{x}/{y}.mvt`,
  }));
  return { dataset, title: dataset, releases };
}

const ROADS = history("roads", "2026-11-20", "2026-03-01");
const STOPS = history("stops", "2026-03-01");

it.each([
  ["2026-02-28", undefined],
  ["2026-03-01", 1],
  ["2026-11-19", 1],
  ["2026-11-20", 2],
  ["2030-01-01", 2],
])("on %s has in force release %s", (day, sequence) => {
  expect(inForce(ROADS, day)?.sequence).toBe(sequence);
});

it("names each day of a release once, the newest first", () => {
  expect(daysOf([STOPS, ROADS])).toEqual(["2026-11-20", "2026-03-01"]);
});

it("tells what is the same on two days", () => {
  expect(unchanged([ROADS, STOPS], "2026-04-01", "2026-12-01")).toEqual([STOPS]);
  expect(unchanged([ROADS, STOPS], "2026-01-01", "2026-04-01")).toEqual([]);
  expect(unchanged([ROADS, STOPS], "2025-01-01", "2026-01-01")).toEqual([ROADS, STOPS]);
});
