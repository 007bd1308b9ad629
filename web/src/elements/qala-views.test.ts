// @vitest-environment jsdom
import { expect, it } from "vitest";
import { mount } from "../testing/mount";
import { viewOf } from "./qala-views";

it("answers a question, then offers the others", () => {
  const { element, page } = mount("qala-views");
  const list = element.querySelector<HTMLElement>(".questions");
  expect(list?.hidden).toBe(false);
  element.querySelector<HTMLElement>(".question")?.click();
  expect(page.store.state).toMatchObject({ layers: ["schools"], at: [76.9, 43.2, 12] });
  expect(element.querySelector(".answer")?.textContent).toBe("Где тесно?Здесь.");
  expect(list?.hidden).toBe(true);
  element.querySelector<HTMLElement>("[aria-controls=questions]")?.click();
  expect(list?.hidden).toBe(false);
});

it("knows a view by its layers", () => {
  const { page } = mount("qala-views");
  const { views } = page.config;
  expect(viewOf(views, ["schools"])?.id).toBe("schools");
  expect(viewOf(views, ["schools", "roads"])).toBeUndefined();
  expect(viewOf(views, [])).toBeUndefined();
});
