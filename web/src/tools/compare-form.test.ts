// @vitest-environment jsdom
import { beforeEach, expect, it } from "vitest";
import type { History } from "../lib/releases";
import type { Comparison } from "../lib/state";
import { Words } from "../messages";
import { CONFIG } from "../testing/fixtures";
import { CompareForm } from "./compare-form";

const release = (sequence: number, day: string) => ({
  sequence,
  day,
  published_at: `${day}T06:00:00+00:00`,
  count: 1,
  tiles: `/tiles/stops/${sequence}/{z}/{x}/{y}.mvt`,
});
const STOPS: History = {
  dataset: "stops",
  title: "Stops",
  releases: [release(2, "2026-11-20"), release(1, "2026-03-01")],
};
const DAYS: Comparison = { left: "2026-03-01", right: "2026-11-28", beside: "" };

let told: Comparison[];
let form: CompareForm;
const text = () => form.root.textContent?.replaceAll("\u00a0", " ");

beforeEach(() => {
  told = [];
  form = new CompareForm(CONFIG, new Words("en"), (compare) => told.push(compare));
});

it("shows which release each side has", () => {
  form.show(DAYS, [STOPS], []);
  const cells = [...form.root.querySelectorAll("tbody td")].map((cell) => cell.textContent);
  expect(cells.map((cell) => cell?.replaceAll("\u00a0", " "))).toEqual([
    "Release 1, 1 March 2026",
    "Release 2, 20 November 2026",
  ]);
  expect(form.root.querySelector(".compare-said")).toBeNull();
});

it("says plainly that both sides are the same", () => {
  form.show({ ...DAYS, left: "2026-11-21" }, [STOPS], []);
  expect(text()).toContain("Both sides are the same");
  form.show({ ...DAYS, left: "2026-11-21", beside: "schools" }, [STOPS], []);
  expect(text()).not.toContain("Both sides are the same");
});

it("says what was not published yet, and that nothing is shown", () => {
  form.show({ ...DAYS, left: "2026-01-01" }, [STOPS], []);
  expect(text()).toContain("not published yet");
  form.show(DAYS, [], []);
  expect(text()).toContain("Choose a layer first");
});

it("tells what is chosen", () => {
  form.show(DAYS, [STOPS], []);
  const [, older] = form.root.querySelectorAll<HTMLButtonElement>(".compare-days button");
  older?.click();
  const select = form.root.querySelector("select");
  if (!select) throw new Error("no select");
  select.value = "schools";
  select.dispatchEvent(new Event("change"));
  expect(told.at(-1)).toEqual({ ...DAYS, beside: "schools" });
  expect(told).toHaveLength(2);
});
