/**
 * A shape that is being drawn: corners set by a click, at the cross in the middle or by typed
 * coordinates; terra-draw draws them and lets them be moved. What is drawn is whole at any time.
 */

import type { Map as MapLibre, MapMouseEvent } from "maplibre-gl";
import {
  TerraDraw,
  TerraDrawLineStringMode,
  TerraDrawPointMode,
  TerraDrawPolygonMode,
  TerraDrawSelectMode,
} from "terra-draw";
import { TerraDrawMapLibreGLAdapter } from "terra-draw-maplibre-gl-adapter";
import type { CityMap } from "../layers/city-map";
import { ACCENT } from "../layers/palette";
import { OF_TOOLS } from "../layers/tool-layers";
import { CORNERS_MAX, type Shape } from "../lib/area";
import type { LonLat } from "../lib/config";

/** A click so near to a corner, or to the handle in the middle of a side, means it. */
const REACH_PX = 16;
/** A centimetre: terra-draw wants no more decimals. */
const DECIMALS = 7;
const COORDINATES = { draggable: true, midpoints: { draggable: true }, deletable: true };

export class Sketch {
  readonly #map: MapLibre;
  readonly #draw: TerraDraw;
  readonly #changed: () => void;
  readonly #release: () => void;
  readonly #closed = new AbortController();
  #shape: Shape;
  #corners: LonLat[];
  #showing = false;

  /** `changed` is called after each change that a hand made on the map. */
  constructor(city: CityMap, shape: Shape, corners: readonly LonLat[], changed: () => void) {
    this.#map = city.canvas;
    this.#shape = shape;
    this.#corners = corners.map(rounded);
    this.#changed = changed;
    this.#draw = terraDraw(this.#map);
    this.#draw.start();
    this.#draw.on("change", () => this.#showing || this.#read());
    this.#release = city.claimClicks();
    this.#listen();
    this.#show();
  }

  get corners(): readonly LonLat[] {
    return this.#corners;
  }

  /** Draw another shape; the corners stay, of several a point keeps the last. */
  set shape(shape: Shape) {
    this.#shape = shape;
    if (shape === "point") this.#corners = this.#corners.slice(-1);
    this.#show();
  }

  set corners(corners: readonly LonLat[]) {
    this.#corners = corners.map(rounded);
    this.#show();
  }

  add(corner: LonLat): void {
    if (this.#corners.length >= CORNERS_MAX) return;
    this.corners = this.#shape === "point" ? [corner] : [...this.#corners, corner];
  }

  /** Set a corner where the cross is: the middle of what is seen of the map. */
  addCentre(): void {
    const { lng, lat } = this.#map.getCenter();
    this.add([lng, lat]);
  }

  undo(): void {
    this.corners = this.#corners.slice(0, -1);
  }

  close(): void {
    this.#closed.abort();
    this.#release();
    this.#draw.stop();
    this.#map.getCanvas().style.cursor = "";
  }

  #listen(): void {
    const click = (event: MapMouseEvent) => {
      if (this.#isHandle(event)) return;
      this.add([event.lngLat.lng, event.lngLat.lat]);
      this.#changed();
    };
    this.#map.on("click", click);
    const { signal } = this.#closed;
    signal.addEventListener("abort", () => this.#map.off("click", click));
    const canvas = this.#map.getCanvas();
    canvas.style.cursor = "crosshair";
    canvas.addEventListener("keydown", (event) => this.#press(event), { signal });
  }

  #press(event: KeyboardEvent): void {
    if (event.key === "Enter") this.addCentre();
    else if (event.key === "Backspace") this.undo();
    else return;
    event.preventDefault();
    this.#changed();
  }

  /** Whether a click belongs to a corner or to the middle of a side, which terra-draw moves. */
  #isHandle({ point }: MapMouseEvent): boolean {
    const places = this.#corners.map((corner) => this.#map.project(corner));
    const closing = this.#shape === "area" && places.length > 2;
    const middles = places.flatMap((place, index) => {
      const next = places[index + 1] ?? (closing ? places[0] : undefined);
      return next ? [place.add(next).div(2)] : [];
    });
    return [...places, ...middles].some((place) => place.dist(point) < REACH_PX);
  }

  /** What a hand moved on the map. */
  #read(): void {
    const drawn = this.#draw.getSnapshotFeature(ID);
    if (!drawn) return;
    const { type, coordinates } = drawn.geometry;
    if (type === "Point") this.#corners = [coordinates as LonLat];
    else if (type === "LineString") this.#corners = coordinates as LonLat[];
    else if (type === "Polygon") this.#corners = (coordinates[0] as LonLat[]).slice(0, -1);
    this.#changed();
  }

