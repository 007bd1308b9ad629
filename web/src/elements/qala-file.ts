/** `<qala-file>`: a link to a file that may have to be made: it shows how far that is. */

import { h } from "../lib/dom";
import { fetchFile } from "../lib/fetching";
import { define } from "../lib/page";
import { Words } from "../messages";

export class QalaFile extends HTMLElement {
  connectedCallback(): void {
    const link = this.querySelector("a");
    if (!link) return;
    const box = h("span", { class: "fetching" });
    const words = new Words(document.documentElement.lang);
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      (this.parentElement ?? this).append(box);
      void fetchFile(link.href, words, box);
    });
  }
}

define("qala-file", QalaFile);
