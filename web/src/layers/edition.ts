/** The map as it was published on a day: other releases of its layers. */

import type { MapConfig } from "../lib/config";
import type { MapState } from "../lib/state";

export interface Edition {
  /** YYYY-MM-DD */
  day: string;
  /** The address of a layer's tiles on that day, or nothing where it was not published yet. */
  tiles: Readonly<Record<string, string | null>>;
}

/** Configuration and state of the map on the day of an edition; without one they stay as they are. */
export function ofEdition(
  config: MapConfig,
  state: MapState,
  edition: Edition | null,
): { config: MapConfig; state: MapState } {
  if (!edition) return { config, state };
  const { day, tiles } = edition;
  return {
    config: {
      ...config,
      layers: config.layers.map((layer) => ({ ...layer, tiles: tiles[layer.id] ?? layer.tiles })),
    },
    state: { ...state, on: day, layers: state.layers.filter((id) => tiles[id] !== null) },
  };
}
