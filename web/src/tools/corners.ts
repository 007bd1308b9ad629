/** How corners are set without a pointer, and taken back: the part that drawing tools share. */

import { isUnderstood, readCoordinates } from "../lib/coordinates";
import { button, h, icon } from "../lib/dom";
import { formatNumber, formatPoint } from "../lib/format";
import type { Page } from "../lib/page";
import type { Sketch } from "./sketch";

export interface Corners {
  element: HTMLElement;
  /** Follow the number of corners: what cannot be taken back is not offered. */
  count: (corners: number) => void;
}

/** Buttons and a field that change `sketch()`; `changed` is called after each change. */
export function corners(page: Page, sketch: () => Sketch | null, changed: () => void): Corners {
  const { words } = page;
  const act = (change: (drawn: Sketch) => void) => {
    const drawn = sketch();
    if (!drawn) return;
    change(drawn);
    changed();
  };
  const undo = button(
    { class: "quiet" },
    () => act((drawn) => drawn.undo()),
    icon("undo"),
    words.text("draw.undo"),
  );
  const clear = button(
    { class: "quiet" },
    () =>
      act((drawn) => {
        drawn.corners = [];
      }),
    icon("close"),
    words.text("draw.clear"),
  );
  const here = button(
    { class: "quiet here" },
    () => act((drawn) => drawn.addCentre()),
    icon("cross"),
    words.text("draw.centre"),
  );
  const element = h(
    "div",
    { class: "corners" },
    h("p", { class: "hint" }, words.text("draw.hint")),
    h("div", { class: "tool-row" }, here, undo, clear),
    typing(page, act),
  );
  return {
    element,
    count: (number) => {
      for (const press of [undo, clear]) press.disabled = number === 0;
    },
  };
}

function typing(page: Page, act: (change: (drawn: Sketch) => void) => void): HTMLElement {
  const { config, words } = page;
  const field = h("textarea", { rows: 2, id: "draw-typed", spellcheck: "false" });
  const [lon, lat] = config.city.centre;
  field.placeholder = formatPoint(lon, lat);
  const answer = h("p", { class: "hint", role: "status" });
  const add = () => {
    const read = readCoordinates(field.value, config.city.bounds);
    answer.classList.toggle("problem", !isUnderstood(read));
    if (!isUnderstood(read)) {
      answer.textContent = words.text("draw.unread", {
        line: String(read.line),
        text: read.text.slice(0, 40),
      });
      return;
    }
    act((drawn) => {
      for (const point of read.points) drawn.add(point);
    });
    answer.textContent = said(page, read);
    void page.map.then((map) => read.points[0] && map.reveal(read.points[0]));
    field.value = "";
  };
  return h(
    "details",
    { class: "typed" },
    h("summary", {}, words.text("draw.typed")),
    h("label", { class: "tool-field" }, h("span", {}, words.text("draw.typed.label")), field),
    button({ class: "button" }, add, words.text("draw.add")),
    answer,
  );
}

/** How typed coordinates were understood. */
function said(
  { words }: Page,
  read: { points: [number, number][]; order: string; sexagesimal: boolean; outside: boolean },
): string {
  const [lon, lat] = read.points[0] ?? [0, 0];
  const values = { lat: formatNumber(lat, words.lang, 6), lon: formatNumber(lon, words.lang, 6) };
  const parts = [
    words.count("draw.read", read.points.length),
    words.text("draw.read.first", values),
    read.sexagesimal || words.text(read.order === "lat" ? "draw.order.lat" : "draw.order.lon"),
    read.outside && words.text("draw.outside"),
  ];
  return parts.filter((part) => typeof part === "string").join(" ");
}
