// @vitest-environment jsdom
import { afterEach, expect, it, vi } from "vitest";
import { h } from "../lib/dom";
import { writeFilter } from "../lib/filter-text";
import type { FieldStatistics } from "../lib/statistics";
import { CONFIG, layer } from "../testing/fixtures";
import { mount } from "../testing/mount";
import "./qala-filters";

const SPREAD: FieldStatistics = {
  least: null,
  most: null,
  edges: [],
  classes: [],
  steps: [],
  values: {},
  known: 10,
  missing: 0,
};
const FIELDS: Record<string, FieldStatistics> = {
  name: SPREAD,
  size: { ...SPREAD, least: 1, most: 60, edges: [0, 10, 20, 30], classes: [5, 3, 2], missing: 4 },
  area: { ...SPREAD, least: 0.5, most: 9, edges: [0, 5, 10], classes: [7, 3] },
  kind: { ...SPREAD, values: { a: 2, b: 8 } },
  open: { ...SPREAD, values: { true: 6, false: 3 }, missing: 1 },
  since: { ...SPREAD, least: "2001-01-01", most: "2020-12-31" },
  empty: { ...SPREAD, known: 0, missing: 10 },
};
const field = (
  name: string,
  type: "text" | "integer" | "number" | "category" | "boolean" | "date",
) => ({
  name,
  type,
  label: name,
  unit: "",
  values: name === "kind" ? { a: "first", b: "second" } : {},
  tiled: true,
});
const SHOPS = layer("shops", "point", {}, [
  field("name", "text"),
  field("size", "integer"),
  field("area", "number"),
  field("kind", "category"),
  field("open", "boolean"),
  field("since", "date"),
  field("empty", "text"),
]);

let close = () => {};
afterEach(() => close());

/** The server is another program: it answers what is recorded above. */
async function opened(search = "") {
  const answer = { total: 10, matched: 10, fields: FIELDS };
  vi.stubGlobal("fetch", async () => Response.json(answer));
  const { element, page } = mount("div", search, { ...CONFIG, layers: [SHOPS] });
  close = () => page.store.close();
  element.append(h("qala-filters", { "data-layer": "shops" }));
  await vi.waitUntil(() => element.querySelector("details"));
  const input = <T extends HTMLInputElement>(id: string) =>
    element.querySelector<T>(`#filter-shops-${id}`) as T;
  const type = (id: string, value: string, event: string) => {
    input(id).value = value;
    input(id).dispatchEvent(new Event(event));
  };
  const filter = () => writeFilter(page.store.state.filters.shops ?? []);
  return { element, page, input, type, filter };
}

it("offers a control for each field that tells features apart", async () => {
  const { element } = await opened();
  const labels = [...element.querySelectorAll("summary > span:first-child")];
  expect(labels.map((each) => each.textContent)).toEqual([
    "name",
    "size",
    "area",
    "kind",
    "open",
    "since",
  ]);
});

it("takes typed limits, and says what is no number or the wrong way round", async () => {
  const { element, type, filter } = await opened();
  type("size-from", "12", "change");
  type("size-to", "1 000", "change");
  expect(filter()).toBe("size:12..1000");
  type("area-from", "2,5", "change");
  expect(filter()).toBe("size:12..1000;area:2.5..");
  type("area-from", "many", "change");
  expect(element.querySelector("[role=alert]:not(:empty)")?.textContent).toContain("число");
  expect(filter()).toBe("size:12..1000;area:2.5..");
  type("area-from", "9", "change");
  type("area-to", "3", "change");
  expect(element.querySelector("[role=alert]:not(:empty)")?.textContent).toContain("поменяйте");
  type("area-to", "", "change");
  type("area-from", "", "change");
  expect(filter()).toBe("size:12..1000");
});

it("takes whole classes by its handles", async () => {
  const { element, filter } = await opened();
  const [low, high] = element.querySelectorAll<HTMLInputElement>(".handle");
  if (!low || !high) throw new Error("There are no handles.");
  high.value = "2";
  high.dispatchEvent(new Event("input"));
  expect(filter()).toBe("size:..19");
  low.value = "3";
  low.dispatchEvent(new Event("input"));
  expect([low.value, high.value, filter()]).toEqual(["1", "2", "size:10..19"]);
  expect(element.querySelectorAll(".within")).toHaveLength(1 + 2);
});

it("takes checks, text and days, and follows the address", async () => {
  const { element, page, input, type, filter } = await opened(
    "?filter=shops/kind:b;since:2005-02-03..",
  );
  const boxes = [...element.querySelectorAll<HTMLLabelElement>(".choices .choice")];
  expect(boxes.map((box) => box.textContent)).toEqual([
    "second8",
    "first2",
    "да6",
    "нет3",
    "нет данных1",
  ]);
  expect(boxes.map((box) => box.querySelector("input")?.checked)).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
  expect(input("since-from").value).toBe("2005-02-03");
  boxes[1]?.querySelector("input")?.click();
  boxes[2]?.querySelector("input")?.click();
  type("name-text", "Абая, 5", "input");
  expect(filter()).toBe("since:2005-02-03..;kind:b,a;open:yes;name:Абая\\, 5");
  page.store.change({ filters: {} });
  expect(boxes.some((box) => box.querySelector("input")?.checked)).toBe(false);
});
