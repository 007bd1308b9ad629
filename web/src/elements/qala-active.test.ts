// @vitest-environment jsdom
import { expect, it } from "vitest";
import { mount } from "../testing/mount";
import "./qala-active";

it("has a card for each layer in their order, and keeps cards that stay", () => {
  const { element, page } = mount("qala-active", "?layers=stops,schools");
  const titles = () =>
    [...element.querySelectorAll(".layer-cards h3")].map((each) => each.textContent);
  expect(titles()).toEqual(["stops", "schools"]);
  const kept = element.querySelector(".layer-card");
  page.store.change({ layers: ["roads", "stops"] });
  expect(titles()).toEqual(["roads", "stops"]);
  expect(element.querySelectorAll(".layer-card")[1]).toBe(kept);
  expect(kept?.querySelector(".layer-about")?.textContent).toContain("сентябрь 2025");
  page.store.change({ layers: [] });
  expect(element.hidden).toBe(true);
});

it("fades and removes a layer", () => {
  const { element, page } = mount("qala-active", "?layers=stops&fade=stops:50");
  const range = element.querySelector<HTMLInputElement>("input[type=range]") as HTMLInputElement;
  expect([range.value, range.getAttribute("aria-valuetext")]).toEqual(["50", "50\u00a0%"]);
  range.value = "70";
  range.dispatchEvent(new Event("input"));
  expect(page.store.state.fade).toEqual({ stops: 0.7 });
  element.querySelector<HTMLElement>(".layer-card .icon-button")?.click();
  expect(page.store.state.layers).toEqual([]);
});

it("explains buildings that stand up", () => {
  const { element } = mount("qala-active", "?tall=1");
  expect(element.hidden).toBe(false);
  expect(element.textContent).toContain("высота неизвестна");
});
