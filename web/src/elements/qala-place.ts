/** `<qala-place>`: what is known at a point. First one sentence, then everything, then what is not known. */

import { button, h, icon } from "../lib/dom";
import { formatDate, formatDistance, formatPoint } from "../lib/format";
import {
  byTheme,
  type Found,
  type Identified,
  identify,
  Refused,
  type Unknown,
} from "../lib/identify";
import { copyText, define, PageElement } from "../lib/page";
import type { MapState } from "../lib/state";

/** More features of one theme begin folded. */
const SHOWN_PER_THEME = 6;

export class QalaPlace extends PageElement {
  #asked = "";
  #request: AbortController | null = null;
  #answer!: HTMLElement;
  /** What a screen reader says: the sentence alone, not all that follows it. */
  #said!: HTMLElement;
  readonly #shows = new Map<string, HTMLButtonElement>();

  protected override build(): void {
    const { words, store } = this.page;
    const back = button(
      { class: "quiet back" },
      () => store.change({ place: null, select: null }, true),
      icon("back"),
      words.text("place.back"),
    );
    const copy = button(
      { class: "quiet" },
      () => void copyText(this.page, store.address()),
      icon("link"),
      words.text("place.copy"),
    );
    this.#answer = h("div", { class: "place" });
    this.#said = h("p", { class: "visually-hidden", role: "status" });
    this.append(h("div", { class: "section-head" }, back, copy), this.#said, this.#answer);
  }

  protected override update(state: MapState): void {
    const asked = state.place?.join() ?? "";
    if (asked !== this.#asked) {
      this.#asked = asked;
      this.#request?.abort();
      if (state.place) void this.#ask(state.place);
    }
    for (const [key, press] of this.#shows) {
      const shown = state.select !== null && key === `${state.select.dataset}/${state.select.id}`;
      press.setAttribute("aria-pressed", String(shown));
      press.textContent = this.page.words.text(shown ? "place.shown" : "place.show");
    }
  }

  async #ask(point: [number, number]): Promise<void> {
    const { config, words } = this.page;
    const request = new AbortController();
    this.#request = request;
    this.#shows.clear();
    this.#answer.setAttribute("aria-busy", "true");
    this.#answer.replaceChildren(h("div", { class: "skeleton" }, words.text("place.asking")));
    try {
      this.#show(await identify(point, config.lang, request.signal));
    } catch (error) {
      if (request.signal.aborted) return;
      this.#showFailure(error, point);
    }
    this.#answer.removeAttribute("aria-busy");
  }

