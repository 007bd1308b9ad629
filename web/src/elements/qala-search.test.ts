// @vitest-environment jsdom

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { SearchAnswer, SearchResult } from "../lib/search";
import "./qala-search";

/** What a server would answer, by what was typed; `null` is an answer that never comes. */
const answers = new Map<string, Partial<SearchAnswer> | null>();
const asked: URL[] = [];

function result(title: string): SearchResult {
  return {
    title,
    subtitle: "street",
    dataset: "roads",
    id: title.toLowerCase(),
    lon: 76.9,
    lat: 43.2,
    url: `/en/map?select=roads/${title.toLowerCase()}`,
    formerly: "",
    at: [76.9, 43.2, 14],
    score: 0.9,
  };
}

function page(): { input: HTMLInputElement; search: HTMLElement } {
  document.documentElement.lang = "en";
  document.body.innerHTML = `<qala-search><form action="/en/search" role="search">
    <label for="q">Find</label><input id="q" name="q" type="search"></form></qala-search>`;
  const search = document.querySelector("qala-search") as HTMLElement;
  return { search, input: search.querySelector("input") as HTMLInputElement };
}

async function type(input: HTMLInputElement, text: string): Promise<void> {
  input.focus();
  input.value = text;
  input.dispatchEvent(new Event("input"));
  await vi.advanceTimersByTimeAsync(200);
}

function press(input: HTMLInputElement, key: string): KeyboardEvent {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
  input.dispatchEvent(event);
  return event;
}

const titles = () =>
  [...document.querySelectorAll(".search-title")].map((each) => each.textContent);
const active = (input: HTMLInputElement) =>
  document.getElementById(input.getAttribute("aria-activedescendant") ?? "")?.textContent;

beforeEach(() => {
  vi.useFakeTimers();
  answers.clear();
  asked.length = 0;
  vi.stubGlobal("fetch", (address: string, { signal }: RequestInit) => {
    const url = new URL(address, location.href);
    asked.push(url);
    const answer = answers.get(url.searchParams.get("q") ?? "");
    return new Promise((resolve, reject) => {
      signal?.addEventListener("abort", () => reject(new DOMException("", "AbortError")));
      if (answer !== null)
        resolve(Response.json({ results: [], hint: "", close: false, ready: true, ...answer }));
    });
  });
});

afterEach(() => {
  document.body.innerHTML = "";
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("the search box", () => {
  it("brings its answer into view", async () => {
    const shown = vi.fn();
    Element.prototype.scrollIntoView = shown;
    answers.set("abai", { results: [result("Abay Avenue")] });
    const { input } = page();
    await type(input, "abai");
    expect(shown.mock.contexts.map((each) => (each as Element).className)).toEqual([
      "search-answer",
    ]);
    expect(shown).toHaveBeenCalledWith({ block: "nearest" });
    Reflect.deleteProperty(Element.prototype, "scrollIntoView");
  });

  it("answers while one types, in the language of the page", async () => {
    answers.set("abay", { results: [result("Abay"), result("Abylai")] });
    const { input } = page();
    expect(input.getAttribute("role")).toBe("combobox");
    await type(input, "abay");
    expect(titles()).toEqual(["Abay", "Abylai"]);
    expect(input.getAttribute("aria-expanded")).toBe("true");
    expect(document.querySelector("[role=status]")?.textContent).toBe("2 results. ");
    expect(asked[0]?.searchParams.get("lang")).toBe("en");
  });

  it("asks once for letters typed in quick succession", async () => {
    const { input } = page();
    input.focus();
    for (const text of ["a", "ab", "aba"]) {
      input.value = text;
      input.dispatchEvent(new Event("input"));
      await vi.advanceTimersByTimeAsync(50);
    }
    await vi.advanceTimersByTimeAsync(200);
    expect(asked.map((url) => url.searchParams.get("q"))).toEqual(["aba"]);
  });

  it("keeps an answer in sight until the next one comes, and drops one that is late", async () => {
    answers.set("aba", { results: [result("Abay")] });
    answers.set("abat", null);
    const { input } = page();
    await type(input, "aba");
    await type(input, "abat");
    expect(titles()).toEqual(["Abay"]);
    answers.set("abyl", { results: [result("Abylai")] });
    await type(input, "abyl");
    expect(titles()).toEqual(["Abylai"]);
  });

  it("goes through the answers with the arrows and past the ends to what was typed", async () => {
    answers.set("ab", { results: [result("Abay"), result("Abylai")] });
    const { input } = page();
    await type(input, "ab");
    press(input, "ArrowDown");
    expect(active(input)).toContain("Abay");
    press(input, "ArrowUp");
    expect(input.hasAttribute("aria-activedescendant")).toBe(false);
    press(input, "ArrowUp");
    expect(active(input)).toContain("Abylai");
    expect(document.querySelectorAll("[aria-selected=true]")).toHaveLength(1);
  });

  it("tells which answer was chosen, by key or by hand", async () => {
    answers.set("ab", { results: [result("Abay"), result("Abylai")] });
    const { input, search } = page();
    const chosen: string[] = [];
    search.addEventListener("qala-found", (event) => {
      event.preventDefault();
      chosen.push((event as CustomEvent<SearchResult>).detail.title);
    });
    await type(input, "ab");
    press(input, "ArrowDown");
    expect(press(input, "Enter").defaultPrevented).toBe(true);
    document.querySelectorAll<HTMLElement>("[role=option]")[1]?.click();
    expect(chosen).toEqual(["Abay", "Abylai"]);
    expect(input.getAttribute("aria-expanded")).toBe("false");
  });

  it("leaves Enter to the form where nothing is chosen", async () => {
    answers.set("ab", { results: [result("Abay")] });
    const { input } = page();
    await type(input, "ab");
    expect(press(input, "Enter").defaultPrevented).toBe(false);
  });

  it("gives way to Escape step by step", async () => {
    answers.set("ab", { results: [result("Abay")] });
    const { input } = page();
    await type(input, "ab");
    press(input, "Escape");
    expect(input.getAttribute("aria-expanded")).toBe("false");
    expect(input.value).toBe("ab");
    press(input, "Escape");
    expect(input.value).toBe("");
    expect(press(input, "Escape").defaultPrevented).toBe(false);
  });

  it("says what the server says of an answer", async () => {
    answers.set("qqq", { hint: "Nothing was found." });
    const { input } = page();
    await type(input, "qqq");
    expect(document.querySelector(".search-hint")?.textContent).toBe("Nothing was found.");
    expect(document.querySelector("[role=status]")?.textContent).toBe("Nothing was found.");
  });
});
