import { describe, expect, it } from "vitest";
import { initialState, type MapState } from "../lib/state";
import { CONFIG } from "../testing/fixtures";
import { type Camera, cameraChange, told, turnOf, withMargin } from "./camera";

const BEFORE = initialState(CONFIG);
const HERE: Camera = { at: BEFORE.at, bearing: 0, pitch: 0 };

describe("a camera follows a state", () => {
  it.each<[string, Partial<MapState>, Camera, object]>([
    ["that stays", { layers: ["roads"] }, HERE, {}],
    ["that goes elsewhere", { at: [76.9, 43.2, 14] }, HERE, { center: [76.9, 43.2], zoom: 14 }],
    ["that it has told itself", { at: [76.9, 43.2, 14] }, { ...HERE, at: [76.9, 43.2, 14] }, {}],
    ["that stands up far away", { tall: true }, HERE, { pitch: 70 }],
    ["that turns", { turn: [-20, 55] }, HERE, { bearing: -20, pitch: 55 }],
    ["that rounds its turn", { turn: [-20, 55] }, { ...HERE, bearing: -19.6, pitch: 55.4 }, {}],
  ])("%s", (_, change, camera, expected) => {
    expect(cameraChange({ ...BEFORE, ...change }, BEFORE, camera)).toEqual(expected);
  });

  it("back to straight down, in one movement", () => {
    const turned: MapState = { ...BEFORE, at: [76.9, 43.2, 15], tall: true, turn: [-20, 55] };
    const camera: Camera = { at: turned.at, bearing: -20, pitch: 55 };
    const [lon, lat, zoom] = BEFORE.at;
    expect(cameraChange(BEFORE, turned, camera)).toEqual({
      center: [lon, lat],
      zoom,
      bearing: 0,
      pitch: 0,
    });
  });
});

it("a state tells a turn in whole degrees, and none of a view from straight above", () => {
  expect(told({ ...HERE, bearing: -19.6, pitch: 40.2 }, false).turn).toEqual([-20, 40]);
  expect(told({ ...HERE, bearing: 0.2 }, false).turn).toBeNull();
  expect(told(HERE, true).turn).toEqual([0, 0]);
});

it("a state without a turn leans as near as it is", () => {
  expect(turnOf({ ...BEFORE, tall: true, at: [76.9, 43.2, 15] })).toEqual([0, 50]);
  expect(turnOf({ ...BEFORE, tall: true, at: [76.9, 43.2, 13] })).toEqual([0, 70]);
});

it("one may look a third beyond the city", () => {
  expect(withMargin([76, 43, 78, 44])).toEqual([75.3, 42.65, 78.7, 44.35]);
});
