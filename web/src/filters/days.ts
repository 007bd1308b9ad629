/** A filter by a day: from and to. */

import { h } from "../lib/dom";
import type { Part } from "../lib/filter";
import type { Control, Subject } from "./control";

type Range = Part & { is: "range" };

export function dayControl({ words, id, whole, choose }: Subject): Control {
  const day = (name: "from" | "to") =>
    h("input", {
      id: `${id}-${name}`,
      type: "date",
      min: isoDay(whole.least),
      max: isoDay(whole.most),
    });
  const [from, to] = [day("from"), day("to")];
  const problem = h("p", { class: "field-problem", role: "alert" });
  const send = () => {
    const crossed = from.value !== "" && to.value !== "" && from.value > to.value;
    problem.textContent = crossed ? words.text("filter.crossed") : "";
    if (crossed) return;
    const range: Range = { is: "range", from: from.value, to: to.value, open: false };
    choose(from.value || to.value ? [range] : []);
  };
  for (const each of [from, to]) each.addEventListener("change", send);
  const label = (name: "from" | "to", input: HTMLInputElement) =>
    h("label", { class: "limit" }, h("span", {}, words.text(`filter.${name}`)), input);
  return {
    element: h(
      "div",
      {},
      h("div", { class: "limits" }, label("from", from), label("to", to)),
      problem,
    ),
    follow: (parts) => {
      const range = parts.find((part): part is Range => part.is === "range");
      from.value = range?.from ?? "";
      to.value = range?.to ?? "";
    },
    count: () => {},
  };
}

/** A whole day, or nothing for a year or a month alone, which the field could not show. */
function isoDay(value: number | string | null): string | null {
  return typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : null;
}
