// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from "vitest";
import { readStops } from "../lib/tour";
import { Words } from "../messages";
import { CONFIG } from "../testing/fixtures";
import { type Command, TourControls } from "./qala-tour-controls";

const STOPS = ["Школы", "Река", "Конец"];

describe("the controls of a tour", () => {
  let acted: (Command | number)[];
  let controls: TourControls;
  const named = (label: string) =>
    controls.root.querySelector<HTMLButtonElement>(`[aria-label="${label}"]`);

  beforeEach(() => {
    const items = STOPS.map((title) => `<li data-stop data-seconds="4"><h2>${title}</h2></li>`);
    document.body.innerHTML = items.join("");
    acted = [];
    const stops = readStops(document, CONFIG);
    controls = new TourControls(new Words("ru"), stops, (command) => acted.push(command));
    document.body.append(controls.root);
  });

  it("say what they do, each stop with its number and title", () => {
    controls.tell(1, "playing");
    for (const label of ["Предыдущая остановка", "Остановить показ", "Следующая остановка"])
      named(label)?.click();
    named("Остановка 3 из 3: Конец")?.click();
    named("Закрыть экскурсию")?.click();
    expect(acted).toEqual(["back", "toggle", "next", 2, "leave"]);
    expect(named("Остановка 2 из 3: Река")?.getAttribute("aria-current")).toBe("step");
  });

  it("name the middle button by what it would do", () => {
    controls.tell(0, "standing");
    expect(named("Продолжить показ")).not.toBeNull();
    controls.tell(2, "over");
    expect(named("Показать снова")).not.toBeNull();
    expect(named("Остановить показ")).toBeNull();
  });

  it("switch off what leads nowhere without taking the keyboard away", () => {
    controls.tell(0, "playing");
    expect(named("Предыдущая остановка")?.getAttribute("aria-disabled")).toBe("true");
    expect(named("Предыдущая остановка")?.disabled).toBe(false);
    controls.tell(2, "playing");
    expect(named("Следующая остановка")?.getAttribute("aria-disabled")).toBe("true");
  });

  it("fill what is done", () => {
    controls.fill(1, 0.25);
    const done = [...controls.root.querySelectorAll<HTMLElement>(".tour-step")].map((step) =>
      step.style.getPropertyValue("--done"),
    );
    expect(done).toEqual(["1", "0.25", "0"]);
  });
});
