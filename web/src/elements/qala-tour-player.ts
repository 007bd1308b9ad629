/** The player of a tour: the map over the whole window, what is said beside it, and its controls. */

import type { MapConfig } from "../lib/config";
import { layerNamed } from "../lib/config";
import { h } from "../lib/dom";
import { type Living, openLiving } from "../lib/living";
import { Clock, cameraFor, type TourStop } from "../lib/tour";
import { Words } from "../messages";
import { type Command, TourControls } from "./qala-tour-controls";

const TICK_MS = 100;
/** A flight takes a part of a stop, and never longer than this. */
const FLIGHT_SHARE = 0.4;
const LONGEST_FLIGHT_MS = 3000;

const KEYS: Record<string, Command> = {
  " ": "toggle",
  ArrowLeft: "back",
  ArrowRight: "next",
  Home: "first",
  End: "last",
};

export class TourPlayer {
  readonly dialog = h("dialog", { class: "tour-player" });
  readonly #config: MapConfig;
  readonly #stops: readonly TourStop[];
  readonly #words: Words;
  readonly #clock = new Clock();
  readonly #stage = h("div", { class: "tour-stage" });
  readonly #surface = h("div", { class: "surface" });
  readonly #said = h("div", { class: "tour-said", "aria-live": "polite", "aria-atomic": "true" });
  readonly #link: HTMLAnchorElement;
  readonly #controls: TourControls;
  #current = -1;
  #timer = 0;
  #living: Living | null = null;

  constructor(config: MapConfig, stops: readonly TourStop[]) {
    this.#config = config;
    this.#stops = stops;
    this.#words = new Words(config.lang);
    this.#controls = new TourControls(this.#words, stops, (command) => this.#do(command));
    this.#link = h("a", { class: "tour-map" }, this.#words.text("tour.map"));
    const card = h("div", { class: "tour-card" }, this.#said, this.#link, this.#controls.root);
    this.#stage.append(this.#surface);
    const { notice } = config.city;
    if (notice) this.#stage.append(h("p", { class: "tour-credit" }, notice));
    this.#stage.append(card);
    this.dialog.append(this.#stage);
    this.dialog.addEventListener("keydown", (event) => this.#press(event), { capture: true });
    this.dialog.addEventListener("cancel", () => this.#close());
    this.#surface.addEventListener("pointerdown", () => this.#pause());
    document.addEventListener("fullscreenchange", this.#fullChanged);
  }

  /** Show the player at a stop and begin when the map is drawn, or without it where it cannot be. */
  open(stop: number): void {
    this.dialog.setAttribute("aria-label", document.querySelector("h1")?.textContent ?? "");
    this.dialog.showModal();
    this.#controls.focus();
    this.#show(stop);
    this.#timer = window.setInterval(() => this.#tick(), TICK_MS);
    void this.#openMap();
  }

  async #openMap(): Promise<void> {
    const stop = this.#stops[this.#current];
    if (!stop) return;
    this.#stage.classList.add("waiting-for-map");
    try {
      const camera = cameraFor(stop.camera, this.#surface.clientWidth);
      const living = await openLiving(this.#surface, this.#config, {
        camera,
        calm: false,
      });
      this.#living = living;
      if (!this.dialog.open) return living.map.close();
      living.map.leaveRoom(this.#room());
      this.#travel(0);
      this.#stage.classList.add("drawn");
    } catch (error) {
      console.warn(error);
      this.#stage.prepend(h("p", { class: "tour-trouble" }, this.#words.text("tour.failed")));
    }
    this.#stage.classList.remove("waiting-for-map");
    this.#clock.run();
    this.#tell();
  }

  /** The card covers a side of the map, on phones its foot. */
  #room(): { left?: number; bottom?: number } {
    const stage = this.#stage.getBoundingClientRect();
    const card = this.#said.parentElement?.getBoundingClientRect();
    if (!card) return {};
    const beside = card.width < stage.width * 0.6;
    return beside ? { left: card.right - stage.left } : { bottom: stage.bottom - card.top };
  }

  #do(command: Command | number): void {
    const last = this.#stops.length - 1;
    const { running } = this.#clock;
    if (typeof command === "number") this.#show(command);
    else if (command === "toggle") running ? this.#pause() : this.#play();
    else if (command === "back") this.#show(Math.max(this.#current - 1, 0));
    else if (command === "next") this.#show(Math.min(this.#current + 1, last));
    else if (command === "first") this.#show(0);
    else if (command === "last") this.#show(last);
    else if (command === "full") void this.#toggleFull();
    else this.#leave();
  }

  #press(event: KeyboardEvent): void {
    const command = KEYS[event.key];
    const onButton = (event.target as Element).closest("button, a") !== null;
    if (!command || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === " " && onButton) return;
    event.preventDefault();
    event.stopPropagation();
    this.#do(command);
  }

  #play(): void {
    if (this.#ended) this.#show(0);
    this.#clock.run();
    this.#tell();
  }

  #pause(): void {
    this.#clock.stand();
    this.#tell();
  }

  get #ended(): boolean {
    const stop = this.#stops[this.#current];
    const atLast = this.#current === this.#stops.length - 1;
    return atLast && stop !== undefined && this.#clock.spent >= stop.seconds * 1000;
  }

