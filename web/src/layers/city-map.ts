/** The map itself: MapLibre kept in step with the state. Loaded after the frame of the page. */

import * as maplibregl from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import "maplibre-gl/dist/maplibre-gl.css";
import type { LonLat } from "../lib/config";
import { lettersLoaded } from "../lib/fonts";
import { type Page, reducedMotion } from "../lib/page";
import { type MapState, STEEPEST } from "../lib/state";
import { elevationOf } from "./base/relief";
import { type Camera, cameraChange, isNear, leanOf, told, turnOf, withMargin } from "./camera";
import { type Edition, ofEdition } from "./edition";
import { provideMarks } from "./icons";
import { MatchingIds } from "./matching";
import { buildStyle, needsStyle } from "./style";
import { datasetOf } from "./thematic";
import { withTools } from "./tool-layers";
import { bearingUphill } from "./uphill";
import { pointOf, type Row, rowsOf } from "./view";

maplibregl.setWorkerUrl(workerUrl);

/** How far from a point or line a click still means it. */
const REACH_PX = 7;
const MOVE_MS = 180;
/** Finer screens gain little and cost a weak device much. */
const FINEST_PIXELS = 2;

interface Manner {
  /** Part of a page that scrolls: gestures give way to it, and no scale is shown. */
  calm: boolean;
  /** What it shows at first where that is not what is in force. */
  edition?: Edition;
}

export class CityMap {
  readonly #map: maplibregl.Map;
  readonly #page: Page;
  readonly #dark = matchMedia("(prefers-color-scheme: dark)");
  readonly #closed = new AbortController();
  readonly #matching: MatchingIds;
  #me: LonLat | null = null;
  #claims = 0;
  #edition: Edition | null = null;

