/** `<qala-toolbox>`: the tools of the map to choose from, or the one at hand. */

import { button, h, icon } from "../lib/dom";
import { define, PageElement } from "../lib/page";
import type { MapState } from "../lib/state";
import { TOOLS, type Tool, type ToolId, toolNamed } from "../lib/tools";

export class QalaToolbox extends PageElement {
  #choice!: HTMLElement;
  #bench!: HTMLElement;
  #shown: Tool | undefined;

  protected override build(): void {
    this.#choice = h(
      "ul",
      { class: "tool-list" },
      ...TOOLS.map((tool) => h("li", {}, this.#card(tool))),
    );
    this.#bench = h("div", { class: "tool-bench" });
    this.append(this.#choice, this.#bench);
  }

  protected override update(state: MapState, before: MapState): void {
    const tool = state.mode === "tools" && !state.place ? toolNamed(state.tool) : undefined;
    this.#choice.hidden = tool !== undefined;
    if (tool === this.#shown) return;
    const left = this.#shown;
    this.#shown = tool;
    if (tool) void this.#take(tool, state !== before);
    else this.#bench.replaceChildren();
    if (left && !tool && state.mode === "tools" && !state.place) this.#focusCard(left);
  }

  async #take(tool: Tool, byHand: boolean): Promise<void> {
    const { store, words, say } = this.page;
    const back = button(
      { class: "quiet back" },
      () => store.change({ tool: null }, true),
      icon("back"),
      words.text("panel.tools"),
    );
    const title = h("h2", { tabindex: -1 }, words.text(tool.title));
    this.#bench.replaceChildren(h("div", { class: "section-head" }, back), title);
    if (byHand) title.focus({ preventScroll: true });
    try {
      await tool.load();
    } catch (error) {
      say(words.text("tool.failed"), "problem");
      console.error(error);
      return;
    }
    if (this.#shown === tool) this.#bench.append(h(`qala-tool-${tool.id}`));
  }

  #card(tool: Tool & { id: ToolId }): HTMLElement {
    const { store, words } = this.page;
    return button(
      { class: "tool-card", "data-tool": tool.id },
      () => store.change({ tool: tool.id }, true),
      icon(tool.icon),
      h("strong", {}, words.text(tool.title)),
      h("span", {}, words.text(tool.about)),
    );
  }

  #focusCard(tool: Tool): void {
    this.#choice.querySelector<HTMLElement>(`[data-tool="${tool.id}"]`)?.focus();
  }
}

define("qala-toolbox", QalaToolbox);
