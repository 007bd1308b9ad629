/** A dataset as a layer of its own: from the style it declares to MapLibre's layers. */

import type { LayerSpecification } from "maplibre-gl";
import type { LayerConfig } from "../lib/config";
import { NAMED_BY_BASE } from "./base";
import { FONT, labelPoints } from "./base/common";
import { byZoom, type Expression, expression, geometryIs, nameIn } from "./expressions";
import { colourOf, type Entry, fillOf, withoutHidden } from "./legend";
import type { BaseColours } from "./palette";

export interface Drawing {
  layer: LayerConfig;
  entries: readonly Entry[];
  hidden: readonly string[];
  /** The visitor's opacity, 0 to 1, over the declared one. */
  opacity: number;
  colours: BaseColours;
  lang: string;
}

type Shape = "Point" | "LineString" | "Polygon";

const SHAPES: Record<LayerConfig["geometry"], Shape[]> = {
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

/** All MapLibre layers of one dataset, labels last. */
export function thematicLayers(drawing: Drawing): LayerSpecification[] {
  const shapes = SHAPES[drawing.layer.geometry];
  const mixed = shapes.length > 1;
  const drawn = shapes.flatMap((shape) => {
    const filter = filterOf(drawing, mixed ? shape : undefined);
    if (shape === "Point") return [points(drawing, filter)];
    return shape === "LineString" ? [lines(drawing, filter)] : areas(drawing, filter);
  });
  const { id, style } = drawing.layer;
  return style.label && !NAMED_BY_BASE.has(id) ? [...drawn, labels(drawing)] : drawn;
}

function filterOf(drawing: Drawing, shape: Shape | undefined): Expression | undefined {
  const legend = withoutHidden(drawing.entries, drawing.hidden);
  if (!shape) return legend;
  return legend ? expression("all", geometryIs(shape), legend) : geometryIs(shape);
}

function common(drawing: Drawing, part: string, filter: Expression | undefined) {
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
      "circle-stroke-color": drawing.colours.edge,
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

const LABELS_FROM: Record<LayerConfig["geometry"], number> = {
  point: 14.5,
  line: 13,
  polygon: 10,
  mixed: 13,
};

/** Layers of so few features can be named in the view of the whole city. */
const FEW = 60;
const FEW_LABELS_FROM = 11.5;

/** A name of more letters would cover the view of the whole city. */
const SHORT = 32;

/** Before `zoom` only the short names. */
function shortFirst(name: Expression, zoom: number): Expression {
  const short = expression("case", ["<=", ["length", name], SHORT], name, "");
  return expression("step", ["zoom"], short, zoom, name);
}

function labels(drawing: Drawing): LayerSpecification {
  const { layer, colours, lang } = drawing;
  const along = layer.geometry === "line";
  const name = nameIn(lang, layer.style.label);
  return {
    ...common(drawing, "labels", withoutHidden(drawing.entries, drawing.hidden)),
    ...(layer.geometry === "polygon" || layer.geometry === "mixed" ? labelPoints(layer.id) : {}),
    type: "symbol",
    minzoom: layer.count <= FEW ? FEW_LABELS_FROM : LABELS_FROM[layer.geometry],
    layout: {
      "symbol-placement": along ? "line" : "point",
      "text-field": layer.count <= FEW ? shortFirst(name, LABELS_FROM[layer.geometry]) : name,
      "text-font": FONT,
      "text-size": byZoom([12, 11], [18, 14]),
      "text-max-width": 9,
      "text-padding": 4,
      ...(layer.geometry === "point"
        ? {
            "text-variable-anchor": ["top", "left", "right"],
            "text-radial-offset": 0.8,
            "text-justify": "auto",
          }
        : {}),
    },
    paint: {
      "text-color": colours.text,
      "text-opacity": drawing.opacity,
      "text-halo-color": colours.halo,
      "text-halo-width": 1.6,
    },
  };
}
