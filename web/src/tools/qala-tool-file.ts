/** `<qala-tool-file>`: the visitor's own files on the map; they stay in the browser. */

import type { CityMap } from "../layers/city-map";
import { button, h, icon } from "../lib/dom";
import { formatNumber } from "../lib/format";
import { define, PageElement } from "../lib/page";
import { correcting } from "./file/correcting";
import { ACCEPT, openFile } from "./file/opening";
import { type Asked, FILE_MAX_MB, type OwnLayer, type Said, Trouble } from "./file/own";
import { meets } from "./file/placing";
import {
  lookAt,
  type Picked,
  pickOwn,
  remove,
  replace,
  type ShownLayer,
  show,
  shown,
} from "./file/shown";
import { factsOf, tableOf } from "./file/table";

export class QalaToolFile extends PageElement {
  #city: CityMap | null = null;
  #stop: (() => void) | null = null;
  #reading: AbortController | null = null;
  #dropping: AbortController | null = null;
  #status!: HTMLElement;
  #list!: HTMLElement;
  #chosen: Picked | null = null;

  protected override build(): void {
    const { words } = this.page;
    const input = h("input", {
      type: "file",
      accept: ACCEPT,
      multiple: true,
      class: "visually-hidden",
      id: "own-file",
    });
    input.addEventListener("change", () => {
      void this.#openAll([...(input.files ?? [])]);
      input.value = "";
    });
    const drop = h(
      "div",
      { class: "drop" },
      h("label", { class: "button", for: "own-file" }, words.text("file.choose")),
      input,
      h("p", { class: "hint" }, words.text("file.drop")),
    );
    this.#status = h("div", { class: "file-status", role: "status" });
    this.#list = h("div", { class: "own-layers" });
    this.append(
      h("p", { class: "private" }, words.text("file.private")),
      drop,
      h("p", { class: "hint" }, words.text("file.formats", { most: String(FILE_MAX_MB) })),
      this.#status,
      this.#list,
    );
    this.#acceptDrops(drop);
    void this.#begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#reading?.abort();
    this.#dropping?.abort();
    this.#stop?.();
    this.#stop = null;
  }

