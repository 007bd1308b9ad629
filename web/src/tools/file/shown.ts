/** The visitor's own layers on the map: they stay while the page is open, whatever tool is at hand. */

import type { Map as MapLibre, MapMouseEvent } from "maplibre-gl";
import type { CityMap } from "../../layers/city-map";
import { CATEGORIES } from "../../layers/palette";
import { OF_TOOLS } from "../../layers/tool-layers";
import type { Bounds } from "../../lib/config";
import type { OwnLayer } from "./own";

export interface ShownLayer extends OwnLayer {
  id: string;
  colour: string;
  file: File;
}

/** All that is shown, the latest first. */
export const shown: ShownLayer[] = [];
let made = 0;

export function show(map: MapLibre, layer: OwnLayer, file: File): ShownLayer {
  const colour = CATEGORIES[made % CATEGORIES.length] ?? CATEGORIES[0];
  made += 1;
  const own: ShownLayer = { ...layer, id: `${OF_TOOLS}-file-${made}`, colour, file };
  shown.unshift(own);
  draw(map, own);
  return own;
}

/** The same place in the list, read anew. */
export function replace(map: MapLibre, own: ShownLayer, layer: OwnLayer): ShownLayer {
  erase(map, own);
  const next = { ...layer, id: own.id, colour: own.colour, file: own.file };
  shown.splice(shown.indexOf(own), 1, next);
  draw(map, next);
  return next;
}

export function remove(map: MapLibre, own: ShownLayer): void {
  shown.splice(shown.indexOf(own), 1);
  erase(map, own);
}

export function lookAt(map: MapLibre, [west, south, east, north]: Bounds): void {
  map.fitBounds([west, south, east, north], { padding: 40, maxZoom: 17, duration: 0 });
}

const PARTS = ["area", "line", "point"] as const;

function draw(map: MapLibre, { id, colour, features }: ShownLayer): void {
  map.addSource(id, { type: "geojson", data: { type: "FeatureCollection", features } });
  const common = { source: id };
  map.addLayer({
    ...common,
    id: `${id}-area`,
    type: "fill",
    filter: ["==", ["geometry-type"], "Polygon"],
    paint: { "fill-color": colour, "fill-opacity": 0.3 },
  });
  map.addLayer({
    ...common,
    id: `${id}-line`,
    type: "line",
    filter: ["!=", ["geometry-type"], "Point"],
    layout: { "line-join": "round", "line-cap": "round" },
    paint: { "line-color": colour, "line-width": 2.5 },
  });
  map.addLayer({
    ...common,
    id: `${id}-point`,
    type: "circle",
    filter: ["==", ["geometry-type"], "Point"],
    paint: {
      "circle-color": colour,
      "circle-radius": ["interpolate", ["linear"], ["zoom"], 9, 3, 15, 7],
      "circle-stroke-color": "#ffffff",
      "circle-stroke-width": 1.5,
    },
  });
}

function erase(map: MapLibre, { id }: ShownLayer): void {
  for (const part of PARTS) map.removeLayer(`${id}-${part}`);
  map.removeSource(id);
}

export interface Picked {
  layer: ShownLayer;
  index: number;
}

const REACH_PX = 6;

/** Until the answer is called, a click on an own feature is told to `pick` and asks about no place. */
export function pickOwn(city: CityMap, pick: (picked: Picked) => void): () => void {
  const map = city.canvas;
  let release: (() => void) | null = null;
  const press = ({ point }: Pick<MapMouseEvent, "point">) => {
    release?.();
    release = at(map, point) ? city.claimClicks() : null;
  };
  const click = ({ point }: MapMouseEvent) => {
    const picked = at(map, point);
    if (picked) pick(picked);
  };
  map.on("mousedown", press);
  map.on("touchstart", press);
  map.on("click", click);
  return () => {
    release?.();
    map.off("mousedown", press);
    map.off("touchstart", press);
    map.off("click", click);
  };
}

function at(map: MapLibre, { x, y }: MapMouseEvent["point"]): Picked | null {
  const layers = shown.flatMap(({ id }) => PARTS.map((part) => `${id}-${part}`));
  const [found] = map.queryRenderedFeatures(
    [
      [x - REACH_PX, y - REACH_PX],
      [x + REACH_PX, y + REACH_PX],
    ],
    { layers },
  );
  const layer = shown.find(({ id }) => id === found?.source);
  return layer && found ? { layer, index: Number(found.id) } : null;
}
