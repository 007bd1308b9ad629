/** The whole style of the map from the configuration and the state. */

import type { LayerSpecification, StyleSpecification } from "maplibre-gl";
import { type LonLat, layerNamed, type MapConfig } from "../lib/config";
import { clausesOf } from "../lib/filter";
import type { MapState } from "../lib/state";
import type { Words } from "../messages";
import { areaLayers } from "./area";
import { baseMap, NAMED_BY_BASE } from "./base";
import { BASE } from "./base/colours";
import type { Scene } from "./base/common";
import { elevationOf, sky, terrain } from "./base/relief";
import { filterOf } from "./filtering";
import { pinLayers, positionLayers, selectionLayers } from "./highlight";
import { legendOf } from "./legend";
import { inOrder, type Layered } from "./order";
import type { Scheme } from "./palette";
import { buildSources } from "./sources";
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
  /** By layer, the ids that match conditions on fields which its tiles do not hold. */
  matching?: Matching;
}

export type Matching = ReadonlyMap<string, readonly string[]>;

/** Whether a change of the state changes the picture itself. */
export function needsStyle(state: MapState, before: MapState): boolean {
  const keys = ["layers", "fade", "filters", "tall", "select", "place", "area"] as const;
  return keys.some((key) => state[key] !== before[key]);
}

/** No sprite and no glyphs: text is drawn with the font of the page, nothing is fetched but tiles. */
export function buildStyle(input: StyleInput): StyleSpecification {
  const { config, state, scheme, me, origin } = input;
  const { tall } = state;
  const ground = tall && terrain(elevationOf(config));
  return {
    version: 8,
    sources: buildSources(config, { pin: state.place, me, area: state.area }, { tall, origin }),
    layers: buildLayers(input),
    light: { anchor: "map", position: [1.4, 225, 35], intensity: 0.22, color: "#ffffff" },
    ...(tall ? { sky: sky(BASE[scheme]) } : {}),
    ...(ground ? { terrain: ground } : {}),
    transition: { duration: 0, delay: 0 },
  };
}

function buildLayers(input: StyleInput): LayerSpecification[] {
  const { config, state, scheme } = input;
  const present = new Set(config.layers.map((layer) => layer.id));
  const colours = BASE[scheme];
  const chosen = state.select?.dataset === "buildings" ? state.select.id : "";
  const scene: Scene = { colours, lang: config.lang, tall: state.tall, chosen };
  return inOrder([
    ...baseMap(scene, {
      present,
      unnamed: namedByData(config, state),
      unraised: new Set(state.layers),
      elevation: elevationOf(config),
    }),
    ...dataLayers(input, scene),
    { level: "chosen", layers: areaLayers(state.area, colours) },
    ...selectionLayers(state.select, present, colours),
    { level: "marks", layers: [...positionLayers(), ...pinLayers(colours)] },
  ]);
}

/** The layers that the visitor has put on; the first in the list covers the others. */
function dataLayers(input: StyleInput, scene: Scene): Layered[] {
  const { config, state, words, scheme, matching } = input;
  const languages = config.languages.map(({ code }) => code);
  return state.layers.toReversed().flatMap((id) => {
    const layer = layerNamed(config, id);
    if (!layer) return [];
    const entries = legendOf(layer, words, scheme);
    const filter = filterOf(layer, clausesOf(state.filters, id), languages, matching?.get(id));
    return thematicLayers({ layer, entries, filter, opacity: state.fade[id] ?? 1, scene });
  });
}

/** The datasets that write their own names: points shown as a labelled layer would be named twice. */
function namedByData(config: MapConfig, state: MapState): Set<string> {
  const labelled = config.layers.filter(
    ({ id, style }) => !NAMED_BY_BASE.has(id) && style.label && state.layers.includes(id),
  );
  return new Set(labelled.map(({ id }) => id));
}
