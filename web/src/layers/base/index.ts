/** The calm base map, drawn from the city's own datasets by their ids. A dataset that is absent leaves no trace. */

import type { LayerSpecification } from "maplibre-gl";
import type { LayerConfig } from "../../lib/config";
import type { Layered, Level } from "../order";
import type { Scene } from "./common";
import { borderBands, borders, buildings, cityGround, greenery, landuse, water } from "./ground";
import { peaks, waterLabels } from "./nature-labels";
import { districtLabels, landmarkLabels, metroStations, parkLabels } from "./place-labels";
import { beyond, contourLabels, contours, shade, tint } from "./relief";
import { railways, roads } from "./roads";
import { houseNumbers, streetLabels } from "./street-labels";
import { tallBuildings } from "./tall";

/** Datasets whose names the base map writes in full; as layers of their own they need no second ones. */
export const NAMED_BY_BASE: ReadonlySet<string> = new Set([
  "districts",
  "roads",
  "water",
  "greenery",
  "contours",
  "spot_heights",
]);

interface Sheet {
  dataset: string;
  level: Level;
  draw: (scene: Scene) => LayerSpecification[];
}

/** Within a level from the lowest to the uppermost; of names the last is placed first. */
const SHEETS: readonly Sheet[] = [
  { dataset: "districts", level: "ground", draw: cityGround },
  { dataset: "landuse", level: "use", draw: landuse },
  { dataset: "greenery", level: "use", draw: greenery },
  { dataset: "contours", level: "contours", draw: contours },
  { dataset: "water", level: "water", draw: water },
  { dataset: "buildings", level: "buildings", draw: buildings },
  { dataset: "districts", level: "roads", draw: borderBands },
  { dataset: "roads", level: "roads", draw: roads },
  { dataset: "railways", level: "roads", draw: railways },
  { dataset: "districts", level: "roads", draw: borders },
  { dataset: "buildings", level: "standing", draw: tallBuildings },
  { dataset: "addresses", level: "names", draw: houseNumbers },
  { dataset: "contours", level: "names", draw: contourLabels },
  { dataset: "roads", level: "names", draw: streetLabels },
  { dataset: "greenery", level: "names", draw: parkLabels },
  { dataset: "water", level: "names", draw: waterLabels },
  { dataset: "places", level: "names", draw: landmarkLabels },
  { dataset: "spot_heights", level: "names", draw: peaks },
  { dataset: "metro", level: "names", draw: metroStations },
  { dataset: "districts", level: "names", draw: districtLabels },
];

interface Wanted {
  present: ReadonlySet<string>;
  /** What data writes or raises itself and the base map leaves out. */
  unnamed: ReadonlySet<string>;
  unraised: ReadonlySet<string>;
  elevation: LayerConfig | undefined;
}

/** The base map, level by level. */
export function baseMap(scene: Scene, wanted: Wanted): Layered[] {
  const { present, unnamed, unraised, elevation } = wanted;
  const land: LayerSpecification = {
    id: "base-land",
    type: "background",
    paint: { "background-color": scene.colours.land },
  };
  const relief: Layered[] = elevation
    ? [
        { level: "ground", layers: tint(elevation, scene) },
        { level: "shade", layers: [...shade(elevation, scene), ...beyond(scene)] },
      ]
    : [];
  const sheets = SHEETS.filter(
    ({ dataset, level }) =>
      present.has(dataset) &&
      !(level === "names" && unnamed.has(dataset)) &&
      !(level === "standing" && unraised.has(dataset)),
  );
  return [
    { level: "ground", layers: [land] },
    ...relief,
    ...sheets.map(({ level, draw }) => ({ level, layers: draw(scene) })),
  ];
}
