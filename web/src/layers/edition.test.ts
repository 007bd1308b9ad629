import { expect, it } from "vitest";
import { layerNamed } from "../lib/config";
import { initialState } from "../lib/state";
import { CONFIG } from "../testing/fixtures";
import { ofEdition } from "./edition";

const STATE = { ...initialState(CONFIG), layers: ["schools", "stops", "roads"] };

it("takes the tiles of the day and leaves out what was not published yet", () => {
  const tiles = { stops: "/tiles/stops/1/{z}/{x}/{y}.mvt", schools: null };
  const { config, state } = ofEdition(CONFIG, STATE, { day: "2026-01-31", tiles });
  expect(state).toMatchObject({ layers: ["stops", "roads"], on: "2026-01-31" });
  expect(layerNamed(config, "stops")?.tiles).toBe(tiles.stops);
  expect(layerNamed(config, "roads")?.tiles).toBe(layerNamed(CONFIG, "roads")?.tiles);
});

it("without a day leaves everything as it is", () => {
  expect(ofEdition(CONFIG, STATE, null)).toEqual({ config: CONFIG, state: STATE });
});
