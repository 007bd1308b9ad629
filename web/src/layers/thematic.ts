/** A dataset as a layer of its own: from the style it declares to MapLibre's layers. */

import type { LayerSpecification } from "maplibre-gl";
import type { GeometryKind, LayerConfig } from "../lib/config";
import { NAMED_BY_BASE } from "./base";
import type { Scene } from "./base/common";
import { standing } from "./base/tall";
import { byZoom, type Expression, expression, geometryIs } from "./expressions";
import { colourOf, type Entry, fillOf } from "./legend";
import type { Layered } from "./order";
import { rasterLayers } from "./rasters";
import { dataLabels } from "./thematic-labels";

export interface Drawing {
  layer: LayerConfig;
  entries: readonly Entry[];
  /** Which features are shown; all of them without it. */
  filter: Expression | undefined;
  /** The visitor's opacity, 0 to 1, over the declared one. */
  opacity: number;
  scene: Scene;
}

type Shape = "Point" | "LineString" | "Polygon";

const SHAPES: Record<Exclude<GeometryKind, "raster">, Shape[]> = {
  point: ["Point"],
  line: ["LineString"],
  polygon: ["Polygon"],
  mixed: ["Polygon", "LineString", "Point"],
};

/** Ids of MapLibre's layers that draw a dataset begin so. */
export function prefixOf(dataset: string): string {
  return `data:${dataset}:`;
}

/** The dataset a MapLibre layer draws, or nothing for the base map. */
export function datasetOf(layerId: string): string | undefined {
  return layerId.startsWith("data:") ? layerId.split(":")[1] : undefined;
}

/** All MapLibre layers of one dataset, each on its level of the map. */
export function thematicLayers(drawing: Drawing): Layered[] {
  const { id, style, geometry } = drawing.layer;
  if (geometry === "raster") return rasterLayers(drawing);
  const shapes = SHAPES[geometry];
  const drawn = shapes.map((shape): Layered => {
    const filter = filterOf(drawing, shapes.length > 1 ? shape : undefined);
    if (shape === "Point") return { level: "points", layers: [points(drawing, filter)] };
    if (shape === "LineString") return { level: "lines", layers: [lines(drawing, filter)] };
    if (drawing.scene.tall && style.extrude)
      return { level: "standing", layers: [raised(drawing, filter)] };
    return { level: "areas", layers: areas(drawing, filter) };
  });
  const named = style.label && !NAMED_BY_BASE.has(id);
  return named ? [...drawn, { level: "data-names", layers: [dataLabels(drawing)] }] : drawn;
}

function filterOf(drawing: Drawing, shape: Shape | undefined): Expression | undefined {
  const { filter } = drawing;
  if (!shape) return filter;
  return filter ? expression("all", geometryIs(shape), filter) : geometryIs(shape);
}

export function common(drawing: Drawing, part: string, filter: Expression | undefined) {
  const { id } = drawing.layer;
  return {
    id: `${prefixOf(id)}${part}`,
    source: id,
    "source-layer": id,
    ...(filter ? { filter } : {}),
  };
}

function points(drawing: Drawing, filter: Expression | undefined): LayerSpecification {
  const { radius, opacity } = drawing.layer.style;
  const strength = opacity * drawing.opacity;
  return {
    ...common(drawing, "points", filter),
    type: "circle",
    paint: {
      "circle-color": colourOf(drawing.entries),
      "circle-opacity": strength,
      "circle-radius": byZoom([9, radius * 0.45], [13, radius * 0.9], [18, radius * 2]),
      "circle-stroke-color": drawing.scene.colours.edge,
      "circle-stroke-opacity": strength,
      "circle-stroke-width": byZoom([9, 0.4], [13, 1.1], [18, 2]),
    },
  };
}

function lines(drawing: Drawing, filter: Expression | undefined): LayerSpecification {
  const { width, opacity } = drawing.layer.style;
  return {
    ...common(drawing, "lines", filter),
    type: "line",
    layout: { "line-cap": "round", "line-join": "round" },
    paint: {
      "line-color": colourOf(drawing.entries),
      "line-opacity": opacity * drawing.opacity,
      "line-width": byZoom([9, width * 0.5], [13, width], [18, width * 3]),
    },
  };
}

function areas(drawing: Drawing, filter: Expression | undefined): LayerSpecification[] {
  const { width } = drawing.layer.style;
  const colour = colourOf(drawing.entries);
  return [
    {
      ...common(drawing, "areas", filter),
      type: "fill",
      paint: {
        "fill-color": colour,
        "fill-opacity": fillOf(drawing.layer) * drawing.opacity,
        "fill-antialias": false,
      },
    },
    {
      ...common(drawing, "outlines", filter),
      type: "line",
      layout: { "line-join": "round" },
      paint: {
        "line-color": colour,
        "line-opacity": byZoom([10, 0.25 * drawing.opacity], [13, 0.9 * drawing.opacity]),
        "line-width": byZoom([9, width * 0.4], [14, width * 0.8], [18, width * 1.6]),
      },
    },
  ];
}

/** Areas that stand up in their colour. */
function raised(drawing: Drawing, filter: Expression | undefined): LayerSpecification {
  return {
    ...standing(colourOf(drawing.entries), drawing.scene),
    ...common(drawing, "areas", filter),
  };
}
