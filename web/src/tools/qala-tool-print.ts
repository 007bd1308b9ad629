/** `<qala-tool-print>`: this view as a PDF, drawn by the server. */

import { button, h } from "../lib/dom";
import { orRefused, Refused } from "../lib/identify";
import { makeLink } from "../lib/links";
import { define, PageElement } from "../lib/page";
import type { MapState } from "../lib/state";
import type { TextKey } from "../messages";

const TITLE_MAX = 160;
const PDF = "application/pdf, application/problem+json";
const PAPERS = ["a4", "a3"] as const;
const ORIENTATIONS = ["landscape", "portrait"] as const;

export class QalaToolPrint extends PageElement {
  #form!: HTMLFormElement;
  #start!: HTMLButtonElement;
  #stop!: HTMLButtonElement;
  #said!: HTMLElement;
  #flat!: HTMLElement;
  #asking: AbortController | null = null;

  protected override build(): void {
    const { words } = this.page;
    const title = h("input", { type: "text", name: "title", maxlength: TITLE_MAX });
    this.#start = h("button", { type: "submit", class: "button" }, words.text("print.start"));
    this.#stop = button({ class: "button quiet" }, () => this.#abort(), words.text("print.stop"));
    this.#stop.hidden = true;
    this.#said = h("div", { class: "print-said", role: "status" });
    this.#flat = h("p", { class: "hint" }, words.text("print.flat"));
    this.#form = h(
      "form",
      {},
      h(
        "label",
        { class: "tool-field" },
        h("span", {}, words.text("print.title")),
        title,
        h("span", { class: "hint" }, words.text("print.title.about")),
      ),
      this.#choice("paper", PAPERS),
      this.#choice("orientation", ORIENTATIONS),
      this.#flat,
      h("div", { class: "tool-row" }, this.#start, this.#stop),
      this.#said,
    );
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#print();
    });
    this.#form.addEventListener("input", () => this.#said.replaceChildren());
    this.append(this.#form);
  }

  protected override update(state: MapState, before: MapState): void {
    this.#flat.hidden = !state.tall && !state.turn;
    if (state !== before && !this.#asking) this.#said.replaceChildren();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#abort();
  }

  #choice<Name extends "paper" | "orientation">(name: Name, values: readonly string[]) {
    const { words } = this.page;
    const radios = values.map((value, index) =>
      h(
        "label",
        {},
        h("input", { type: "radio", name, value, checked: index === 0 }),
        words.text(`print.${value}` as TextKey),
      ),
    );
    const legend = h("legend", {}, words.text(`print.${name}`));
    return h("fieldset", { class: "choice" }, legend, ...radios);
  }

  async #print(): Promise<void> {
    const { words } = this.page;
    this.#abort();
    const asking = new AbortController();
    this.#asking = asking;
    this.#wait(true);
    this.#said.replaceChildren(h("p", {}, words.text("print.drawing")));
    try {
      const address = await this.#address();
      const answer = await fetch(address, { signal: asking.signal, headers: { Accept: PDF } });
      await orRefused(answer);
      const file = await answer.blob();
      this.#show(address, file.size);
    } catch (error) {
      if (asking.signal.aborted) this.#said.replaceChildren();
      else this.#fail(error);
    }
    if (this.#asking === asking) {
      this.#asking = null;
      this.#wait(false);
    }
  }

  /** Where the server draws the view: all that is to be seen of it, with the visitor's wishes. */
  async #address(): Promise<string> {
    const { config, store } = this.page;
    const view = store.address({ mode: "layers", tool: null });
    // The code on the paper is easier to read when the address is short; it can be done without.
    await makeLink(view, config.lang).catch((error: unknown) => console.warn(error));
    const { canvas } = await this.page.map;
    const { left = 0, right = 0, top = 0, bottom = 0 } = canvas.getPadding();
    const { clientWidth, clientHeight } = canvas.getContainer();
    const seen = [clientWidth - left - right, clientHeight - top - bottom].map(Math.round);
    const url = new URL(view);
    url.pathname = `/${config.lang}/print/map.pdf`;
    for (const [name, value] of new FormData(this.#form)) url.searchParams.set(name, String(value));
    url.searchParams.set("seen", seen.join(","));
    return url.href;
  }

  #show(address: string, bytes: number): void {
    const { words } = this.page;
    const size = words.text("print.size", { n: words.number(bytes / 1e6, 1) });
    const open = h(
      "a",
      { class: "button", href: address, target: "_blank", rel: "noopener" },
      words.text("print.open"),
    );
    const save = h(
      "a",
      { class: "button", href: address, download: "map.pdf" },
      words.text("print.save"),
    );
    this.#said.replaceChildren(
      h("p", {}, words.text("print.ready"), " ", size),
      h("div", { class: "tool-row" }, open, save),
    );
    open.focus();
  }

  #fail(error: unknown): void {
    const reason = error instanceof Refused ? error.message : "";
    if (!reason) console.error(error);
    const said = reason || this.page.words.text("print.failed");
    this.#said.replaceChildren(h("p", { class: "problem" }, said));
  }

  #wait(waiting: boolean): void {
    this.#start.disabled = waiting;
    this.#stop.hidden = !waiting;
  }

  #abort(): void {
    this.#asking?.abort();
    this.#asking = null;
  }
}

define("qala-tool-print", QalaToolPrint);
