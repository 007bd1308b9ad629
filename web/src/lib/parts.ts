/** Which part of a layer is to be taken away, as the query of its download. */

/** Everything, what is in view, what is in the drawn area. */
export const SCOPES = ["all", "view", "area"] as const;
export type Scope = (typeof SCOPES)[number];

/** West, south, east, north in degrees. */
export type Box = readonly [number, number, number, number];

export interface Part {
  scope: Scope;
  view: Box | null;
  /** The drawn area as the map's address has it. */
  area: string;
  /** Shapes end at the border. */
  cut: boolean;
  /** The filter in CQL2, empty for none. */
  filter: string;
}

/** A view wider than the world is cut to it; five decimals of a degree are about a metre. */
export function partOf({ scope, view, area, cut, filter }: Part): URLSearchParams {
  const query = new URLSearchParams();
  if (scope === "view" && view) {
    const [west, south, east, north] = view;
    const sides = [
      Math.max(west, -180),
      Math.max(south, -90),
      Math.min(east, 180),
      Math.min(north, 90),
    ];
    query.set("bbox", sides.map((side) => Number(side.toFixed(5))).join(","));
  }
  if (scope === "area" && area) query.set("within", area);
  if (cut && (query.has("bbox") || query.has("within"))) query.set("cut", "1");
  if (filter) query.set("filter", filter);
  return query;
}
