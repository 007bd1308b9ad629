/** What was asked about: a ring round the point, and the chosen feature drawn strongly. */

import type { GeoJSONSourceSpecification, LayerSpecification } from "maplibre-gl";
import type { LonLat } from "../lib/config";
import type { Selection } from "../lib/state";
import type { BaseColours } from "./base/colours";
import { byZoom, expression, geometryIs } from "./expressions";
import type { Layered } from "./order";

const PIN = "pin";

/** A map source that holds one point, or none. */
export function pointSource(point: LonLat | null): GeoJSONSourceSpecification {
  const coordinates = point ? [point] : [];
  return { type: "geojson", data: { type: "MultiPoint", coordinates } };
}

export function pinLayers(colours: BaseColours): LayerSpecification[] {
  return [
    {
      id: "pin-halo",
      type: "circle",
      source: PIN,
      paint: { "circle-radius": 14, "circle-color": colours.highlight, "circle-opacity": 0.2 },
    },
    {
      id: "pin-dot",
      type: "circle",
      source: PIN,
      paint: {
        "circle-radius": 6,
        "circle-color": colours.highlight,
        "circle-stroke-color": colours.edge,
        "circle-stroke-width": 2.5,
      },
    },
  ];
}

/** Where the visitor is. */
export function positionLayers(): LayerSpecification[] {
  return [
    {
      id: "me-halo",
      type: "circle",
      source: "me",
      paint: { "circle-radius": 16, "circle-color": "#2563c9", "circle-opacity": 0.18 },
    },
    {
      id: "me-dot",
      type: "circle",
      source: "me",
      paint: {
        "circle-radius": 6.5,
        "circle-color": "#2563c9",
        "circle-stroke-color": "#ffffff",
        "circle-stroke-width": 2.5,
      },
    },
  ];
}

/** The layers that draw the selected feature, whether its dataset is shown or not. */
export function selectionLayers(
  selection: Selection | null,
  present: ReadonlySet<string>,
  colours: BaseColours,
): Layered[] {
  if (!selection || !present.has(selection.dataset)) return [];
  const is = ["==", ["to-string", ["get", "id"]], selection.id];
  const only = (shape: "Point" | "LineString" | "Polygon") =>
    expression("all", is, geometryIs(shape));
  const common = { source: selection.dataset, "source-layer": selection.dataset };
  const flat: LayerSpecification[] = [
    {
      ...common,
      id: "select-area",
      type: "fill",
      filter: only("Polygon"),
      paint: { "fill-color": colours.highlight, "fill-opacity": 0.16 },
    },
    {
      ...common,
      id: "select-line-edge",
      type: "line",
      filter: expression("all", is, ["!", geometryIs("Point")]),
      layout: { "line-cap": "round", "line-join": "round" },
      paint: {
        "line-color": colours.edge,
        "line-width": byZoom([9, 4], [15, 7], [18, 11]),
        "line-opacity": 0.8,
      },
    },
    {
      ...common,
      id: "select-line",
      type: "line",
      filter: expression("all", is, ["!", geometryIs("Point")]),
      layout: { "line-cap": "round", "line-join": "round" },
      paint: { "line-color": colours.highlight, "line-width": byZoom([9, 2], [15, 3.5], [18, 6]) },
    },
  ];
  const points: LayerSpecification[] = [
    {
      ...common,
      id: "select-point",
      type: "circle",
      filter: only("Point"),
      paint: {
        "circle-color": "rgba(0,0,0,0)",
        "circle-radius": byZoom([9, 7], [14, 11], [18, 18]),
        "circle-stroke-color": colours.highlight,
        "circle-stroke-width": 3,
      },
    },
  ];
  return [
    { level: "chosen", layers: flat },
    { level: "points", layers: points },
  ];
}