  constructor(container: HTMLElement, page: Page, { calm, edition }: Manner) {
    this.#page = page;
    this.#edition = edition ?? null;
    this.#matching = new MatchingIds(page, () => this.#restyle());
    const { config, words, store } = page;
    const [lon, lat, zoom] = store.state.at;
    const [bearing, pitch] = turnOf(store.state);
    this.#map = new maplibregl.Map({
      container,
      style: this.#style(store.state),
      center: [lon, lat],
      zoom,
      bearing,
      pitch,
      minZoom: 7,
      maxZoom: 20,
      maxPitch: STEEPEST,
      pixelRatio: Math.min(devicePixelRatio, FINEST_PIXELS),
      maxBounds: withMargin(config.city.bounds),
      attributionControl: false,
      cooperativeGestures: calm,
      fadeDuration: reducedMotion() ? 0 : 150,
      locale: words.mapLibre(),
    });
    if (!calm) this.#map.addControl(new maplibregl.ScaleControl({ maxWidth: 90 }), "bottom-right");
    provideMarks(this.#map);
    this.#listen(container);
    this.#matching.follow(store.state);
  }

  /** Resolves at the next moment when all that is in view is drawn. */
  settled(): Promise<void> {
    return new Promise((resolve) => {
      this.#map.once("idle", () => resolve());
      this.#map.triggerRepaint();
    });
  }

  /** Call `listener` each time the picture has settled after a change; the answer stops it. */
  onSettled(listener: () => void): () => void {
    const subscription = this.#map.on("idle", listener);
    return () => subscription.unsubscribe();
  }

  /** Look from a camera: after a flight, or at once where the visitor wants no motion. */
  lookFrom({ at: [lon, lat, zoom], bearing, pitch }: Camera, flightMs: number): void {
    const view = { center: [lon, lat] as LonLat, zoom, bearing, pitch };
    if (reducedMotion() || flightMs === 0) this.#map.jumpTo(view);
    else this.#map.flyTo({ ...view, duration: flightMs });
  }

  /** Give the picture and its memory back. */
  close(): void {
    this.#closed.abort();
    this.#map.remove();
  }

  zoomBy(steps: number): void {
    this.#map.easeTo({ zoom: this.#map.getZoom() + steps, duration: duration() });
  }

  faceNorth(): void {
    this.#map.easeTo({ bearing: 0, duration: duration() });
  }

  /** Stand buildings and mountains up, and look to the mountains; or lie down again. */
  async stand(tall: boolean): Promise<void> {
    const { config, store } = this.#page;
    store.change({ tall });
    const heights = elevationOf(config);
    const far = !isNear(this.#map.getZoom());
    const [lon, lat] = store.state.at;
    const uphill = tall && heights && far ? await bearingUphill(heights, [lon, lat]) : undefined;
    const bearing = uphill ?? (tall ? this.#map.getBearing() : 0);
    if (store.state.tall !== tall) return;
    this.#map.easeTo({ bearing, pitch: leanOf(tall, this.#map.getZoom()), duration: duration() });
  }

  get bearing(): number {
    return this.#map.getBearing();
  }

  /**
   * MapLibre's map for a tool that draws on it. Its sources and layers outlive changes of the
   * style when their ids begin with `OF_TOOLS`; it takes them away itself.
   */
  get canvas(): maplibregl.Map {
    return this.#map;
  }

  /** Until the answer is called, clicks belong to a tool and ask about no place. */
  claimClicks(): () => void {
    this.#claims += 1;
    let held = true;
    return () => {
      if (held) this.#claims -= 1;
      held = false;
    };
  }

  /** Show what was published on another day, or again what is in force. */
  showEdition(edition: Edition | null): void {
    this.#edition = edition;
    this.#restyle();
  }

  onTurned(listener: () => void): void {
    this.#map.on("rotate", listener);
  }

  focus(): void {
    this.#map.getCanvas().focus({ preventScroll: true });
  }

  /** Leave room for what lies over the map, so that its centre is the centre of what is seen. */
  leaveRoom(padding: Partial<maplibregl.PaddingOptions>): void {
    const { at } = this.#page.store.state;
    this.#map.setPadding({ top: 0, right: 0, bottom: 0, left: 0, ...padding });
    this.#map.jumpTo({ center: [at[0], at[1]], zoom: at[2] });
  }

  /** Show where the visitor is and go there. */
  showPosition(position: LonLat): void {
    this.#me = position;
    this.#restyle();
    const zoom = Math.max(this.#map.getZoom(), 15);
    this.#map.easeTo({ center: position, zoom, duration: duration() });
  }

  /** Bring a point into the middle when it is not in the picture. */
  reveal(point: LonLat): void {
    const { x, y } = this.#map.project(point);
    const { left = 0, right = 0, top = 0, bottom = 0 } = this.#map.getPadding();
    const { clientWidth, clientHeight } = this.#map.getContainer();
    const across = x > left + 24 && x < clientWidth - right - 24;
    const along = y > top + 24 && y < clientHeight - bottom - 24;
    if (!across || !along) this.#map.easeTo({ center: point, duration: duration() });
  }

  /** The features of the shown layers that lie in the picture. */
  rowsInView(): Row[] {
    const { config, store } = this.#page;
    const layers = this.#map.getStyle().layers.map((layer) => layer.id);
    const ids = layers.filter((id) => datasetOf(id) && !id.endsWith(":labels"));
    if (ids.length === 0) return [];
    const shown = config.layers.filter((layer) => store.state.layers.includes(layer.id));
    const found = this.#map.queryRenderedFeatures(undefined, { layers: ids });
    return rowsOf(found, new Map(shown.map((layer) => [layer.id, layer])), config.lang);
  }

  #listen(container: HTMLElement): void {
    const map = this.#map;
    map.on("moveend", () => {
      const { store } = this.#page;
      store.change(told(this.#camera(), store.state.tall));
    });
    map.on("click", (event) => this.#claims || this.#ask(event.point));
    map.on("mousemove", (event) => {
      if (this.#claims) return;
      map.getCanvas().style.cursor = this.#hit(event.point) ? "pointer" : "";
    });
    map.on("error", (event) => this.#report(event));
    container.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.target !== map.getCanvas() || this.#claims) return;
      event.preventDefault();
      this.askCentre();
    });
    const { signal } = this.#closed;
    this.#dark.addEventListener("change", () => this.#restyle(), { signal });
    this.#page.store.watch((state, before) => this.#follow(state, before));
  }

  /** A tile that does not come is the visitor's concern; a style that does not hold is ours. */
  #report(event: maplibregl.ErrorEvent & { sourceId?: string }): void {
    if (event.sourceId) this.#page.say(this.#page.words.text("map.tiles"), "problem");
    else console.error(event.error);
  }

  /** Ask what is at the centre of the picture. */
  askCentre(): void {
    this.#ask(this.#map.project(this.#map.getCenter()));
  }

  #ask(point: maplibregl.Point): void {
    const hit = this.#hit(point);
    const { lng, lat } = this.#map.unproject(point);
    const isPoint = hit?.geometry.type === "Point";
    this.#page.store.change(
      {
        place: hit && isPoint ? pointOf(hit.geometry) : [lng, lat],
        select: hit ? { dataset: hit.source, id: String(hit.properties.id) } : null,
      },
      true,
    );
  }

  /** The feature meant by a point: of the shown layers within reach, else the building under it. */
  #hit(point: maplibregl.Point): maplibregl.MapGeoJSONFeature | undefined {
    const { x, y } = point;
    const reach: [[number, number], [number, number]] = [
      [x - REACH_PX, y - REACH_PX],
      [x + REACH_PX, y + REACH_PX],
    ];
    const isShown = ({ layer, properties }: maplibregl.MapGeoJSONFeature) =>
      datasetOf(layer.id) && properties.id !== undefined;
    return (
      this.#map.queryRenderedFeatures(reach).find(isShown) ??
      this.#map.queryRenderedFeatures(point).find(({ source }) => source === "buildings")
    );
  }

  #camera(): Camera {
    const { lng, lat } = this.#map.getCenter();
    const [bearing, pitch] = [this.#map.getBearing(), this.#map.getPitch()];
    return { at: [lng, lat, this.#map.getZoom()], bearing, pitch };
  }

  #follow(state: MapState, before: MapState): void {
    if (needsStyle(state, before)) this.#restyle();
    this.#matching.follow(state);
    const change = cameraChange(state, before, this.#camera());
    if (Object.keys(change).length) this.#map.easeTo({ ...change, duration: duration() });
  }

  #restyle(): void {
    this.#map.setStyle(this.#style(this.#page.store.state), {
      diff: true,
      transformStyle: withTools,
    });
  }

  #style(today: MapState): maplibregl.StyleSpecification {
    const { words } = this.#page;
    const { config, state } = ofEdition(this.#page.config, today, this.#edition);
    const scheme = this.#dark.matches ? "dark" : "light";
    const { origin } = location;
    const matching = this.#matching.ids;
    return buildStyle({ config, words, state, scheme, me: this.#me, origin, matching });
  }
}

function duration(): number {
  return reducedMotion() ? 0 : MOVE_MS;
}

/** Make the map once its font is there: labels drawn before would keep a fallback font. */
export async function openMap(
  container: HTMLElement,
  page: Page,
  manner: Manner = { calm: false },
): Promise<CityMap> {
  await lettersLoaded();
  return new CityMap(container, page, manner);
}
