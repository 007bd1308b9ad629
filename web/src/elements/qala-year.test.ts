// @vitest-environment jsdom
import { expect, it } from "vitest";
import { mount } from "../testing/mount";
import { dayOf, yearOf } from "./qala-year";

const NOW = new Date().getFullYear();

it("writes the last day of a year, and nothing for this one", () => {
  expect(dayOf(2030, 2026)).toBe("2030-12-31");
  expect(dayOf(2026, 2026)).toBe("");
  expect([yearOf("2027-05-03", 2026), yearOf("", 2026)]).toEqual([2027, 2026]);
});

it("is moved by the range, by steps and back to today", () => {
  const { element, page } = mount("qala-year");
  const range = element.querySelector("input") as HTMLInputElement;
  expect(range.getAttribute("aria-valuetext")).toBe(`${NOW}, сегодня`);
  range.value = String(NOW + 4);
  range.dispatchEvent(new Event("input"));
  expect(page.store.state.on).toBe(`${NOW + 4}-12-31`);
  expect(range.getAttribute("aria-valuetext")).toBe(`${NOW + 4}, будущее`);
  element.querySelector<HTMLElement>(".icon-button")?.click();
  expect(page.store.state.on).toBe(`${NOW + 3}-12-31`);
  element.querySelector<HTMLElement>(".quiet")?.click();
  expect(page.store.state.on).toBe("");
});

it("unfolds on phones, and begins unfolded at another year", () => {
  const { element, page } = mount("qala-year");
  const fold = element.querySelector<HTMLElement>(".year-fold") as HTMLElement;
  expect(fold.textContent).toBe(`Год: ${NOW} сегодня`);
  expect(fold.getAttribute("aria-expanded")).toBe("false");
  fold.click();
  expect([fold.getAttribute("aria-expanded"), element.className]).toEqual(["true", "open"]);
  page.store.change({ on: "2030-12-31" });
  expect(mount("qala-year", "?on=2030-12-31").element.className).toBe("open");
});

it("says plainly that nothing shown is dated", () => {
  const { element, page } = mount("qala-year");
  expect(element.title).toContain("пока нет датированных");
  page.store.change({ on: `${NOW + 1}-12-31` });
  expect(element.querySelector<HTMLElement>("#year-hint")?.hidden).toBe(false);
});
