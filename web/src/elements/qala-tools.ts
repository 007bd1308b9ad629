/** `<qala-tools>`: zoom, north, where am I, buildings in 3D, what is at the centre. */

import type { CityMap } from "../layers/city-map";
import { button, h, type IconName, icon } from "../lib/dom";
import { define, PageElement } from "../lib/page";
import type { MapState } from "../lib/state";

export class QalaTools extends PageElement {
  #tall!: HTMLButtonElement;

  protected override build(): void {
    const { config, words, store } = this.page;
    this.setAttribute("role", "group");
    this.setAttribute("aria-label", words.text("tools.label"));
    const north = this.#tool("north", words.text("tools.north"), (map) => map.faceNorth());
    north.hidden = true;
    this.#tall = this.#tool("tall", words.text("tools.tall"), (map) =>
      map.stand(!store.state.tall),
    );
    this.#tall.hidden = !config.layers.some(
      ({ id, encoding }) => id === "buildings" || encoding === "terrarium",
    );
    this.append(
      h(
        "div",
        { class: "tool-group" },
        this.#tool("plus", words.text("tools.in"), (map) => map.zoomBy(1)),
        this.#tool("minus", words.text("tools.out"), (map) => map.zoomBy(-1)),
        north,
      ),
      h(
        "div",
        { class: "tool-group" },
        h("qala-locate"),
        this.#tool("cross", words.text("tools.centre"), (map) => map.askCentre()),
        this.#tall,
      ),
    );
    void this.page.map.then((map) => {
      const turn = () => {
        north.hidden = Math.abs(map.bearing) < 0.5;
        north.style.setProperty("--turn", `${-map.bearing}deg`);
      };
      map.onTurned(turn);
      turn();
    });
  }

  protected override update(state: MapState): void {
    this.#tall.setAttribute("aria-pressed", String(state.tall));
  }

  #tool(name: IconName, label: string, use: (map: CityMap) => unknown): HTMLButtonElement {
    return button(
      { class: `tool tool-${name}`, "aria-label": label, title: label },
      () => void this.page.map.then(use),
      icon(name),
    );
  }
}

define("qala-tools", QalaTools);
