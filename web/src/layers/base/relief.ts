/** Mountains: the tint of heights, the shade of slopes, contour lines, and the ground in 3D. */

import type {
  LayerSpecification,
  RasterDEMSourceSpecification,
  SkySpecification,
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

/** A source of its own for the ground in 3D: it asks for coarser tiles than the shading does. */
export function terrainSources(
  layer: LayerConfig | undefined,
  origin: string,
): Record<string, RasterDEMSourceSpecification> {
  return layer ? { [TERRAIN]: elevationSource(layer, origin) } : {};
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

/** Light from the west to the north-east, as engravers of maps do it, and less of it near the streets. */
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
        "hillshade-illumination-direction": [270, 315, 0, 45],
        "hillshade-illumination-altitude": [30, 40, 30, 45],
        "hillshade-shadow-color": [...shadow],
        "hillshade-highlight-color": [...light],
        "hillshade-exaggeration": byZoom([9, 0.55], [12, 0.45], [15, 0.25], [18, 0.12]),
      },
    },
  ];
}

const isMainContour = expression("==", ["to-boolean", ["get", "major"]], true);

export function contours({ colours }: Scene): LayerSpecification[] {
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
        "line-opacity": byZoom([minzoom, 0], [minzoom + 1, opacity]),
        "line-width": byZoom([10, width * 0.7], [14, width], [18, width * 1.4]),
      },
    }) satisfies LayerSpecification;
  return [
    line("minor", expression("!", isMainContour), 12.5, 0.6, 0.35),
    line("major", isMainContour, 11, 0.9, 0.5),
  ];
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
