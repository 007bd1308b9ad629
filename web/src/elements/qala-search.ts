/**
 * `<qala-search>`: makes the plain search form inside it answer while one types.
 *
 * A combobox with a list (WAI-ARIA Authoring Practices). A chosen result is told by the event
 * `qala-found`; unless somebody prevents its default, its page is opened. Without script the form
 * leads to the page of results.
 */

import type { LonLat } from "../lib/config";
import { button, h, icon } from "../lib/dom";
import { Refused } from "../lib/identify";
import { define } from "../lib/page";
import { type SearchAnswer, type SearchResult, searchNames } from "../lib/search";
import { Words } from "../messages";

/** Fast typists are not interrupted by an answer to every letter. */
const ASK_AFTER_MS = 120;
/** Shorter waits need no sign. */
const SAY_AFTER_MS = 300;
const LIMIT = 8;

export class QalaSearch extends HTMLElement {
  /** Where the visitor looks, so that what is near comes first. */
  near: () => LonLat | null = () => null;
  /** Enter takes the first result, where none is chosen, instead of opening the page of results. */
  takesFirst = false;

  readonly #words = new Words(document.documentElement.lang);
  #input!: HTMLInputElement;
  #box!: HTMLElement;
  #list!: HTMLUListElement;
  #hint!: HTMLElement;
  #said!: HTMLElement;
  #clear!: HTMLButtonElement;
  #results: SearchResult[] = [];
  #answered = "";
  #active = -1;
  #timer = 0;
  #slow = 0;
  #request: AbortController | null = null;

  connectedCallback(): void {
    const input = this.querySelector<HTMLInputElement>("form input[name=q]");
    if (!input || this.classList.contains("ready")) return;
    this.classList.add("ready");
    this.#input = input;
    this.#build();
    input.addEventListener("input", () => this.#typed());
    input.addEventListener("keydown", (event) => this.#key(event));
    input.addEventListener("focus", () => this.#open(this.#results.length > 0));
    this.addEventListener("focusout", (event) => {
      if (!this.contains(event.relatedTarget as Node | null)) this.#open(false);
    });
    this.#typed();
  }

  disconnectedCallback(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#slow);
    this.#request?.abort();
  }

  #build(): void {
    const words = this.#words;
    const id = this.#input.id;
    for (const [name, value] of Object.entries({
      type: "text",
      role: "combobox",
      "aria-expanded": "false",
      "aria-controls": `${id}-list`,
      "aria-autocomplete": "list",
      autocomplete: "off",
      autocapitalize: "none",
      spellcheck: "false",
      enterkeyhint: "search",
    }))
      this.#input.setAttribute(name, value);
    this.#list = h("ul", {
      id: `${id}-list`,
      class: "search-list",
      role: "listbox",
      "aria-label": words.text("search.results"),
      hidden: true,
    });
    this.#list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.#hint = h("p", { class: "search-hint", hidden: true });
    this.#said = h("p", { class: "visually-hidden", role: "status" });
    const empty = { class: "search-clear", "aria-label": words.text("search.clear") };
    this.#clear = button(empty, () => this.#empty(), icon("close"));
    this.#input.after(this.#clear);
    this.#box = h("div", { class: "search-answer" }, this.#hint, this.#list);
    this.append(this.#box, this.#said);
  }

  #typed(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#slow);
    this.#request?.abort();
    const text = this.#input.value.trim();
    this.#clear.hidden = this.#input.value === "";
    this.#move(-1);
    if (text === "") this.#forget();
    else if (document.activeElement === this.#input)
      this.#timer = window.setTimeout(() => void this.#ask(text), ASK_AFTER_MS);
  }

  async #ask(text: string): Promise<void> {
    const request = new AbortController();
    this.#request = request;
    this.#slow = window.setTimeout(() => this.#say("search.searching"), SAY_AFTER_MS);
    try {
      const { lang } = this.#words;
      const asked = { lang, limit: LIMIT, near: this.near() };
      const answer = await searchNames(text, asked, request.signal);
      if (!request.signal.aborted) this.#show(text, answer);
    } catch (error) {
      if (request.signal.aborted) return;
      this.#show(text, null, error instanceof Refused ? error.message : "");
    } finally {
      if (!request.signal.aborted) clearTimeout(this.#slow);
    }
  }

  /** Put an answer in the place of the one before; `null` where none could be fetched. */
  #show(text: string, answer: SearchAnswer | null, why = ""): void {
    clearTimeout(this.#slow);
    this.#answered = answer ? text : "";
    this.#results = answer?.results ?? [];
    this.#list.replaceChildren(...this.#results.map((each, row) => this.#option(each, row)));
    const hint = answer ? answer.hint : why || this.#words.text("search.failed");
    this.#hint.textContent = hint;
    this.#open(true);
    const count = this.#words.count("search.count", this.#results.length);
    this.#said.textContent = this.#results.length > 0 ? `${count}. ${hint}` : hint;
    this.#box.scrollIntoView?.({ block: "nearest" });
  }

  #option(found: SearchResult, row: number): HTMLElement {
    const option = h(
      "li",
      { role: "option", id: `${this.#input.id}-${row}`, "aria-selected": "false" },
      h("span", { class: "search-title" }, found.title),
      found.subtitle !== "" && h("span", { class: "search-about" }, found.subtitle),
    );
    option.addEventListener("click", () => this.#choose(found));
    return option;
  }

  #say(key: "search.searching"): void {
    this.#said.textContent = this.#words.text(key);
    if (this.#results.length > 0) return;
    this.#hint.textContent = this.#words.text(key);
    this.#open(true);
  }

  #key(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (event.key === "ArrowDown") this.#step(event, 1);
    else if (event.key === "ArrowUp") this.#step(event, -1);
    else if (event.key === "Enter") this.#enter(event);
    else if (event.key === "Escape") this.#escape(event);
  }

