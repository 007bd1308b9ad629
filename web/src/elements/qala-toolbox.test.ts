// @vitest-environment jsdom
import { expect, it, vi } from "vitest";
import { mount } from "../testing/mount";
import "./qala-toolbox";

it("offers each tool, takes one up and puts it down again", async () => {
  const { element, page } = mount("qala-toolbox", "?mode=tools");
  const list = element.querySelector<HTMLElement>(".tool-list");
  element.querySelector<HTMLButtonElement>("[data-tool=share]")?.click();
  expect(page.store.state.tool).toBe("share");
  expect(list?.hidden).toBe(true);
  await vi.waitFor(() => expect(element.querySelector("qala-tool-share input")).not.toBeNull());
  element.querySelector<HTMLButtonElement>(".back")?.click();
  expect(list?.hidden).toBe(false);
  expect(element.querySelector("qala-tool-share")).toBeNull();
  expect(document.activeElement).toBe(element.querySelector("[data-tool=share]"));
});

it("puts the tool down while a place is read, and takes it up afterwards", async () => {
  const { element, page } = mount("qala-toolbox", "?mode=tools&tool=share");
  await vi.waitFor(() => expect(element.querySelector("qala-tool-share")).not.toBeNull());
  page.store.change({ place: [76.9, 43.2] });
  expect(element.querySelector("qala-tool-share")).toBeNull();
  page.store.change({ place: null });
  await vi.waitFor(() => expect(element.querySelector("qala-tool-share")).not.toBeNull());
});
