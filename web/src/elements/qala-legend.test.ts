// @vitest-environment jsdom
import { expect, it } from "vitest";
import { h } from "../lib/dom";
import { writeFilter } from "../lib/filter-text";
import { mount } from "../testing/mount";
import type { QalaLegend } from "./qala-legend";
import "./qala-legend";

function legendOf(search: string) {
  const { element: box, page } = mount("div", search);
  const legend = h("qala-legend", { "data-layer": "stops" }) as QalaLegend;
  box.append(legend);
  const presses = [...box.querySelectorAll("button")];
  const filter = () => writeFilter(page.store.state.filters.stops ?? []);
  const pressed = () => presses.map((press) => press.getAttribute("aria-pressed"));
  return { box, legend, presses, pressed, filter };
}

it("hides an entry when it is pressed and shows it again", () => {
  const { box, presses, pressed, filter } = legendOf("?layers=stops&hide=stops/train");
  expect(presses.map((press) => press.textContent)).toEqual(["bus, tram", "train", "нет данных"]);
  expect(pressed()).toEqual(["true", "false", "true"]);
  presses[0]?.click();
  expect(filter()).toBe("kind:!train,bus,tram");
  presses[2]?.click();
  expect(filter()).toBe("kind:!train,bus,tram,_missing");
  expect(box.querySelector("[role=status]")?.textContent).toContain("все обозначения выключены");
  for (const press of presses) press.click();
  expect(pressed()).toEqual(["true", "true", "true"]);
  expect(filter()).toBe("");
});

it("follows a filter that names what is shown", () => {
  const { presses, pressed, filter } = legendOf("?layers=stops&filter=stops/kind:train");
  expect(pressed()).toEqual(["false", "true", "false"]);
  presses[0]?.click();
  expect(filter()).toBe("kind:train,bus,tram");
  presses[1]?.click();
  expect(filter()).toBe("kind:bus,tram");
});

it("says how many there are of each", () => {
  const { legend, presses } = legendOf("?layers=stops");
  const kind = {
    least: null,
    most: null,
    edges: [],
    classes: [],
    steps: [],
    values: { bus: 1200, tram: 34 },
    known: 1234,
    missing: 7,
  };
  legend.showCounts({ total: 1241, matched: 1241, fields: { kind } });
  const counts = presses.map((press) => press.querySelector(".count")?.textContent);
  expect(counts.map((text) => text?.replaceAll("\u00a0", " "))).toEqual(["1 234", "0", "7"]);
});
