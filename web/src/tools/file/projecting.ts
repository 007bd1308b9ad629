/** From other reference systems to degrees on WGS 84, by proj4. */

import type { Position } from "geojson";
import proj4 from "proj4";
import { Trouble } from "./own";

/**
 * From Pulkovo 1942, which the maps of the region are in, to WGS 84: GOST R 51794-2008, EPSG
 * transformation 5044. A definition that names no way would put everything about 100 m off.
 */
const PULKOVO = "23.57,-140.95,-79.8,0,0.35,0.79,-0.22";

/** The way from a system, given as `EPSG:n` or as WKT 1, to degrees. `Trouble` where it is not known. */
export function degreesFrom(crs: string): (position: Position) => Position {
  try {
    const way = proj4(definition(crs), "EPSG:4326");
    return ([x = Number.NaN, y = Number.NaN]) => {
      const [lon = Number.NaN, lat = Number.NaN] = way.forward([x, y]);
      return [lon, lat];
    };
  } catch {
    throw new Trouble("file.crs", { crs: shortName(crs) });
  }
}

/** What the deprecated `crs` member of GeoJSON names, as `EPSG:n`; nothing where it is degrees. */
export function nameOfCrs(tree: Record<string, unknown>): string {
  const crs = tree.crs as { properties?: { name?: unknown } } | undefined;
  const name = String(crs?.properties?.name ?? "");
  if (name === "" || /CRS84|EPSG:+4326$/.test(name)) return "";
  const code = /EPSG:(?:[\d.]*:)?(\d+)$/.exec(name)?.[1];
  return code ? `EPSG:${code}` : name;
}

/** Its own name where a system is given as WKT. */
export function shortName(crs: string): string {
  return /^[A-Z]+\["([^"]+)"/i.exec(crs)?.[1] ?? crs.slice(0, 60);
}

function definition(crs: string): string {
  const [, code] = /^EPSG:(\d+)$/.exec(crs) ?? [];
  if (code) return byCode(Number(code));
  if (/Pulkovo[_ ]1942/i.test(crs) && !/TOWGS84/i.test(crs))
    return crs.replace(
      /(DATUM\["[^"]+",\s*SPHEROID\[[^[\]]*(?:\[[^\]]*\])?[^[\]]*\])/i,
      `$1,TOWGS84[${PULKOVO}]`,
    );
  return crs;
}

/** The zones of UTM on WGS 84 and of Gauss-Kruger on Pulkovo 1942, and Web Mercator. */
function byCode(code: number): string {
  if (code > 32600 && code <= 32660) return `+proj=utm +zone=${code - 32600} +datum=WGS84`;
  if (code > 32700 && code <= 32760) return `+proj=utm +zone=${code - 32700} +south +datum=WGS84`;
  if (code >= 28404 && code <= 28432) {
    const zone = code - 28400;
    const meridian = zone * 6 - 3;
    return `+proj=tmerc +lat_0=0 +lon_0=${meridian} +k=1 +x_0=${zone * 1e6 + 5e5} +y_0=0 +ellps=krass +towgs84=${PULKOVO} +units=m`;
  }
  return `EPSG:${code}`;
}
