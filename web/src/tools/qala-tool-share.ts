/** `<qala-tool-share>`: take this view along: its address, a short link with a QR code, a frame for other sites. */

import { layersNamed } from "../lib/config";
import { button, h, icon } from "../lib/dom";
import { Refused } from "../lib/identify";
import { embedCode, makeLink, type ShortLink } from "../lib/links";
import { copyText, define, PageElement } from "../lib/page";
import type { MapState } from "../lib/state";
import type { TextKey } from "../messages";

export class QalaToolShare extends PageElement {
  #address!: HTMLInputElement;
  #code!: HTMLTextAreaElement;
  #make!: HTMLButtonElement;
  #short!: HTMLElement;

  protected override build(): void {
    const { words } = this.page;
    this.#address = h("input", { type: "url", readonly: true, class: "address" });
    this.#code = h("textarea", {
      readonly: true,
      rows: 4,
      class: "embed-code",
      spellcheck: "false",
    });
    this.#make = button(
      { class: "button" },
      () => void this.#shorten(),
      words.text("share.short.make"),
    );
    this.#short = h("div", { class: "short-link", "aria-live": "polite" });
    this.append(
      this.#field("share.address", this.#address),
      this.#buttons(() => this.#address.value),
      h("h3", {}, words.text("share.short")),
      h("p", { class: "hint" }, words.text("share.short.about")),
      this.#make,
      this.#short,
      h("h3", {}, words.text("share.embed")),
      this.#field("share.embed.about", this.#code),
      this.#copy(() => this.#code.value, "share.embed.copy", "share.embed.copied"),
    );
  }

  protected override update(_state: MapState, _before: MapState): void {
    const { config, store, words } = this.page;
    const address = store.address({ mode: "layers", tool: null });
    if (address === this.#address.value) return;
    const titles = layersNamed(config, store.state.layers).map(({ title }) => title);
    this.#address.value = address;
    this.#code.value = embedCode(address, titles.join(", ") || words.text("map.title"));
    this.#make.hidden = false;
    this.#short.replaceChildren();
  }

  async #shorten(): Promise<void> {
    const { config, say, words } = this.page;
    const address = this.#address.value;
    this.#make.disabled = true;
    try {
      const link = await makeLink(address, config.lang);
      if (address === this.#address.value) this.#show(link);
    } catch (error) {
      say((error instanceof Refused && error.message) || words.text("share.failed"), "problem");
    } finally {
      this.#make.disabled = false;
    }
  }

  #show(link: ShortLink): void {
    const { words } = this.page;
    const field = h("input", { type: "url", readonly: true, class: "address", value: link.url });
    const save = (kind: "svg" | "png") =>
      h("a", { href: link[kind], download: `${link.code}.${kind}` }, kind.toUpperCase());
    this.#make.hidden = true;
    this.#short.replaceChildren(
      this.#field("share.short.address", field),
      this.#buttons(() => link.url),
      h("img", {
        class: "qr",
        src: link.svg,
        alt: words.text("share.qr.alt"),
        width: 168,
        height: 168,
      }),
      h(
        "p",
        { class: "qr-files" },
        words.text("share.qr.save"),
        " ",
        save("svg"),
        " ",
        save("png"),
      ),
    );
    field.focus();
    field.select();
  }

  #field(label: TextKey, input: HTMLElement): HTMLElement {
    const { words } = this.page;
    return h("label", { class: "tool-field" }, h("span", {}, words.text(label)), input);
  }

  /** To copy an address, and to hand it to another program where the device can. */
  #buttons(address: () => string): HTMLElement {
    const { words } = this.page;
    const send = button(
      { class: "button" },
      () => void this.#send(address()),
      icon("share"),
      words.text("share.send"),
    );
    send.hidden = !("share" in navigator);
    return h("div", { class: "tool-row" }, this.#copy(address), send);
  }

  #copy(
    text: () => string,
    label: TextKey = "place.copy",
    copied: TextKey = "place.copied",
  ): HTMLElement {
    const { words } = this.page;
    return button(
      { class: "button" },
      () => void copyText(this.page, text(), { copied }),
      icon("link"),
      words.text(label),
    );
  }

  async #send(url: string): Promise<void> {
    const { say, words } = this.page;
    try {
      await navigator.share({ title: document.title, url });
    } catch (error) {
      const left = error instanceof DOMException && error.name === "AbortError";
      if (!left) say(words.text("share.send.failed"), "problem");
    }
  }
}

define("qala-tool-share", QalaToolShare);
