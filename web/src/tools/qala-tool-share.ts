/** `<qala-tool-share>`: take this view along as an address. */

import { button, h, icon } from "../lib/dom";
import { copyText, define, PageElement } from "../lib/page";

export class QalaToolShare extends PageElement {
  #address!: HTMLInputElement;

  protected override build(): void {
    const { words } = this.page;
    this.#address = h("input", { type: "url", readonly: true, class: "address" });
    this.append(
      h(
        "label",
        { class: "tool-field" },
        h("span", {}, words.text("share.address")),
        this.#address,
      ),
      button(
        { class: "button" },
        () => void copyText(this.page, this.#address.value),
        icon("link"),
        words.text("place.copy"),
      ),
    );
  }

  protected override update(): void {
    this.#address.value = this.page.store.address({ mode: "layers", tool: null });
  }
}

define("qala-tool-share", QalaToolShare);
