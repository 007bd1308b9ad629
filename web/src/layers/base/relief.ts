/** Mountains: the tint of heights, the shade of slopes, contour lines, and the ground in 3D. */

import type {
  GeoJSONSourceSpecification,
  LayerSpecification,
  RasterDEMSourceSpecification,
  SkySpecification,
  SourceSpecification,
  TerrainSpecification,
} from "maplibre-gl";
import type { LayerConfig, MapConfig } from "../../lib/config";
import { byZoom, type Expression, expression, metres } from "../expressions";
import { heightColours } from "../heights";
import type { BaseColours } from "./colours";
import { FONT, from, halo, type Scene } from "./common";

const EXAGGERATION = 1.3;
const TERRAIN = "terrain";

/** The dataset whose tiles are heights, if the city has one. */
export function elevationOf(config: MapConfig): LayerConfig | undefined {
  return config.layers.find(({ encoding }) => encoding === "terrarium");
}

export function elevationSource(layer: LayerConfig, origin: string): RasterDEMSourceSpecification {
  return {
    type: "raster-dem",
    tiles: [origin + layer.tiles],
    encoding: "terrarium",
    tileSize: layer.tile_size,
    minzoom: layer.minzoom,
    maxzoom: layer.maxzoom,
    bounds: layer.bounds,
  };
}

/** What relief needs beside its dataset's own source; the ground in 3D asks for coarser tiles than the shade. */
export function reliefSources(
  layer: LayerConfig | undefined,
  { tall, origin }: { tall: boolean; origin: string },
): Record<string, SourceSpecification> {
  if (!layer) return {};
  const ground = tall ? { [TERRAIN]: elevationSource(layer, origin) } : {};
  return { [BEYOND]: beyondSource(layer), ...ground };
}

export function terrain(layer: LayerConfig | undefined): TerrainSpecification | undefined {
  return layer && { source: TERRAIN, exaggeration: EXAGGERATION };
}

export function sky({ relief }: BaseColours): SkySpecification {
  return {
    "sky-color": relief.sky,
    "horizon-color": relief.horizon,
    "fog-color": relief.fog,
    "sky-horizon-blend": 0.6,
    "horizon-fog-blend": 0.7,
    "fog-ground-blend": 0.75,
    "atmosphere-blend": 0,
  };
}

export function tint(layer: LayerConfig, { colours }: Scene): LayerSpecification[] {
  return [
    {
      id: "base-relief-tint",
      type: "color-relief",
      source: layer.id,
      paint: { "color-relief-color": heightColours(layer, colours.relief.tint) },
    },
  ];
}

/**
 * Light from the south-west to the north, most of it from the north-west as engravers of maps have it, and
 * less near the streets. At 30 degrees flat ground is neither lit nor shaded: MapLibre turns a light at
 * sin(altitude) = 0.5 from shade to light.
 */
export function shade(layer: LayerConfig, { colours }: Scene): LayerSpecification[] {
  const { shadow, light } = colours.relief;
  return [
    {
      id: "base-relief-shade",
      type: "hillshade",
      source: layer.id,
      paint: {
        "hillshade-method": "multidirectional",
        "hillshade-illumination-anchor": "map",
        "hillshade-illumination-direction": [225, 270, 315, 360],
        "hillshade-illumination-altitude": [30, 30, 30, 30],
        "hillshade-shadow-color": [...shadow],
        "hillshade-highlight-color": [...light],
        "hillshade-exaggeration": byZoom([8, 0.4], [11, 0.3], [13, 0.17], [15, 0.1], [17, 0.05]),
      },
    },
  ];
}

const BEYOND = "beyond";

/** All the world but the land whose heights are known. */
function beyondSource({ bounds }: LayerConfig): GeoJSONSourceSpecification {
  const [west, south, east, north] = bounds;
  const world = ring(-180, -85, 180, 85);
  const known = ring(west, south, east, north);
  const polygon = { type: "Polygon" as const, coordinates: [world, known.toReversed()] };
  return { type: "geojson", data: polygon, tolerance: 0 };
}

function ring(west: number, south: number, east: number, north: number): [number, number][] {
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
}

/** Where heights end the land goes on plain, without a seam. */
export function beyond({ colours }: Scene): LayerSpecification[] {
  return [
    {
      id: "base-beyond",
      type: "fill",
      source: BEYOND,
      paint: { "fill-color": colours.land, "fill-antialias": false },
    },
    {
      id: "base-beyond-edge",
      type: "line",
      source: BEYOND,
      layout: { "line-join": "round" },
      paint: {
        "line-color": colours.land,
        "line-width": byZoom([8, 30], [12, 320]),
        "line-blur": byZoom([8, 30], [12, 320]),
      },
    },
  ];
}

const isMainContour = expression("==", ["to-boolean", ["get", "major"]], true);

/** Where mountains stand up, their form is seen without the finer lines. */
export function contours({ colours, tall }: Scene): LayerSpecification[] {
  const line = (id: string, filter: Expression, minzoom: number, width: number, opacity: number) =>
    ({
      id: `base-contour-${id}`,
      type: "line",
      ...from("contours"),
      filter,
      minzoom,
      layout: { "line-join": "round" },
      paint: {
        "line-color": colours.relief.contour,
        "line-opacity": byZoom([minzoom, 0], [minzoom + 1, opacity], [15, opacity], [17, 0.12]),
        "line-width": byZoom([10, width * 0.7], [14, width], [18, width * 1.4]),
      },
    }) satisfies LayerSpecification;
  const major = line("major", isMainContour, 12, 0.9, 0.5);
  if (tall) return [major];
  return [line("minor", expression("!", isMainContour), 12.5, 0.6, 0.35), major];
}

export function contourLabels({ colours }: Scene): LayerSpecification[] {
  return [
    {
      id: "base-contour-label",
      type: "symbol",
      ...from("contours"),
      filter: isMainContour,
      minzoom: 12.5,
      layout: {
        "symbol-placement": "line",
        "symbol-spacing": 420,
        "text-field": metres("elevation_m"),
        "text-font": FONT,
        "text-size": byZoom([12, 9], [16, 10.5]),
        "text-max-angle": 25,
        "text-padding": 12,
      },
      paint: { "text-color": colours.textHeight, ...halo(colours, 1.4) },
    },
  ];
}
