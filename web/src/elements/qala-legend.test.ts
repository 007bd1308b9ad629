// @vitest-environment jsdom
import { expect, it } from "vitest";
import { h } from "../lib/dom";
import { mount } from "../testing/mount";
import "./qala-legend";

it("hides an entry when it is pressed and shows it again", () => {
  const { element: box, page } = mount("div", "?layers=stops&hide=stops/train");
  box.append(h("qala-legend", { "data-layer": "stops" }));
  const presses = [...box.querySelectorAll("button")];
  const pressed = () => presses.map((press) => press.getAttribute("aria-pressed"));
  expect(presses.map((press) => press.textContent)).toEqual(["bus, tram", "train", "нет данных"]);
  expect(pressed()).toEqual(["true", "false", "true"]);
  presses[0]?.click();
  expect(page.store.state.hidden).toEqual({ stops: ["train", "bus"] });
  presses[2]?.click();
  expect(box.querySelector("[role=status]")?.textContent).toContain("все обозначения выключены");
  for (const press of presses) press.click();
  expect(page.store.state.hidden).toEqual({});
});
