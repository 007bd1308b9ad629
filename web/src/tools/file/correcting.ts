/** How a table of text was read: separator, encoding, columns of the place, each to be corrected. */

import { h } from "../../lib/dom";
import type { Page } from "../../lib/page";
import { SEPARATORS } from "./csv-words";
import type { Asked, TableReading } from "./own";
import { ENCODINGS } from "./text";

type Option = readonly [value: string, label: string];

export function correcting(
  { words }: Page,
  table: TableReading,
  again: (asked: Asked) => void,
  open: boolean,
): HTMLElement {
  const { encoding, separator, lon, lat, wkt } = table;
  const asked: Asked = { encoding, separator, lon, lat, wkt };
  const none: Option = ["", words.text("file.column.none")];
  const columns = [none, ...table.columns.map((each): Option => [each, each])];
  const signs = SEPARATORS.map((sign): Option => [sign, words.text(NAMES[sign])]);
  const field = (label: string, key: keyof Asked, options: readonly Option[]) => {
    const select = h("select", {}, ...options.map(([value, name]) => h("option", { value }, name)));
    select.value = String(asked[key] ?? "");
    select.addEventListener("change", () => again(corrected(asked, key, select.value)));
    return h("label", { class: "tool-field" }, h("span", {}, label), select);
  };
  return h(
    "details",
    { class: "typed", open },
    h("summary", {}, words.text("file.reading")),
    field(
      words.text("file.encoding"),
      "encoding",
      ENCODINGS.map((each) => [each, each.toUpperCase()]),
    ),
    field(words.text("file.separator"), "separator", signs),
    field(words.text("file.lon"), "lon", columns),
    field(words.text("file.lat"), "lat", columns),
    field(words.text("file.wkt"), "wkt", columns),
  );
}

const NAMES = {
  ",": "file.separator.comma",
  ";": "file.separator.semicolon",
  "\t": "file.separator.tab",
  "|": "file.separator.bar",
} as const;

/** With another separator the columns are others; text of geometry and two numbers exclude each other. */
function corrected(asked: Asked, key: keyof Asked, value: string): Asked {
  const next = { ...asked, [key]: value };
  if (key === "separator") return { ...next, lon: "", lat: "", wkt: "" };
  if (key === "wkt") return { ...next, lon: "", lat: "" };
  return key === "lon" || key === "lat" ? { ...next, wkt: "" } : next;
}
