/** The answer to "what is inside?": dataset by dataset, under themes. */

import { downloadInside } from "../lib/area";
import { h, icon } from "../lib/dom";
import { formatNumber } from "../lib/format";
import { byTheme, type Unknown } from "../lib/identify";
import type { Figure, Inside, InsideDataset, Part, Share } from "../lib/inside";
import type { Page } from "../lib/page";

/** More categories of a field are told together. */
const PARTS_SHOWN = 6;
const FIGURES_SHOWN = 4;

/** `area` is the text of the area that was asked about. */
export function insideAnswer(page: Page, answer: Inside, area: string): HTMLElement[] {
  const { config, words } = page;
  const themes = config.themes.map(({ id }) => id);
  return [
    h(
      "h3",
      { class: "summary", tabindex: -1 },
      words.text("inside.area", { area: answer.area_text }),
    ),
    h("p", { class: "hint" }, words.text("inside.method")),
    ...byTheme(answer.datasets, themes).map(([theme, members]) =>
      h(
        "details",
        { class: "branch", open: true },
        h("summary", {}, icon("next"), h("span", { class: "branch-title" }, titleOf(page, theme))),
        ...members.map((each) => datasetOf(page, each, area)),
      ),
    ),
    ...nothing(page, answer.nothing),
  ];
}

function titleOf({ config }: Page, theme: string): string {
  return config.themes.find(({ id }) => id === theme)?.title ?? theme;
}

function datasetOf(page: Page, each: InsideDataset, area: string): HTMLElement {
  const { config, words } = page;
  const layer = config.layers.find(({ id }) => id === each.dataset);
  const title = layer ? h("a", { href: layer.page }, each.title) : each.title;
  const origin = [
    each.source && words.text("place.source", { source: each.source }),
    each.date && words.text("place.date", { date: each.date }),
  ];
  return h(
    "article",
    { class: "feature" },
    h("h4", {}, title),
    each.generated && h("span", { class: "tag" }, words.text("generated.layer")),
    h("p", { class: "inside-count" }, counted(page, each)),
    each.figures.length > 0 && figures(page, each),
    ...each.shares.slice(0, 1).map((share) => shares(page, share, each)),
    each.shares.length > 1 &&
      h(
        "details",
        { class: "typed" },
        h("summary", {}, words.text("inside.shares.more")),
        ...each.shares.slice(1).map((share) => shares(page, share, each)),
      ),
    h("p", { class: "feature-source" }, origin.filter(Boolean).join(". ")),
    !each.raster &&
      h(
        "a",
        { class: "feature-source", href: downloadInside(each.dataset, area), download: true },
        words.text("inside.download"),
      ),
  );
}

function counted({ words }: Page, each: InsideDataset): string {
  if (each.capped) return words.text("inside.capped", { count: each.count_text });
  const parts = [
    words.count(each.raster ? "inside.cells" : "inside.count", each.count),
    each.size_text && words.text("inside.size", { size: each.size_text }),
    each.cut > 0 && words.count("inside.cut", each.cut),
  ];
  return parts.filter(Boolean).join(" · ");
}

function figures(page: Page, each: InsideDataset): HTMLElement {
  const { words } = page;
  const rows = each.figures.map((figure) =>
    h(
      "div",
      {},
      h("dt", {}, named(page, figure)),
      h(
        "dd",
        {},
        figure.approximate && h("abbr", { title: words.text("inside.approximate") }, "≈"),
        figure.approximate && "\u00a0",
        figure.text,
        figure.known < each.count &&
          h("small", {}, ` ${words.count("inside.known", figure.known)}`),
      ),
    ),
  );
  const list = h("dl", {}, ...rows.slice(0, FIGURES_SHOWN));
  if (rows.length <= FIGURES_SHOWN) return list;
  const more = h(
    "details",
    { class: "typed" },
    h("summary", {}, words.count("inside.figures.more", rows.length - FIGURES_SHOWN)),
    h("dl", {}, ...rows.slice(FIGURES_SHOWN)),
  );
  return h("div", {}, list, more);
}

function named({ words }: Page, { label, how }: Figure): string {
  return how === "sum" ? label : `${label}, ${words.text(`inside.${how}`)}`;
}

function shares(page: Page, { label, parts }: Share, { measure }: InsideDataset): HTMLElement {
  const { words } = page;
  const rest = parts.slice(PARTS_SHOWN);
  const shown: Part[] = [...parts.slice(0, PARTS_SHOWN)];
  if (rest.length > 0)
    shown.push({
      label: words.count("legend.more", rest.length),
      count: rest.reduce((sum, part) => sum + part.count, 0),
      share: rest.reduce((sum, part) => sum + part.share, 0),
    });
  return h(
    "table",
    { class: "shares" },
    h("caption", {}, `${label}, ${words.text(`inside.by.${measure}`)}`),
    h("tbody", {}, ...shown.map((part) => row(page, part))),
  );
}

function row({ words }: Page, { label, count, share }: Part): HTMLElement {
  const bar = h("span", { class: "bar", "aria-hidden": "true" });
  bar.style.setProperty("--share", String(share));
  const percent = share > 0 && share < 0.005 ? "<1" : formatNumber(share * 100, words.lang, 0);
  return h(
    "tr",
    {},
    h("th", { scope: "row" }, label, bar),
    h("td", {}, words.text("layer.percent", { n: percent })),
    h("td", {}, formatNumber(count, words.lang)),
  );
}

function nothing(page: Page, unknown: Unknown[]): HTMLElement[] {
  const { config, words } = page;
  if (unknown.length === 0) return [];
  const groups = byTheme(
    unknown,
    config.themes.map(({ id }) => id),
  );
  return [
    h(
      "details",
      { class: "branch unknown" },
      h(
        "summary",
        {},
        icon("next"),
        h("span", { class: "branch-title" }, words.text("inside.nothing")),
        h("span", { class: "count" }, words.count("place.unknown.count", unknown.length)),
      ),
      h("p", {}, words.text("inside.nothing.note")),
      h(
        "ul",
        {},
        ...groups.map(([theme, members]) =>
          h(
            "li",
            {},
            h("strong", {}, `${titleOf(page, theme)}: `),
            members.map(({ title }) => title).join(", "),
          ),
        ),
      ),
    ),
  ];
}