  #show(answer: Identified): void {
    const { config, words, store } = this.page;
    const themes = config.themes.map((theme) => theme.id);
    const groups = this.#chosenFirst(byTheme(answer.features, themes));
    this.#answer.replaceChildren(
      h("h2", { class: "summary", tabindex: -1 }, answer.summary || words.text("place.title")),
      h(
        "p",
        { class: "point" },
        `${words.text("place.point")}: `,
        h("span", {}, formatPoint(answer.lon, answer.lat)),
      ),
      ...groups.map(([theme, features]) => this.#group(theme, features, groups.length === 1)),
      ...this.#unknown(answer.unknown, themes),
    );
    this.update(store.state);
    this.#said.textContent = answer.summary;
    // The button that asked may have gone with its list; whoever reads on begins here.
    if (document.activeElement === document.body)
      this.#answer.querySelector<HTMLElement>(".summary")?.focus();
  }

  /** Who asked about a feature reads of it before all else. */
  #chosenFirst(groups: [string, Found[]][]): [string, Found[]][] {
    const holds = ([, features]: [string, Found[]]) =>
      features.some((each) => this.#isChosen(each));
    return groups.toSorted((a, b) => Number(holds(b)) - Number(holds(a)));
  }

  #isChosen({ dataset, id }: Found): boolean {
    const { select } = this.page.store.state;
    return dataset === select?.dataset && id === select.id;
  }

  #showFailure(error: unknown, point: [number, number]): void {
    const { words } = this.page;
    const why = error instanceof Refused ? error.message : "";
    this.#said.textContent = words.text("place.failed");
    this.#answer.replaceChildren(
      h("h2", { class: "summary" }, words.text("place.failed")),
      ...(why ? [h("p", {}, why)] : []),
      button({ class: "button" }, () => void this.#ask(point), words.text("place.again")),
    );
  }

  #titleOf(theme: string): string {
    return this.page.config.themes.find(({ id }) => id === theme)?.title ?? theme;
  }

  #group(theme: string, features: Found[], only: boolean): HTMLElement {
    const chosen = (found: Found) => this.#isChosen(found);
    const sorted = [...features].sort((a, b) => Number(chosen(b)) - Number(chosen(a)));
    const rows = sorted.map((found) => this.#feature(found, chosen(found)));
    const open = only || features.some((found) => chosen(found) || found.inside);
    const details = h(
      "details",
      { class: "branch", open },
      h(
        "summary",
        {},
        icon("next"),
        h("span", { class: "branch-title" }, this.#titleOf(theme)),
        h("span", { class: "count" }, String(features.length)),
      ),
      ...rows.slice(0, SHOWN_PER_THEME),
    );
    const rest = rows.slice(SHOWN_PER_THEME);
    if (rest.length > 0) {
      const more = button(
        { class: "quiet" },
        () => more.replaceWith(...rest),
        this.page.words.count("place.more", rest.length),
      );
      details.append(more);
    }
    return details;
  }

  #feature(found: Found, chosen: boolean): HTMLElement {
    const { config, words } = this.page;
    const away = found.inside
      ? words.text("place.inside")
      : words.text("place.away", { distance: formatDistance(found.distance_m, words.lang) });
    const facts = Object.values(found.properties).filter(({ text }) => text !== found.title);
    const known = facts.filter(({ value }) => value !== null);
    const unknown = facts.filter(({ value }) => value === null).map(({ label }) => label);
    const layer = config.layers.find(({ id }) => id === found.dataset);
    const title = layer ? h("a", { href: layer.page }, found.dataset_title) : found.dataset_title;
    const origin = [
      found.source && words.text("place.source", { source: found.source }),
      found.date && words.text("place.date", { date: formatDate(found.date, words.lang) }),
    ];
    return h(
      "article",
      { class: chosen ? "feature chosen" : "feature" },
      h("h3", {}, found.title || found.dataset_title),
      found.generated && h("span", { class: "tag" }, words.text("generated.layer")),
      h("p", { class: "feature-about" }, title, ` · ${away}`),
      known.length > 0 &&
        h(
          "dl",
          {},
          ...known.map(({ label, text }) => h("div", {}, h("dt", {}, label), h("dd", {}, text))),
        ),
      unknown.length > 0 &&
        h(
          "p",
          { class: "feature-missing" },
          words.text("place.missing", { fields: unknown.join(", ") }),
        ),
      h("p", { class: "feature-source" }, origin.filter(Boolean).join(". ")),
      layer && found.id && this.#showButton(found),
    );
  }

  #showButton(found: Found): HTMLButtonElement {
    const { store } = this.page;
    const press = button({ class: "quiet show" }, () => {
      const shown = press.getAttribute("aria-pressed") === "true";
      store.change({ select: shown ? null : { dataset: found.dataset, id: found.id } });
    });
    this.#shows.set(`${found.dataset}/${found.id}`, press);
    return press;
  }

  #unknown(unknown: Unknown[], themes: string[]): HTMLElement[] {
    const { words } = this.page;
    if (unknown.length === 0) return [];
    const groups = byTheme(unknown, themes).map(([theme, members]) =>
      h(
        "li",
        {},
        h("strong", {}, `${this.#titleOf(theme)}: `),
        members.map(({ title }) => title).join(", "),
      ),
    );
    return [
      h(
        "details",
        { class: "branch unknown" },
        h(
          "summary",
          {},
          icon("next"),
          h("span", { class: "branch-title" }, words.text("place.unknown")),
          h("span", { class: "count" }, words.count("place.unknown.count", unknown.length)),
        ),
        h("p", {}, words.text("place.unknown.note")),
        h("ul", {}, ...groups),
      ),
    ];
  }
}

define("qala-place", QalaPlace);
