/** What tools draw on the map stays when the style changes below it. */

import type { StyleSpecification } from "maplibre-gl";

/** Ids of sources and layers that a tool puts on the map begin so. */
export const OF_TOOLS = "tool";

/** The style to come with what tools have put on the one before, uppermost. */
export function withTools(
  before: StyleSpecification | undefined,
  next: StyleSpecification,
): StyleSpecification {
  const ofTools = ([id]: [string, unknown]) => id.startsWith(OF_TOOLS);
  const sources = Object.fromEntries(Object.entries(before?.sources ?? {}).filter(ofTools));
  const layers = (before?.layers ?? []).filter(({ id }) => id.startsWith(OF_TOOLS));
  if (layers.length === 0 && Object.keys(sources).length === 0) return next;
  return {
    ...next,
    sources: { ...next.sources, ...sources },
    layers: [...next.layers, ...layers],
  };
}
