/** The names of a dataset's features, where the base map does not write them. */

import type { LayerSpecification } from "maplibre-gl";
import type { GeometryKind } from "../lib/config";
import { FONT, labelPoints } from "./base/common";
import { byZoom, nameIn, shortFirst } from "./expressions";
import { common, type Drawing } from "./thematic";

const LABELS_FROM: Record<GeometryKind, number> = {
  point: 14.5,
  line: 13,
  polygon: 10,
  mixed: 13,
  raster: 24,
};

/** Layers of so few features can be named in the view of the whole city. */
const FEW = 60;
const FEW_LABELS_FROM = 11.5;

export function dataLabels(drawing: Drawing): LayerSpecification {
  const { layer, scene } = drawing;
  const { colours, lang } = scene;
  const along = layer.geometry === "line";
  const name = nameIn(lang, layer.style.label);
  return {
    ...common(drawing, "labels", drawing.filter),
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
