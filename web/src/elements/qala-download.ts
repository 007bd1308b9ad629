/** `<qala-download>`: take a layer away, whole or what is in view or in the drawn area. */

import { layerNamed } from "../lib/config";
import { cql2Of } from "../lib/cql2";
import { button, h } from "../lib/dom";
import { fetchFile } from "../lib/fetching";
import { clausesOf } from "../lib/filter";
import { define, PageElement } from "../lib/page";
import { type Box, partOf, SCOPES, type Scope } from "../lib/parts";

const FORMS = {
  gpkg: "GeoPackage",
  xlsx: "Excel (XLSX)",
  zip: "CSV",
  geojson: "GeoJSON",
  fgb: "FlatGeobuf",
  parquet: "GeoParquet",
} as const;

export class QalaDownload extends PageElement {
  readonly #choices = new Map<Scope, HTMLInputElement>();
  #form!: HTMLSelectElement;
  #cut!: HTMLInputElement;
  #filtered!: HTMLElement;

  get #id(): string {
    return this.dataset.layer ?? "";
  }

  protected override build(): void {
    const { config, words } = this.page;
    const layer = layerNamed(config, this.#id);
    if (!layer) return;
    if (layer.geometry === "raster") {
      this.append(h("a", { href: `/download/${layer.id}.tif` }, words.text("download.raster")));
      return;
    }
    const box = h("div", { class: "fetching" });
    this.#form = h(
      "select",
      {},
      ...Object.entries(FORMS).map(([value, name]) => h("option", { value }, name)),
    );
    this.#cut = h("input", { type: "checkbox" });
    this.#filtered = h("p", { class: "hint" }, words.text("download.filtered"));
    this.append(
      h(
        "details",
        {},
        h("summary", {}, words.text("download.title")),
        h(
          "fieldset",
          {},
          h("legend", {}, words.text("download.what")),
          ...SCOPES.map((scope) => this.#choice(scope)),
        ),
        h("label", { class: "check" }, this.#cut, words.text("download.cut")),
        h(
          "label",
          { class: "tool-field" },
          h("span", {}, words.text("download.format")),
          this.#form,
        ),
        this.#filtered,
        button({ class: "button" }, () => void this.#fetch(box), words.text("download.begin")),
        box,
      ),
    );
  }

  protected override update(): void {
    const area = this.#choices.get("area");
    if (!area) return;
    this.#filtered.hidden = this.#filter === "";
    area.disabled = !this.#area;
    const chosen = this.#chosen;
    if (chosen === "area" && area.disabled) this.#choices.get("all")?.click();
    this.#cut.disabled = this.#chosen === "all";
  }

  /** The area drawn on the map, as its address has it. */
  get #area(): string {
    return new URL(this.page.store.address()).searchParams.get("area") ?? "";
  }

  /** What of the layer is on the map, in CQL2. */
  get #filter(): string {
    const { config, store } = this.page;
    const layer = layerNamed(config, this.#id);
    const languages = config.languages.map(({ code }) => code);
    return layer ? cql2Of(clausesOf(store.state.filters, this.#id), layer, languages) : "";
  }

  get #chosen(): Scope {
    return SCOPES.find((scope) => this.#choices.get(scope)?.checked) ?? "all";
  }

  #choice(scope: Scope): HTMLElement {
    const input = h("input", {
      type: "radio",
      name: `download-${this.#id}`,
      checked: scope === "all",
    });
    input.addEventListener("change", () => this.update());
    this.#choices.set(scope, input);
    return h("label", { class: "check" }, input, this.page.words.text(`download.${scope}`));
  }

  async #fetch(box: HTMLElement): Promise<void> {
    const { config, words, map } = this.page;
    const scope = this.#chosen;
    const view = scope === "view" ? viewOf((await map).canvas.getBounds()) : null;
    const query = partOf({
      scope,
      view,
      area: this.#area,
      cut: this.#cut.checked && !this.#cut.disabled,
      filter: this.#filter,
    });
    query.set("lang", config.lang);
    await fetchFile(`/download/${this.#id}.${this.#form.value}?${query}`, words, box);
  }
}

function viewOf(bounds: { toArray: () => number[][] }): Box {
  return bounds.toArray().flat() as unknown as Box;
}

define("qala-download", QalaDownload);
