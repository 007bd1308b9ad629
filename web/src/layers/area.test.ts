import { createExpression } from "@maplibre/maplibre-gl-style-spec";
import { expect, it } from "vitest";
import { areaLayers, areaSource } from "./area";
import { BASE } from "./base/colours";

const drawn = (area: string) => areaLayers(area, BASE.light).map(({ id }) => id);

it("draws an area, a band along a line, a disc around a point, and nothing else", () => {
  expect(drawn("")).toEqual([]);
  expect(drawn("76.9,43.2;77,43.2;77,43.3")).toEqual(["area-fill", "area-edge"]);
  expect(drawn("76.9,43.2;77,43.2~50")).toEqual(["area-band", "area-edge"]);
  expect(drawn("76.9,43.2~50")).toEqual(["area-disc"]);
  expect(areaSource("").data).toEqual({ type: "FeatureCollection", features: [] });
});

it("draws metres in their size at each zoom", () => {
  // At 43.2 degrees and zoom 14 a pixel is 40 075 016.686 m * cos(43.2) / (512 * 2^14) = 3.4826 m.
  const [disc] = areaLayers("76.9,43.2~500", BASE.light);
  const radius = disc?.type === "circle" ? disc.paint?.["circle-radius"] : undefined;
  const made = createExpression(radius as never, { type: "number" } as never);
  if (made.result !== "success") throw new Error("no expression");
  expect(made.value.evaluate({ zoom: 14 } as never)).toBeCloseTo(500 / 3.4826, 1);
});
