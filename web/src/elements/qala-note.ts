/** `<qala-note>`: one message in passing, read out by screen readers. */

import { button, h, icon } from "../lib/dom";
import { define, PageElement } from "../lib/page";

const PLAIN_STAYS_MS = 5000;

interface Said {
  message: string;
  tone: "plain" | "problem";
}

export class QalaNote extends PageElement {
  #timer = 0;

  protected override build(): void {
    const text = h("p", { role: "status" });
    const close = button(
      { class: "icon-button", "aria-label": this.page.words.text("note.close") },
      () => this.#hide(),
      icon("close"),
    );
    this.append(text, close);
    this.hidden = true;
    this.addEventListener("qala-say", (event) => {
      const { message, tone } = (event as CustomEvent<Said>).detail;
      clearTimeout(this.#timer);
      this.hidden = false;
      this.classList.toggle("problem", tone === "problem");
      text.textContent = message;
      if (tone === "plain") this.#timer = window.setTimeout(() => this.#hide(), PLAIN_STAYS_MS);
    });
  }

  #hide(): void {
    this.hidden = true;
  }
}

define("qala-note", QalaNote);
