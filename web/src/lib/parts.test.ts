import { expect, it } from "vitest";
import { partOf } from "./parts";

const PART = { scope: "all", view: null, area: "", cut: false, filter: "" } as const;

it.each([
  [{}, ""],
  [{ cut: true }, ""],
  [{ scope: "view", view: [76.123456, -99, 200, 43.5] }, "bbox=76.12346%2C-90%2C180%2C43.5"],
  [
    { scope: "area", area: "76,43;77,43;77,44", cut: true },
    "within=76%2C43%3B77%2C43%3B77%2C44&cut=1",
  ],
  [{ scope: "area", area: "" }, ""],
  [{ filter: `"kind" = 'a'` }, "filter=%22kind%22+%3D+%27a%27"],
] as const)("a part %j as a query", (part, query) => {
  expect(partOf({ ...PART, ...part }).toString()).toBe(query);
});
