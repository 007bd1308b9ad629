// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CONFIG } from "../testing/fixtures";
import { Store } from "./store";

describe("the store", () => {
  let store: Store;

  beforeEach(() => {
    vi.useFakeTimers();
    history.replaceState(null, "", "/ru/map?layers=stops");
    store = new Store(CONFIG);
  });

  afterEach(() => {
    store.close();
    vi.useRealTimers();
  });

  it("begins with the address and writes changes into it", () => {
    expect(store.state.layers).toEqual(["stops"]);
    store.change({ layers: ["roads"] });
    vi.runAllTimers();
    expect(location.search).toBe("?at=76.945,43.245,12&layers=roads");
  });

  it("tells listeners what is and what was, until they stop", () => {
    const seen: string[] = [];
    const stop = store.watch((state, before) => seen.push(`${before.on}>${state.on}`));
    store.change({ on: "2027-12-31" });
    stop();
    store.change({ on: "" });
    expect(seen).toEqual([">2027-12-31"]);
  });

  it("makes a step that the back button undoes", () => {
    const steps = history.length;
    store.change({ place: [76.9, 43.2] }, true);
    expect(history.length).toBe(steps + 1);
    expect(location.search).toContain("place=76.9,43.2");
    history.replaceState(null, "", "/ru/map?layers=stops");
    dispatchEvent(new PopStateEvent("popstate"));
    expect(store.state.place).toBeNull();
  });

  it("can leave the address alone", () => {
    const quiet = new Store(CONFIG, { inAddress: false });
    const steps = history.length;
    expect(quiet.state.layers).toEqual([]);
    quiet.change({ layers: ["roads"] }, true);
    quiet.change({ on: "2027-12-31" });
    vi.runAllTimers();
    expect(quiet.state.layers).toEqual(["roads"]);
    expect(location.search).toBe("?layers=stops");
    expect(history.length).toBe(steps);
  });

  it("gives an address to share", () => {
    store.change({ on: "2027-12-31" });
    expect(store.address()).toBe(
      "https://city.example/ru/map?at=76.945,43.245,12&layers=stops&on=2027-12-31",
    );
  });
});
