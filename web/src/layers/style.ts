/** The whole style of the map from the configuration and the state. */

import type { LayerSpecification, SourceSpecification, StyleSpecification } from "maplibre-gl";
import { type LonLat, layerNamed, type MapConfig } from "../lib/config";
import type { MapState } from "../lib/state";
import type { Words } from "../messages";
import { baseGrounds, baseLabels, NAMED_BY_BASE } from "./base";
import { pinLayers, pointSource, positionLayers, selectionLayers } from "./highlight";
import { legendOf } from "./legend";
import { BASE, type Scheme } from "./palette";
import { tallBuildings } from "./tall";
import { thematicLayers } from "./thematic";

export interface StyleInput {
  config: MapConfig;
  state: MapState;
  words: Words;
  scheme: Scheme;
  /** Where the visitor is, when that was asked and found. */
  me: LonLat | null;
  /** Where relative tile addresses begin. */
  origin: string;
}

/** No sprite and no glyphs: text is drawn with the font of the page, nothing is fetched but tiles. */
export function buildStyle(input: StyleInput): StyleSpecification {
  return {
    version: 8,
    sources: buildSources(input),
    layers: buildLayers(input),
    light: { anchor: "viewport", intensity: 0.3, position: [1.3, 210, 40] },
    transition: { duration: 0, delay: 0 },
  };
}

function buildSources({
  config,
  state,
  me,
  origin,
}: StyleInput): Record<string, SourceSpecification> {
  const tiles = config.layers.map(({ id, minzoom, maxzoom, bounds, tiles }) => [
    id,
    { type: "vector", tiles: [origin + tiles], minzoom, maxzoom, bounds, promoteId: "id" },
  ]);
  return { ...Object.fromEntries(tiles), pin: pointSource(state.place), me: pointSource(me) };
}

function buildLayers({ config, state, words, scheme }: StyleInput): LayerSpecification[] {
  const present = new Set(config.layers.map((layer) => layer.id));
  const colours = BASE[scheme];
  const { lang } = config;
  const thematic = state.layers.toReversed().flatMap((id) => {
    const layer = layerNamed(config, id);
    if (!layer) return [];
    const entries = legendOf(layer, words, scheme);
    const opacity = state.fade[id] ?? 1;
    return thematicLayers({
      layer,
      entries,
      hidden: state.hidden[id] ?? [],
      opacity,
      colours,
      lang,
    });
  });
  const isArea = (layer: LayerSpecification) => layer.type === "fill";
  return [
    ...baseGrounds(present, colours, lang),
    ...thematic.filter(isArea),
    ...(state.tall && present.has("buildings") ? [tallBuildings(colours)] : []),
    ...thematic.filter((layer) => layer.type === "line"),
    ...thematic.filter((layer) => layer.type === "circle"),
    ...baseLabels(withoutOwnLabels(config, state), colours, lang),
    ...thematic.filter((layer) => layer.type === "symbol"),
    ...selectionLayers(state.select, present, colours),
    ...positionLayers(),
    ...pinLayers(colours),
  ];
}

/** The datasets that the base map labels: points shown as a labelled layer would be labelled twice. */
function withoutOwnLabels(config: MapConfig, state: MapState): Set<string> {
  const labelled = config.layers.filter(
    ({ id, style }) => NAMED_BY_BASE.has(id) || !style.label || !state.layers.includes(id),
  );
  return new Set(labelled.map(({ id }) => id));
}
