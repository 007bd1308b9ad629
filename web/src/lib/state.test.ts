import { describe, expect, it } from "vitest";
import { CONFIG } from "../testing/fixtures";
import { formatState, initialState, type MapState, parseState } from "./state";

const FULL: MapState = {
  at: [76.92, 43.24, 13.5],
  layers: ["schools", "stops"],
  on: "2030-12-31",
  select: { dataset: "schools", id: "osm/way 12,3&x" },
  place: [76.91234, 43.25],
  mode: "tools",
  tool: "share",
  tall: true,
  turn: [-20, 55],
  fade: { schools: 0.4 },
  compare: { left: "2026-01-31", right: "2026-11-28", beside: "stops" },
  area: "76.9,43.2;76.95,43.2~250",
  filters: {
    stops: [{ field: "kind", unless: true, parts: [{ is: "value", value: "bus" }] }],
    schools: [
      {
        field: "capacity",
        unless: false,
        parts: [{ is: "range", from: "500", to: "1000", open: false }, { is: "missing" }],
      },
    ],
  },
  unread: [],
  table: { dataset: "schools", sort: "-capacity" },
};

describe("the address of the map", () => {
  it("brings back every part of the state", () => {
    expect(parseState(formatState(FULL), CONFIG)).toEqual(FULL);
    const first = initialState(CONFIG);
    expect(parseState(formatState(first), CONFIG)).toEqual(first);
  });

  it("is written as others link to it", () => {
    const state = { ...initialState(CONFIG), layers: ["roads", "stops"], on: "2027-01-31" };
    const select = { dataset: "stops", id: "42" };
    expect(formatState({ ...state, select })).toBe(
      "?at=76.945,43.245,12&layers=roads,stops&on=2027-01-31&select=stops/42",
    );
    expect(parseState("at=76.9,43.2,14&layers=stops&select=stops/42", CONFIG)).toMatchObject({
      at: [76.9, 43.2, 14],
      layers: ["stops"],
      select,
    });
  });

  it.each([
    ["?at=76.9,43.2", "at"],
    ["?at=76.9,,12", "at"],
    ["?at=north,43,12", "at"],
    ["?at=76.9,143,12", "at"],
    ["?layers=nothing,,", "layers"],
    ["?on=2026-13-01", "on"],
    ["?on=2026-02-30", "on"],
    ["?on=tomorrow", "on"],
    ["?select=nothing/1", "select"],
    ["?select=stops/", "select"],
    ["?place=76.9", "place"],
    ["?mode=other", "mode"],
    ["?mode=tools&tool=hammer", "tool"],
    ["?turn=200,10", "turn"],
    ["?turn=10,80", "turn"],
    ["?turn=10", "turn"],
    ["?fade=stops:200,nothing:20,stops", "fade"],
    ["?area=76.9,43.2;76.95,43.2", "area"],
    ["?hide=nothing/1&hide=x&hide=stops/other", "filters"],
    ["?filter=stops/other:1&filter=nothing/kind:bus&filter=x", "filters"],
    ["?table=nothing/name", "table"],
  ] as const)("of %s keeps what it cannot read as at first", (search, key) => {
    expect(parseState(search, CONFIG)[key]).toEqual(initialState(CONFIG)[key]);
  });

  it("reads a filter as people write it, and writes it so", () => {
    const search = "?at=76.945,43.245,12&filter=schools/capacity:500..1000,_missing";
    expect(formatState(parseState(search, CONFIG))).toBe(search);
  });

  it("understands the entries that legends hid before there were filters", () => {
    const hidden = parseState("?hide=stops/bus&hide=schools/500&hide=schools/_missing", CONFIG);
    expect(formatState(hidden)).toBe(
      "?at=76.945,43.245,12&filter=stops/kind:!bus,tram&filter=schools/capacity:!500...1000,_missing",
    );
  });

  it("tells what it could not understand", () => {
    const { unread } = parseState("?filter=schools/nope:1;capacity:9&filter=x/y:1", CONFIG);
    expect(unread).toEqual(["nope:1", "x/y:1"]);
  });

  it("names a layer once", () => {
    expect(parseState("?layers=stops,stops,roads", CONFIG).layers).toEqual(["stops", "roads"]);
  });
});