  /** First the answer goes, then what was typed; then the key is the page's. */
  #escape(event: KeyboardEvent): void {
    if (!this.#isOpen && this.#input.value === "") return;
    event.preventDefault();
    event.stopPropagation();
    if (this.#isOpen) this.#open(false);
    else this.#empty();
  }

  /** To the next option or the one before; beyond the ends lies what was typed. */
  #step(event: KeyboardEvent, by: 1 | -1): void {
    if (this.#results.length === 0) return;
    event.preventDefault();
    const places = this.#results.length + 1;
    const wasOpen = this.#isOpen;
    this.#open(true);
    const from = wasOpen ? this.#active : -1;
    this.#move(((from + 1 + by + places) % places) - 1);
  }

  #move(row: number): void {
    this.#active = row;
    const options = [...this.#list.children];
    for (const [number, option] of options.entries())
      option.setAttribute("aria-selected", String(number === row));
    if (row < 0) this.#input.removeAttribute("aria-activedescendant");
    else this.#input.setAttribute("aria-activedescendant", options[row]?.id ?? "");
    options[row]?.scrollIntoView?.({ block: "nearest" });
  }

  #enter(event: KeyboardEvent): void {
    const current = this.#answered === this.#input.value.trim();
    const found = this.#results[this.#active] ?? (this.takesFirst && current && this.#results[0]);
    if (!found) return;
    event.preventDefault();
    this.#choose(found);
  }

  #choose(found: SearchResult): void {
    this.#input.value = found.title;
    this.#clear.hidden = false;
    this.#open(false);
    const told = new CustomEvent("qala-found", { detail: found, bubbles: true, cancelable: true });
    if (this.dispatchEvent(told)) location.assign(found.url);
  }

  #empty(): void {
    this.#input.value = "";
    this.#input.focus();
    this.#typed();
  }

  #forget(): void {
    this.#results = [];
    this.#answered = "";
    this.#list.replaceChildren();
    this.#hint.textContent = "";
    this.#said.textContent = "";
    this.#open(false);
  }

  get #isOpen(): boolean {
    return !this.#list.hidden || !this.#hint.hidden;
  }

  #open(open: boolean): void {
    const listed = open && this.#results.length > 0;
    this.#list.hidden = !listed;
    this.#hint.hidden = !(open && this.#hint.textContent !== "");
    this.#box.hidden = !this.#isOpen;
    this.#input.setAttribute("aria-expanded", String(listed));
    if (!listed) this.#move(-1);
  }
}

define("qala-search", QalaSearch);
