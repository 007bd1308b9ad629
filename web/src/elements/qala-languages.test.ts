// @vitest-environment jsdom
import { expect, it } from "vitest";
import { mount } from "../testing/mount";
import "./qala-languages";

it("links to the same view in each language and follows the state", () => {
  const { element, page } = mount("qala-languages", "?layers=stops");
  const hrefs = () => [...element.querySelectorAll("a")].map((link) => link.getAttribute("href"));
  expect(hrefs()[0]).toBe("/kk/map?at=76.945,43.245,12&layers=stops");
  page.store.change({ on: "2030-12-31" });
  expect(hrefs()[2]).toBe("/en/map?at=76.945,43.245,12&layers=stops&on=2030-12-31");
  expect(element.querySelector("[aria-current]")?.getAttribute("lang")).toBe("ru");
});
