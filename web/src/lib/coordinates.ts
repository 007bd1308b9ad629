/** Coordinates as people type and paste them. */

import type { Bounds, LonLat } from "./config";

/** In which order the two numbers were understood: `lat` comes first on paper, `lon` in data. */
export type Order = "lat" | "lon";

export interface Understood {
  points: LonLat[];
  order: Order;
  /** Degrees, minutes and seconds, not decimals. */
  sexagesimal: boolean;
  /** None of the points lies in the city. */
  outside: boolean;
}

/** What cannot be read, and where: the first such line has number 1. */
export interface NotUnderstood {
  line: number;
  text: string;
}

/**
 * The points that a text names, one or more in a line, lines apart by line breaks or `;`. Decimals
 * with a point or a comma; the order by what lies in the city, latitude first where both may; or
 * degrees, minutes and seconds with the letters of the directions in Latin or Cyrillic.
 */
export function readCoordinates(text: string, city: Bounds): Understood | NotUnderstood {
  const lines = linesOf(text);
  const sexagesimal = lines.some((line) => /[°º˚]/.test(line) || DIRECTION.test(line));
  const read = lines.map((line) => (sexagesimal ? directed(line) : paired(line)));
  const unread = lines.findIndex((line, index) => line !== "" && read[index]?.length === 0);
  const pairs = read.flat();
  if (unread >= 0 || pairs.length === 0)
    return { line: Math.max(unread, 0) + 1, text: lines[unread] ?? text };
  const order = sexagesimal ? "lat" : orderOf(pairs, city);
  const points = pairs.map(([a, b]): LonLat => (order === "lat" ? [b, a] : [a, b]));
  const wrong = points.findIndex(([lon, lat]) => Math.abs(lon) > 180 || Math.abs(lat) > 90);
  if (wrong >= 0) return { line: wrong + 1, text: lines[wrong] ?? text };
  return { points, order, sexagesimal, outside: !points.some((point) => lies(point, city)) };
}

export function isUnderstood(read: Understood | NotUnderstood): read is Understood {
  return "points" in read;
}

/** A semicolon between the two halves of one pair parts no lines. */
function linesOf(text: string): string[] {
  const broken = text.trim().replace(/\r/g, "").split("\n");
  return broken.flatMap((line) => {
    if (hasCommas(line)) return line.trim();
    const parts = line.split(";").map((part) => part.trim());
    return parts.every((part) => part === "" || paired(part).length > 0) ? parts : [line.trim()];
  });
}

/** Whether commas stand before decimals: two such numbers follow each other. */
function hasCommas(line: string): boolean {
  return !line.includes(".") && /\d,\d+[\s;,]+[-+−]?\d+,\d/.test(line);
}

const NUMBER = /[-+−]?\d+(?:\.\d+)?/g;
const COMMA_NUMBER = /[-+−]?\d+,\d+/g;

/** The numbers of a line two by two; none where they do not go into pairs. */
function paired(line: string): [number, number][] {
  const withCommas = hasCommas(line);
  const found = line.match(withCommas ? COMMA_NUMBER : NUMBER) ?? [];
  const rest = line.replace(withCommas ? COMMA_NUMBER : NUMBER, "").replace(/[\s,;()[\]]/g, "");
  if (rest !== "" || found.length === 0 || found.length % 2 === 1) return [];
  const numbers = found.map((each) => Number(each.replace(",", ".").replace("−", "-")));
  return Array.from({ length: numbers.length / 2 }, (_, index) => [
    numbers[2 * index] ?? 0,
    numbers[2 * index + 1] ?? 0,
  ]);
}

/** North, south, east, west: N S E W, С Ю В З, and in Kazakh С О Ш Б (солтүстік, оңтүстік, шығыс, батыс). */
const DIRECTION = /[NSEWСЮВЗОШБ]/i;
const ANGLE =
  /([-+−]?\d+(?:[.,]\d+)?)\s*[°º˚]?\s*(?:(\d+(?:[.,]\d+)?)\s*['′’]\s*)?(?:(\d+(?:[.,]\d+)?)\s*(?:"|″|”|''|′′)\s*)?([NSEWСЮВЗОШБ])?/giu;

/** Latitude and longitude of a line of degrees: by their letters, else latitude first. */
function directed(line: string): [number, number][] {
  if (/[^\s,;]/.test(line.replace(ANGLE, ""))) return [];
  const angles = [...line.matchAll(ANGLE)].map(([, degrees, minutes, seconds, letter = ""]) => {
    const size = number(degrees) + number(minutes) / 60 + number(seconds) / 3600;
    const way = letter.toUpperCase();
    return {
      value: "SЮОWЗБ".includes(way || "-") ? -size : size,
      across: "EWВЗШБ".includes(way || "-"),
    };
  });
  if (angles.length === 0 || angles.length % 2 === 1) return [];
  return Array.from({ length: angles.length / 2 }, (_, index) => {
    const [first, second] = [angles[2 * index], angles[2 * index + 1]];
    const [a, b] = [first?.value ?? 0, second?.value ?? 0];
    return first?.across ? [b, a] : [a, b];
  });
}

function number(text: string | undefined): number {
  return Number((text ?? "0").replace(",", ".").replace("−", "-"));
}

function orderOf(pairs: readonly [number, number][], city: Bounds): Order {
  const inside = (order: Order) =>
    pairs.filter(([a, b]) => lies(order === "lat" ? [b, a] : [a, b], city)).length;
  const [asLat, asLon] = [inside("lat"), inside("lon")];
  if (asLat !== asLon) return asLat > asLon ? "lat" : "lon";
  return pairs.some(([first]) => Math.abs(first) > 90) ? "lon" : "lat";
}

function lies([lon, lat]: LonLat, [west, south, east, north]: Bounds): boolean {
  return lon >= west && lon <= east && lat >= south && lat <= north;
}
