/** One of a few, as a row of radio buttons. */

import { h } from "../lib/dom";

let groups = 0;

export function choice(
  legend: string,
  options: readonly (readonly [value: string, label: string])[],
  chosen: string,
  choose: (value: string) => void,
): HTMLFieldSetElement {
  groups += 1;
  const name = `choice-${groups}`;
  const radios = options.map(([value, label]) => {
    const radio = h("input", { type: "radio", name, value, checked: value === chosen });
    radio.addEventListener("change", () => choose(value));
    return h("label", {}, radio, h("span", {}, label));
  });
  return h("fieldset", { class: "choice" }, h("legend", {}, legend), ...radios);
}
