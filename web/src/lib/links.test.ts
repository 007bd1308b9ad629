// @vitest-environment jsdom
import { expect, it } from "vitest";
import { embedCode } from "./links";

it("is a frame around the page that others may frame, whatever stands in the title", () => {
  const code = embedCode("https://city.example/kk/map?at=76.9,43.2,12&layers=stops", 'A "B" <c>');
  const page = new DOMParser().parseFromString(code, "text/html");
  const frame = page.querySelector("iframe");
  expect(page.body.children).toHaveLength(1);
  expect(frame?.src).toBe("https://city.example/kk/embed?at=76.9,43.2,12&layers=stops");
  expect(frame?.title).toBe('A "B" <c>');
  expect(frame?.getAttribute("style")).toBe("border: 0");
  expect(frame?.getAttribute("loading")).toBe("lazy");
});
