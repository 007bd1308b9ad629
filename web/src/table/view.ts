/** What of the map is seen beside the panel and above the table. */

import type { CityMap } from "../layers/city-map";

/** The box `west,south,east,north` around what is seen, as the server takes it. */
export function boxInView({ canvas }: CityMap): string {
  const { left = 0, right = 0, top = 0, bottom = 0 } = canvas.getPadding();
  const { clientWidth, clientHeight } = canvas.getContainer();
  const corners = [left, clientWidth - right].flatMap((x) =>
    [top, clientHeight - bottom].map((y) => canvas.unproject([x, y])),
  );
  const lons = corners.map(({ lng }) => Math.min(Math.max(lng, -180), 180));
  const lats = corners.map(({ lat }) => lat);
  const sides = [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
  return sides.map((side) => side.toFixed(5)).join();
}
