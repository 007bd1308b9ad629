/** Where the map's tiles come from, and the few points that the page itself holds. */

import type { SourceSpecification } from "maplibre-gl";
import type { LayerConfig, LonLat, MapConfig } from "../lib/config";
import { areaSource, DRAWN_AREA } from "./area";
import { elevationOf, reliefSources } from "./base/relief";
import { pointSource } from "./highlight";
import { rasterSource } from "./rasters";

interface Marked {
  /** The place that was asked about. */
  pin: LonLat | null;
  /** Where the visitor is. */
  me: LonLat | null;
  /** The drawn area, as text. */
  area: string;
}

export function buildSources(
  config: MapConfig,
  marked: Marked,
  ground: { tall: boolean; origin: string },
): Record<string, SourceSpecification> {
  const tiles = config.layers.map((layer) => [layer.id, sourceOf(layer, ground.origin)]);
  return {
    ...Object.fromEntries(tiles),
    ...reliefSources(elevationOf(config), ground),
    pin: pointSource(marked.pin),
    me: pointSource(marked.me),
    [DRAWN_AREA]: areaSource(marked.area),
  };
}

function sourceOf(layer: LayerConfig, origin: string): SourceSpecification {
  if (layer.geometry === "raster") return rasterSource(layer, origin);
  const { minzoom, maxzoom, bounds } = layer;
  const tiles = [origin + layer.tiles];
  return { type: "vector", tiles, minzoom, maxzoom, bounds, promoteId: "id" };
}
