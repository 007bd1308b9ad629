/** The calm base map, drawn from the city's own datasets by their ids. A dataset that is absent leaves no trace. */

import type { LayerSpecification } from "maplibre-gl";
import type { BaseColours } from "../palette";
import { buildings, districtBorders, districtGround, greenery, landuse, water } from "./ground";
import {
  districtLabels,
  landmarkLabels,
  metroStations,
  parkLabels,
  roadLabels,
  waterLabels,
} from "./labels";
import { railways, roads } from "./roads";

/** Datasets whose names the base map writes in full; as layers of their own they need no second ones. */
export const NAMED_BY_BASE: ReadonlySet<string> = new Set([
  "districts",
  "roads",
  "water",
  "greenery",
]);

type Draw = (colours: BaseColours, lang: string) => LayerSpecification[];

interface Sheet {
  dataset: string;
  draw: Draw;
}

/** From the lowest to the uppermost; thematic layers come between the grounds and the labels. */
const GROUNDS: Sheet[] = [
  { dataset: "districts", draw: districtGround },
  { dataset: "landuse", draw: landuse },
  { dataset: "greenery", draw: greenery },
  { dataset: "water", draw: water },
  { dataset: "buildings", draw: buildings },
  { dataset: "roads", draw: roads },
  { dataset: "railways", draw: railways },
  { dataset: "districts", draw: districtBorders },
];

const LABELS: Sheet[] = [
  { dataset: "places", draw: landmarkLabels },
  { dataset: "roads", draw: roadLabels },
  { dataset: "water", draw: waterLabels },
  { dataset: "greenery", draw: parkLabels },
  { dataset: "metro", draw: metroStations },
  { dataset: "districts", draw: districtLabels },
];

export function baseGrounds(
  present: ReadonlySet<string>,
  colours: BaseColours,
  lang: string,
): LayerSpecification[] {
  return [
    { id: "base-land", type: "background", paint: { "background-color": colours.land } },
    ...drawAll(GROUNDS, present, colours, lang),
  ];
}

export function baseLabels(
  present: ReadonlySet<string>,
  colours: BaseColours,
  lang: string,
): LayerSpecification[] {
  return drawAll(LABELS, present, colours, lang);
}

function drawAll(
  sheets: Sheet[],
  present: ReadonlySet<string>,
  colours: BaseColours,
  lang: string,
): LayerSpecification[] {
  return sheets.flatMap(({ dataset, draw }) => (present.has(dataset) ? draw(colours, lang) : []));
}