  async #begin(): Promise<void> {
    const city = await this.page.map;
    if (!city.canvas.getStyle()) await city.canvas.once("style.load");
    if (!this.isConnected) return;
    this.#city = city;
    this.#stop = pickOwn(city, (picked) => this.#choose(picked));
    this.#showList();
  }

  /** Files may be let go anywhere on the page while the tool is at hand. */
  #acceptDrops(zone: HTMLElement): void {
    const page = this.closest<HTMLElement>("qala-map") ?? this;
    const over = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      zone.classList.toggle("over", event.type === "dragover");
      if (event.type === "drop") void this.#openAll([...event.dataTransfer.files]);
    };
    this.#dropping = new AbortController();
    const { signal } = this.#dropping;
    for (const type of ["dragover", "dragleave", "drop"] as const)
      page.addEventListener(type, over, { signal });
  }

  async #openAll(files: readonly File[]): Promise<void> {
    for (const file of files) {
      const layers = await this.#read(file, {});
      const map = this.#city?.canvas;
      if (!layers || !map) continue;
      const own = layers.toReversed().map((layer) => show(map, layer, file));
      this.#showList();
      this.#look(own[0]);
    }
  }

  /** The layers of a file; nothing where it could not be read, which is said, or was stopped. */
  async #read(file: File, asked: Asked): Promise<OwnLayer[] | null> {
    const { config, words } = this.page;
    this.#reading?.abort();
    const reading = new AbortController();
    this.#reading = reading;
    const bar = h("progress", { max: 1, value: 0, "aria-label": file.name });
    const stop = button({ class: "quiet" }, () => reading.abort(), words.text("inside.stop"));
    this.#status.replaceChildren(
      h("p", {}, words.text("file.opening", { name: file.name })),
      bar,
      stop,
    );
    const tell = (share: number) => {
      bar.value = share;
    };
    try {
      const city = config.city.bounds;
      const layers = await openFile(file, { city, asked, tell, signal: reading.signal });
      this.#status.replaceChildren();
      return layers;
    } catch (error) {
      if (reading.signal.aborted) this.#say({ key: "file.stopped", values: { name: file.name } });
      else if (error instanceof Trouble) this.#say(error.said, file.name);
      else
        this.#say({ key: "file.failed", values: { said: String(error).slice(0, 160) } }, file.name);
      return null;
    }
  }

  #say({ key, values }: Said, name = ""): void {
    const sentence = this.page.words.text(key, values);
    this.#status.replaceChildren(
      h("p", { class: "problem" }, name && h("strong", {}, `${name}: `), sentence),
    );
  }

  async #again(own: ShownLayer, asked: Asked): Promise<void> {
    const layers = await this.#read(own.file, asked);
    const map = this.#city?.canvas;
    const same = layers?.find(({ name }) => name === own.name) ?? layers?.[0];
    if (!same || !map || !shown.includes(own)) return;
    const next = replace(map, own, same);
    this.#showList();
    this.#look(next);
  }

  #look(own: ShownLayer | undefined): void {
    if (own?.bounds && this.#city && this.#isNear(own)) lookAt(this.#city.canvas, own.bounds);
  }

  /** Whether any of it lies on the map, which does not go far beyond the city. */
  #isNear({ bounds }: ShownLayer): boolean {
    return bounds !== null && meets(bounds, this.page.config.city.bounds);
  }

  #choose(picked: Picked): void {
    this.#chosen = picked;
    this.#showList();
    this.#list.querySelector(".chosen")?.scrollIntoView({ block: "nearest" });
  }

  #showList(): void {
    this.#list.replaceChildren(...shown.map((own) => this.#article(own)));
  }

  #article(own: ShownLayer): HTMLElement {
    const { words } = this.page;
    const mark = h("span", { class: "swatch", "aria-hidden": "true" });
    mark.style.setProperty("--swatch", own.colour);
    const picked = this.#chosen?.layer.id === own.id ? this.#chosen.index : null;
    return h(
      "article",
      { class: "own-layer" },
      h("h3", {}, mark, own.name),
      h(
        "p",
        {},
        [
          words.count("layer.count", own.features.length),
          own.left > 0 && words.count("file.left", own.left),
        ]
          .filter(Boolean)
          .join(" · "),
      ),
      ...this.#notes(own).map((note) => h("p", { class: "hint" }, note)),
      own.swapped &&
        button(
          { class: "quiet" },
          () => void this.#again(own, { ...asked(own), swap: true }),
          words.text("file.swap"),
        ),
      h(
        "div",
        { class: "tool-row" },
        this.#isNear(own) &&
          button({ class: "quiet" }, () => this.#look(own), icon("cross"), words.text("file.look")),
        button(
          { class: "quiet" },
          () => this.#remove(own),
          icon("close"),
          words.text("file.remove"),
        ),
      ),
      picked !== null &&
        h(
          "div",
          { class: "feature chosen" },
          h("h4", {}, words.text("file.row", { n: formatNumber(picked + 1, words.lang) })),
          factsOf(own, picked),
        ),
      own.features.length > 0 && this.#table(own),
      own.table &&
        correcting(
          this.page,
          own.table,
          (change) => void this.#again(own, change),
          own.features.length === 0,
        ),
    );
  }

  /** The table is made when it is opened. */
  #table(own: ShownLayer): HTMLElement {
    const details = h(
      "details",
      { class: "typed" },
      h("summary", {}, this.page.words.text("file.table")),
    );
    details.addEventListener(
      "toggle",
      () => details.append(tableOf(this.page, own, (index) => this.#choose({ layer: own, index }))),
      { once: true },
    );
    return details;
  }

  #notes(own: ShownLayer): string[] {
    const { config, words } = this.page;
    const far = own.bounds !== null && !this.#isNear(own);
    return [
      ...own.notes.map(({ key, values }) => words.text(key, values)),
      ...(own.swapped ? [words.text("file.swapped")] : []),
      ...(far && !own.swapped ? [words.text("file.far", { city: config.city.name })] : []),
    ];
  }

  #remove(own: ShownLayer): void {
    if (this.#city) remove(this.#city.canvas, own);
    this.#showList();
    this.querySelector<HTMLElement>("#own-file")?.focus();
  }
}

/** How a table was read last, to be read so again but for one thing. */
function asked({ table }: ShownLayer): Asked {
  const { encoding, separator, lon, lat, wkt } = table ?? {};
  return { encoding, separator, lon, lat, wkt };
}

define("qala-tool-file", QalaToolFile);
