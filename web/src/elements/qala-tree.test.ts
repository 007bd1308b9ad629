// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import { mount } from "../testing/mount";
import { matches } from "./qala-tree";

describe("the tree of layers", () => {
  it("shows and hides a layer, the newest uppermost", () => {
    const { element, page } = mount("qala-tree", "?layers=stops");
    const box = element.querySelector<HTMLInputElement>("input[value=schools]");
    expect(element.querySelector<HTMLInputElement>("input[value=stops]")?.checked).toBe(true);
    box?.click();
    expect(page.store.state.layers).toEqual(["schools", "stops"]);
    expect(element.querySelector("summary .tag")?.textContent).toBe("показано 2");
    box?.click();
    expect(page.store.state.layers).toEqual(["stops"]);
  });

  it("finds layers and says how many", () => {
    const { element } = mount("qala-tree");
    const search = element.querySelector<HTMLInputElement>("#tree-search") as HTMLInputElement;
    const type = (text: string) => {
      search.value = text;
      search.dispatchEvent(new Event("input"));
      return element.querySelector("[role=status]")?.textContent;
    };
    expect(type("schools")).toBe("Найден 1 слой");
    expect(element.querySelectorAll("li:not([hidden])")).toHaveLength(1);
    expect(element.querySelector("details")?.open).toBe(true);
    expect(type("xyz")).toContain("Слоя с таким названием нет");
    expect(type("")).toBe("");
    expect(element.querySelectorAll("li[hidden]")).toHaveLength(0);
  });

  it("looks into titles, abstracts and themes", () => {
    const { page } = mount("qala-tree");
    const [layer] = page.config.layers;
    const [theme] = page.config.themes;
    if (!layer || !theme) throw new Error("The fixture is empty.");
    expect(matches("ТЕРРИТ all", layer, theme)).toBe(true);
    expect(matches("террит nothing", layer, theme)).toBe(false);
  });
});
