/** From metres to colours: which heights of a city are plain, foothills, woods, rock and snow. */

import type { LayerConfig } from "../lib/config";
import { type Expression, expression } from "./expressions";

/** Where foothills, woods, meadows, bare rock and snow begin, in metres, unless the dataset says otherwise. */
const LIMITS_M: readonly number[] = [1100, 1500, 2200, 3000, 3900];

/** Below the first limit the colour of the plain ends so many metres lower. */
const RISE_M = 200;

/** The five limits of an elevation layer. */
export function heightLimits({ style }: LayerConfig): readonly number[] {
  return style.breaks.length === LIMITS_M.length ? style.breaks : LIMITS_M;
}

/** Six colours run into each other, each full where its heights begin. */
export function heightColours(layer: LayerConfig, colours: readonly string[]): Expression {
  const limits = heightLimits(layer);
  const stops = limits.flatMap((limit, index) => [limit, colours[index + 1]]);
  const plain = (limits[0] ?? 0) - RISE_M;
  return expression("interpolate", ["linear"], ["elevation"], plain, colours[0], ...stops);
}
