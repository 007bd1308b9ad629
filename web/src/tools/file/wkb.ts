/** Geometry of a GeoPackage: its own header (OGC 12-128r15, 2.1.3), then well-known binary. */

import type { Geometry, Position } from "geojson";

const ENVELOPES = [0, 32, 48, 48, 64];
const HEADER = 8;

/** Nothing where it is empty or of a kind that GeoJSON does not have. */
export function readGeoPackageGeometry(bytes: Uint8Array): Geometry | null {
  const flags = bytes[3] ?? 0;
  const isEmpty = (flags & 0x10) !== 0;
  if (bytes[0] !== 0x47 || bytes[1] !== 0x50 || isEmpty) return null;
  const envelope = ENVELOPES[(flags >> 1) & 7] ?? 0;
  return new Wkb(bytes.subarray(HEADER + envelope)).geometry();
}

/** Reads one geometry after another; heights and measures are left out. */
class Wkb {
  readonly #view: DataView;
  #at = 0;
  #little = true;

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  geometry(): Geometry | null {
    this.#little = this.#view.getUint8(this.#at) === 1;
    this.#at += 1;
    const code = this.#number();
    const dimensions = dimensionsOf(code);
    const type = (code & 0xffff) % 1000;
    if (type === 1) return { type: "Point", coordinates: this.#position(dimensions) };
    if (type === 2) return { type: "LineString", coordinates: this.#line(dimensions) };
    if (type === 3) return { type: "Polygon", coordinates: this.#rings(dimensions) };
    return this.#several(type);
  }

  #several(type: number): Geometry | null {
    const name = { 4: "MultiPoint", 5: "MultiLineString", 6: "MultiPolygon" }[type];
    if (!name && type !== 7) return null;
    const parts = Array.from({ length: this.#number() }, () => this.geometry()).filter(
      (part) => part !== null,
    );
    if (!name) return { type: "GeometryCollection", geometries: parts };
    const coordinates = parts.map((part) => ("coordinates" in part ? part.coordinates : []));
    return { type: name, coordinates } as Geometry;
  }

  #rings(dimensions: number): Position[][] {
    return Array.from({ length: this.#number() }, () => this.#line(dimensions));
  }

  #line(dimensions: number): Position[] {
    return Array.from({ length: this.#number() }, () => this.#position(dimensions));
  }

  #position(dimensions: number): Position {
    const [x, y] = [0, 8].map((offset) => this.#view.getFloat64(this.#at + offset, this.#little));
    this.#at += 8 * dimensions;
    return [x ?? Number.NaN, y ?? Number.NaN];
  }

  #number(): number {
    const value = this.#view.getUint32(this.#at, this.#little);
    this.#at += 4;
    return value;
  }
}

/** ISO adds 1000 for heights, 2000 for measures, 3000 for both; EWKB sets the highest bits. */
function dimensionsOf(code: number): number {
  const iso = Math.floor((code & 0xffff) / 1000);
  const extended = Number((code & 0x80000000) !== 0) + Number((code & 0x40000000) !== 0);
  return 2 + Math.max(extended, [0, 1, 1, 2][iso] ?? 0);
}
