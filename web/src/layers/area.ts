/** The drawn area on the map: an outline, or what lies so many metres around a point or line. */

import type {
  DataDrivenPropertyValueSpecification,
  GeoJSONSourceSpecification,
  LayerSpecification,
} from "maplibre-gl";
import { type DrawnArea, parseArea } from "../lib/area";
import type { BaseColours } from "./base/colours";

export const DRAWN_AREA = "drawn-area";
/** Metres that a pixel of the map covers at zoom 0 on the equator: the earth's girth by 512. */
const METRES_AT_ZOOM_0 = 40_075_016.686 / 512;
const DEEPEST = 22;

export function areaSource(area: string): GeoJSONSourceSpecification {
  const drawn = parseArea(area);
  const features = drawn
    ? [{ type: "Feature" as const, properties: {}, geometry: geometryOf(drawn) }]
    : [];
  return { type: "geojson", data: { type: "FeatureCollection", features } };
}

/** Nothing where no area is drawn. */
export function areaLayers(area: string, colours: BaseColours): LayerSpecification[] {
  const drawn = parseArea(area);
  if (!drawn) return [];
  const colour = colours.highlight;
  const edge: LayerSpecification = {
    id: "area-edge",
    type: "line",
    source: DRAWN_AREA,
    layout: { "line-join": "round", "line-cap": "round" },
    paint: { "line-color": colour, "line-width": 2, "line-dasharray": [2, 1.5] },
  };
  if (drawn.shape === "area")
    return [
      {
        id: "area-fill",
        type: "fill",
        source: DRAWN_AREA,
        paint: { "fill-color": colour, "fill-opacity": 0.1 },
      },
      edge,
    ];
  return drawn.shape === "line" ? [band(drawn, colour), edge] : [disc(drawn, colour)];
}

function geometryOf({ shape, corners }: DrawnArea): GeoJSON.Geometry {
  const positions = corners.map((corner) => [...corner]);
  const [first = [0, 0]] = positions;
  if (shape === "area") return { type: "Polygon", coordinates: [[...positions, first]] };
  if (shape === "line") return { type: "LineString", coordinates: positions };
  return { type: "Point", coordinates: first };
}

function band(area: DrawnArea, colour: string): LayerSpecification {
  return {
    id: "area-band",
    type: "line",
    source: DRAWN_AREA,
    layout: { "line-join": "round", "line-cap": "round" },
    paint: { "line-color": colour, "line-opacity": 0.16, "line-width": metres(area, 2) },
  };
}

function disc(area: DrawnArea, colour: string): LayerSpecification {
  return {
    id: "area-disc",
    type: "circle",
    source: DRAWN_AREA,
    paint: {
      "circle-color": colour,
      "circle-opacity": 0.1,
      "circle-radius": metres(area, 1),
      "circle-pitch-alignment": "map",
      "circle-stroke-color": colour,
      "circle-stroke-width": 2,
    },
  };
}

/** The distance of an area, so many times, in pixels: it doubles with each zoom. */
function metres(
  { corners, within }: DrawnArea,
  times: number,
): DataDrivenPropertyValueSpecification<number> {
  const latitude = corners[0]?.[1] ?? 0;
  const pixels = (times * within) / (METRES_AT_ZOOM_0 * Math.cos((latitude * Math.PI) / 180));
  return ["interpolate", ["exponential", 2], ["zoom"], 0, pixels, DEEPEST, pixels * 2 ** DEEPEST];
}
