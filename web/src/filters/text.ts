/** A filter by text: the field holds what is typed, in any case. */

import { h } from "../lib/dom";
import type { Control, Subject } from "./control";

const LONGEST = 100;

export function textControl({ words, id, choose, field }: Subject): Control {
  const input = h("input", {
    id: `${id}-text`,
    type: "search",
    maxlength: LONGEST,
    autocomplete: "off",
    "aria-label": `${field.label}: ${words.text("filter.contains")}`,
  });
  input.addEventListener("input", () => {
    const text = input.value.trim();
    choose(text ? [{ is: "text", text }] : []);
  });
  return {
    element: h("label", { class: "field" }, words.text("filter.contains"), input),
    follow: (parts) => {
      const [part] = parts;
      const text = part?.is === "text" ? part.text : "";
      if (document.activeElement !== input && input.value.trim() !== text) input.value = text;
    },
    count: () => {},
  };
}