  /** Hand what is drawn over to terra-draw, ready to be moved. */
  #show(): void {
    this.#showing = true;
    if (this.#draw.hasFeature(ID)) {
      this.#draw.deselectFeature(ID);
      this.#draw.removeFeatures([ID]);
    }
    const feature = featureOf(this.#shape, this.#corners);
    if (feature) {
      this.#draw.addFeatures([feature]);
      this.#draw.selectFeature(ID);
    }
    this.#showing = false;
  }
}

const ID = 1;

type Feature = Parameters<TerraDraw["addFeatures"]>[0][number];

function featureOf(shape: Shape, corners: readonly LonLat[]): Feature | null {
  const positions = corners.map((corner) => [...corner]);
  const [first] = positions;
  if (!first) return null;
  const common = { id: ID, type: "Feature" as const };
  if (positions.length === 1)
    return {
      ...common,
      properties: { mode: "point" },
      geometry: { type: "Point", coordinates: first },
    };
  if (shape === "line" || positions.length === 2)
    return {
      ...common,
      properties: { mode: "linestring" },
      geometry: { type: "LineString", coordinates: positions },
    };
  return {
    ...common,
    properties: { mode: "polygon" },
    geometry: { type: "Polygon", coordinates: [[...positions, first]] },
  };
}

function terraDraw(map: MapLibre): TerraDraw {
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const colour = ACCENT[dark ? "dark" : "light"] as `#${string}`;
  const edge = dark ? "#11171b" : "#ffffff";
  let made = ID;
  return new TerraDraw({
    adapter: new TerraDrawMapLibreGLAdapter({
      map,
      prefixId: `${OF_TOOLS}-sketch`,
      coordinatePrecision: DECIMALS,
    }),
    // The corners that can be taken hold of are features too, made by terra-draw itself.
    idStrategy: {
      isValidId: (id) => typeof id === "number",
      getId: () => {
        made += 1;
        return made;
      },
    },
    modes: [
      new TerraDrawPointMode(),
      new TerraDrawLineStringMode(),
      new TerraDrawPolygonMode(),
      new TerraDrawSelectMode({
        allowManualDeselection: false,
        keyEvents: null,
        pointerDistance: REACH_PX,
        flags: {
          point: { feature: { draggable: true } },
          linestring: { feature: { coordinates: COORDINATES, selfIntersectable: true } },
          polygon: { feature: { coordinates: COORDINATES, selfIntersectable: true } },
        },
        styles: {
          selectedPointColor: colour,
          selectedPointOutlineColor: edge,
          selectedPointOutlineWidth: 2,
          selectedPointWidth: 7,
          selectedLineStringColor: colour,
          selectedLineStringWidth: 3,
          selectedPolygonColor: colour,
          selectedPolygonFillOpacity: 0.14,
          selectedPolygonOutlineColor: colour,
          selectedPolygonOutlineWidth: 3,
          selectionPointColor: colour,
          selectionPointOutlineColor: edge,
          selectionPointOutlineWidth: 2,
          selectionPointWidth: 6,
          midPointColor: edge,
          midPointOutlineColor: colour,
          midPointOutlineWidth: 2,
          midPointWidth: 4,
        },
      }),
    ],
  });
}

function rounded([lon, lat]: LonLat): LonLat {
  return [Number(lon.toFixed(DECIMALS)), Number(lat.toFixed(DECIMALS))];
}

/** Draw as soon as the map has a style; nothing where the element that asked has gone meanwhile. */
export async function beginSketch(
  opening: Promise<CityMap>,
  asker: HTMLElement,
  begin: (city: CityMap) => Sketch,
): Promise<Sketch | null> {
  const city = await opening;
  if (!city.canvas.getStyle()) await city.canvas.once("style.load");
  return asker.isConnected ? begin(city) : null;
}
