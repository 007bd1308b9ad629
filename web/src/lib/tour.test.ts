// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CONFIG } from "../testing/fixtures";
import { askedStop, Clock, cameraFor, readStops } from "./tour";

const PAGE = `
  <ol>
    <li id="1" data-stop data-seconds="5.5">
      <h2 data-told>Школы</h2>
      <a class="on-map" href="/ru/map?at=76.95,43.25,13.5&layers=schools,nothing&on=2027-12-31&tall=1&turn=-20,45">Карта</a>
    </li>
    <li id="2" data-stop data-seconds="4"><h2 data-told>Конец</h2></li>
  </ol>`;

describe("the stops of a page", () => {
  beforeEach(() => {
    document.body.innerHTML = PAGE;
  });

  it("are read from its sections and their links to the map", () => {
    const [first, last] = readStops(document, CONFIG);
    expect(first).toMatchObject({
      seconds: 5.5,
      camera: { at: [76.95, 43.25, 13.5], bearing: -20, pitch: 45 },
      layers: ["schools"],
      on: "2027-12-31",
      tall: true,
    });
    expect(first?.section.id).toBe("1");
    expect(last).toMatchObject({ seconds: 4, layers: [], on: "", tall: false });
  });

  it("without a place look at the city", () => {
    expect(readStops(document, CONFIG)[1]?.camera.at).toEqual(CONFIG.city.centre);
  });
});

it.each([
  ["", 0],
  ["#1", 0],
  ["#3", 2],
  ["#9", 0],
  ["#0", 0],
  ["#main", 0],
  ["#2x", 0],
])("the address %s asks for stop %i from 0", (hash, stop) => {
  expect(askedStop(hash, 8)).toBe(stop);
});

it("a camera stands higher over a narrow window and as written over a wide one", () => {
  const camera = { at: [76.9, 43.2, 12] as [number, number, number], bearing: 5, pitch: 30 };
  expect(cameraFor(camera, 1200)).toEqual(camera);
  expect(cameraFor(camera, 3000)).toEqual(camera);
  expect(cameraFor(camera, 600).at).toEqual([76.9, 43.2, 11.4]);
});

describe("the clock of a stop", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  it("runs, stands and begins anew", () => {
    const clock = new Clock();
    vi.advanceTimersByTime(100);
    expect([clock.running, clock.spent]).toEqual([false, 0]);
    clock.run();
    vi.advanceTimersByTime(300);
    clock.stand();
    vi.advanceTimersByTime(500);
    expect([clock.running, clock.spent]).toEqual([false, 300]);
    clock.run();
    vi.advanceTimersByTime(200);
    clock.tick();
    expect(clock.spent).toBe(500);
    clock.reset();
    expect([clock.running, clock.spent]).toEqual([true, 0]);
  });

  it("counts half a second of a page that stood still for longer", () => {
    const clock = new Clock();
    clock.run();
    vi.advanceTimersByTime(100);
    clock.tick();
    vi.advanceTimersByTime(6000);
    clock.tick();
    expect(clock.spent).toBe(600);
  });
});
