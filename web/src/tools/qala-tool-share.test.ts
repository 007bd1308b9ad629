// @vitest-environment jsdom
import { expect, it } from "vitest";
import { mount } from "../testing/mount";
import "./qala-tool-share";

it("gives the address of the view without the tool itself", () => {
  const { element, page } = mount("qala-tool-share", "?layers=stops&mode=tools&tool=share");
  const field = element.querySelector<HTMLInputElement>("input.address");
  expect(field?.value).toMatch(/\?at=76\.945,43\.245,12&layers=stops$/);
  page.store.change({ layers: ["schools"] });
  expect(field?.value).toMatch(/layers=schools$/);
});
