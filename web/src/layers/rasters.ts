/** A raster as a layer of its own: tiles that the server coloured, or heights that are coloured here. */

import type { LayerSpecification, SourceSpecification } from "maplibre-gl";
import type { LayerConfig } from "../lib/config";
import { elevationSource } from "./base/relief";
import { heightColours } from "./heights";
import type { Layered } from "./order";
import { type Drawing, prefixOf } from "./thematic";

/** The map source of a raster dataset. */
export function rasterSource(layer: LayerConfig, origin: string): SourceSpecification {
  if (layer.encoding === "terrarium") return elevationSource(layer, origin);
  const { minzoom, maxzoom, bounds, tile_size: tileSize } = layer;
  return { type: "raster", tiles: [origin + layer.tiles], tileSize, minzoom, maxzoom, bounds };
}

export function rasterLayers(drawing: Drawing): Layered[] {
  const drawn = drawing.layer.encoding === "terrarium" ? heights(drawing) : coloured(drawing);
  return [{ level: "rasters", layers: [drawn] }];
}

function coloured({ layer, opacity }: Drawing): LayerSpecification {
  return {
    id: `${prefixOf(layer.id)}raster`,
    type: "raster",
    source: layer.id,
    paint: {
      "raster-opacity": layer.style.opacity * opacity,
      "raster-fade-duration": 0,
      "raster-resampling": "nearest",
    },
  };
}

function heights({ layer, entries, opacity }: Drawing): LayerSpecification {
  const colours = entries.map(({ colour }) => colour);
  return {
    id: `${prefixOf(layer.id)}heights`,
    type: "color-relief",
    source: layer.id,
    paint: {
      "color-relief-color": heightColours(layer, colours),
      "color-relief-opacity": layer.style.opacity * opacity,
    },
  };
}
