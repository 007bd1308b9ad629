/** Where the map is looked at from, and how that agrees with the state in the address. */

import type { At, LonLat } from "../lib/config";
import type { MapState, Turn } from "../lib/state";

/** `bearing` in degrees clockwise from north, `pitch` in degrees from straight down. */
export interface Camera {
  at: At;
  bearing: number;
  pitch: number;
}

/** What of a camera is to change. */
export interface CameraChange {
  center?: LonLat;
  zoom?: number;
  bearing?: number;
  pitch?: number;
}

/** How far the view leans: among houses, and from afar, where the mountains' skyline is to be seen. */
const LEAN = { near: 50, far: 70 };
/** Nearer than this, turning round would lose the street one looks at. */
const NEAR_ZOOM = 14;
/** The address tells turns in whole degrees. */
const ROUNDED_DEGREES = 0.6;
/** How far beyond the city one may look, as a share of its size. */
const MARGIN = 0.35;

export function isNear(zoom: number): boolean {
  return zoom >= NEAR_ZOOM;
}

/** The pitch at which things stand up or lie. */
export function leanOf(tall: boolean, zoom: number): number {
  if (!tall) return 0;
  return isNear(zoom) ? LEAN.near : LEAN.far;
}

/** The turn of a state; where it tells none, as things stand up or lie. */
export function turnOf({ turn, tall, at }: MapState): Turn {
  return turn ?? [0, leanOf(tall, at[2])];
}

/** What a state tells of a camera: no turn where it looks straight down on what lies, north up. */
export function told({ at, bearing, pitch }: Camera, tall: boolean): Pick<MapState, "at" | "turn"> {
  const turn: Turn = [Math.round(bearing), Math.round(pitch)];
  return { at, turn: turn[0] || turn[1] || tall ? turn : null };
}

/** How a camera has to change for a state that was another before. */
export function cameraChange(state: MapState, before: MapState, camera: Camera): CameraChange {
  return { ...moving(state, before, camera), ...turning(state, before, camera) };
}

function moving(state: MapState, before: MapState, { at: here }: Camera): CameraChange {
  const [lon, lat, zoom] = state.at;
  const moved =
    Math.abs(lon - here[0]) + Math.abs(lat - here[1]) > 1e-6 || Math.abs(zoom - here[2]) > 1e-3;
  return state.at !== before.at && moved ? { center: [lon, lat], zoom } : {};
}

function turning(state: MapState, before: MapState, camera: Camera): CameraChange {
  if (String(state.turn) === String(before.turn))
    return state.tall === before.tall ? {} : { pitch: leanOf(state.tall, state.at[2]) };
  const [bearing, pitch] = turnOf(state);
  const farthest = Math.max(Math.abs(camera.bearing - bearing), Math.abs(camera.pitch - pitch));
  return farthest > ROUNDED_DEGREES ? { bearing, pitch } : {};
}

/** The box that may be looked at, from the city's own: west, south, east, north. */
export function withMargin([west, south, east, north]: [number, number, number, number]): [
  number,
  number,
  number,
  number,
] {
  const across = (east - west) * MARGIN;
  const along = (north - south) * MARGIN;
  return [west - across, south - along, east + across, north + along];
}
