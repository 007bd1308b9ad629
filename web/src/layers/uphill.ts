/** Which way the mountains are: read from one tile of heights. */

import type { LayerConfig, LonLat } from "../lib/config";

/** Heights in metres, row by row from the north-west; so many in a row. */
export interface Heights {
  metres: Float32Array;
  side: number;
}

const BEARINGS = Array.from({ length: 24 }, (_, index) => index * 15);
/** Rays reach over so great a share of the tile. */
const REACH = 0.35;
/** Ground that rises less is a plain, and north is as good as any way. */
const LEAST_RISE_M = 150;

/**
 * The bearing (degrees clockwise from north, in steps of 15) in which the ground rises most, on
 * average along a ray from the pixel `x`, `y`; nothing in a plain.
 */
export function uphill({ metres, side }: Heights, x: number, y: number): number | undefined {
  const at = (column: number, row: number) => {
    const inside = column >= 0 && row >= 0 && column < side && row < side;
    return inside ? metres[Math.floor(row) * side + Math.floor(column)] : undefined;
  };
  const here = at(x, y);
  if (here === undefined) return undefined;
  const rises = BEARINGS.map((bearing) => {
    const [east, south] = [Math.sin(radians(bearing)), -Math.cos(radians(bearing))];
    const along = Array.from({ length: Math.round(side * REACH) }, (_, step) =>
      at(x + east * (step + 1), y + south * (step + 1)),
    ).filter((height) => height !== undefined);
    return along.reduce((sum, height) => sum + height - here, 0) / Math.max(along.length, 1);
  });
  const most = Math.max(...rises);
  return most < LEAST_RISE_M ? undefined : BEARINGS[rises.indexOf(most)];
}

/** The same for a place on the map, from the tile of the least zoom that holds it. */
export async function bearingUphill(
  layer: LayerConfig,
  place: LonLat,
): Promise<number | undefined> {
  const count = 2 ** layer.minzoom;
  const [across, down] = onSquare(place).map((share) => share * count) as [number, number];
  const [column, row] = [Math.floor(across), Math.floor(down)];
  const address = layer.tiles
    .replace("{z}", String(layer.minzoom))
    .replace("{x}", String(column))
    .replace("{y}", String(row));
  const answer = await fetch(address).catch(() => undefined);
  if (!answer?.ok) return undefined; // without heights, north is as good as any way
  const heights = await decode(await answer.blob());
  return uphill(heights, (across - column) * heights.side, (down - row) * heights.side);
}

/** Where a place lies on the square of Web Mercator, from the north-west corner, 0 to 1. */
function onSquare([lon, lat]: LonLat): [number, number] {
  const y = Math.asinh(Math.tan(radians(lat))) / Math.PI;
  return [(lon + 180) / 360, (1 - y) / 2];
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}

/** Terrarium: R * 256 + G + B / 256 - 32768. */
async function decode(picture: Blob): Promise<Heights> {
  const bitmap = await createImageBitmap(picture, { colorSpaceConversion: "none" });
  const side = bitmap.width;
  const pen = new OffscreenCanvas(side, side).getContext("2d", { willReadFrequently: true });
  if (!pen) throw new Error("The browser draws no canvas.");
  pen.drawImage(bitmap, 0, 0);
  const { data } = pen.getImageData(0, 0, side, side);
  const metres = Float32Array.from({ length: side * side }, (_, index) => {
    const [red = 0, green = 0, blue = 0] = data.subarray(index * 4, index * 4 + 3);
    return red * 256 + green + blue / 256 - 32768;
  });
  return { metres, side };
}