  #tick(): void {
    const stop = this.#stops[this.#current];
    this.#clock.tick();
    if (!stop || !this.#clock.running) return;
    const done = this.#clock.spent / (stop.seconds * 1000);
    this.#controls.fill(this.#current, Math.min(done, 1));
    if (done < 1) return;
    if (this.#ended) this.#finish();
    else this.#show(this.#current + 1);
  }

  /** The last stop stays on the map, with the way on to it. */
  #finish(): void {
    this.#pause();
    this.#said.append(h("p", { class: "tour-over" }, this.#words.text("tour.over")));
  }

  #show(index: number): void {
    const stop = this.#stops[index];
    if (!stop) return;
    const flightMs = Math.min(stop.seconds * 1000 * FLIGHT_SHARE, LONGEST_FLIGHT_MS);
    this.#current = index;
    this.#clock.reset();
    this.#say(stop);
    this.#link.href = stop.href;
    history.replaceState(null, "", `#${index + 1}`);
    this.#controls.fill(index, 0);
    this.#travel(flightMs);
    this.#tell();
  }

  #travel(flightMs: number): void {
    const stop = this.#stops[this.#current];
    if (!stop || !this.#living) return;
    const { map, page } = this.#living;
    page.store.change({ layers: stop.layers, on: stop.on, tall: stop.tall });
    map.lookFrom(cameraFor(stop.camera, this.#surface.clientWidth), flightMs);
  }

  /** What the page says of the stop, word for word. */
  #say(stop: TourStop): void {
    const told = [...stop.section.querySelectorAll("[data-told]")].map((each) =>
      each.cloneNode(true),
    );
    const titles = stop.layers
      .map((id) => layerNamed(this.#config, id)?.title)
      .filter((title) => title !== undefined);
    const layers = this.#words.text("tour.layers", { titles: titles.join(", ") });
    this.#said.replaceChildren(...told);
    if (titles.length) this.#said.append(h("p", { class: "tour-layers" }, layers));
  }

  #tell(): void {
    this.#controls.tell(
      this.#current,
      this.#clock.running ? "playing" : this.#ended ? "over" : "standing",
    );
  }

  async #toggleFull(): Promise<void> {
    if (document.fullscreenElement) await document.exitFullscreen();
    else await this.#stage.requestFullscreen();
  }

  readonly #fullChanged = (): void => {
    this.#controls.tellFull(document.fullscreenElement === this.#stage);
  };

  #leave(): void {
    this.#close();
    this.dialog.close();
  }

  /** Before the dialog goes: a picture that is still being drawn would keep the page from it. */
  #close(): void {
    clearInterval(this.#timer);
    this.#clock.stand();
    document.removeEventListener("fullscreenchange", this.#fullChanged);
    if (document.fullscreenElement) void document.exitFullscreen();
    this.#living?.map.close();
    this.#living = null;
  }
}
