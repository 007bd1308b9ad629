/** The ground: the city's area, land use, greenery, water, buildings, borders. */

import type { LayerSpecification } from "maplibre-gl";
import { byZoom, expression, geometryIs, isOneOf } from "../expressions";
import { from, type Scene } from "./common";
import { STANDING_FROM } from "./tall";

const WOODED = ["forest", "wood", "nature_reserve", "scrub", "orchard"];
const SMALL_WATER = ["stream", "ditch", "drain"];

/** A veil that sets the city apart from the country round it; thin, so that relief shows through. */
export function cityGround({ colours }: Scene): LayerSpecification[] {
  return [
    {
      id: "base-city",
      type: "fill",
      ...from("districts"),
      paint: {
        "fill-color": colours.city,
        "fill-opacity": byZoom([9, 0.3], [12, 0.5], [15, 1]),
        "fill-antialias": false,
      },
    },
  ];
}

export function landuse({ colours }: Scene): LayerSpecification[] {
  const tints: [string, string[]][] = [
    [
      colours.industry,
      "industrial railway garages depot port airfield quarry landfill brownfield".split(" "),
    ],
    [colours.business, ["commercial", "retail"]],
    [colours.learning, ["education"]],
    [colours.care, ["institutional", "religious", "health"]],
    [colours.field, ["farmland", "farmyard", "greenhouse_horticulture", "greenfield"]],
    [colours.park, ["recreation"]],
    [colours.path, ["runway"]],
  ];
  const cases = tints.flatMap(([colour, kinds]) => [isOneOf("kind", kinds), colour]);
  return [
    {
      id: "base-landuse",
      type: "fill",
      ...from("landuse"),
      paint: {
        "fill-color": expression("case", ...cases, colours.built),
        "fill-opacity": byZoom([9, 0.85], [13, 0.7], [16, 0.55]),
        "fill-antialias": false,
      },
    },
  ];
}

/** Whole mountains are reserves: only a breath of green, so that rock and snow are seen on them. */
export function greenery({ colours }: Scene): LayerSpecification[] {
  const areal = geometryIs("Polygon");
  const strength = (usual: number) => ["case", isOneOf("kind", ["nature_reserve"]), 0.3, usual];
  return [
    {
      id: "base-greenery",
      type: "fill",
      ...from("greenery"),
      filter: areal,
      paint: {
        "fill-color": expression("case", isOneOf("kind", WOODED), colours.wood, colours.park),
        "fill-opacity": byZoom([9, strength(0.75)], [13, strength(0.95)]),
      },
    },
  ];
}

export function water({ colours }: Scene): LayerSpecification[] {
  const small = isOneOf("kind", SMALL_WATER);
  const width = (large: number, little: number) => ["case", small, little, large];
  return [
    {
      id: "base-water",
      type: "fill",
      ...from("water"),
      filter: geometryIs("Polygon"),
      paint: { "fill-color": colours.water },
    },
    {
      id: "base-water-line",
      type: "line",
      ...from("water"),
      filter: geometryIs("LineString"),
      layout: { "line-cap": "round", "line-join": "round" },
      paint: {
        "line-color": byZoom([11, colours.waterLine], [15, colours.water]),
        "line-width": byZoom(
          [8, width(0.8, 0.2)],
          [11, width(1.6, 0.5)],
          [14, width(4, 1.4)],
          [18, width(18, 5)],
        ),
      },
    },
  ];
}

/** Their outlines on the ground; where they stand up, only until they have risen. */
export function buildings({ colours, tall }: Scene): LayerSpecification[] {
  const until = tall ? { maxzoom: STANDING_FROM + 1 } : {};
  return [
    {
      id: "base-buildings",
      type: "fill",
      ...from("buildings"),
      minzoom: STANDING_FROM,
      ...until,
      paint: {
        "fill-color": colours.building,
        "fill-antialias": false,
        "fill-opacity": byZoom([14, 0.6], [15.5, 1]),
      },
    },
    {
      id: "base-buildings-edge",
      type: "line",
      ...from("buildings"),
      minzoom: STANDING_FROM + 1,
      ...(tall ? { layout: { visibility: "none" as const } } : {}),
      paint: {
        "line-color": colours.buildingLine,
        "line-opacity": byZoom([15, 0], [16, 0.9]),
        "line-width": byZoom([15, 0.5], [18, 1.1]),
      },
    },
  ];
}

/** A soft band along the borders, under the roads. */
export function borderBands({ colours }: Scene): LayerSpecification[] {
  return [
    {
      id: "base-border-band",
      type: "line",
      ...from("districts"),
      layout: { "line-join": "round" },
      paint: {
        "line-color": colours.border,
        "line-opacity": byZoom([9, 0.09], [14, 0.08], [16, 0.05]),
        "line-width": byZoom([9, 3.5], [14, 9], [18, 18]),
      },
    },
  ];
}

export function borders({ colours }: Scene): LayerSpecification[] {
  return [
    {
      id: "base-border",
      type: "line",
      ...from("districts"),
      layout: { "line-join": "round" },
      paint: {
        "line-color": colours.border,
        "line-opacity": byZoom([9, 0.3], [13, 0.35], [16, 0.25]),
        "line-width": byZoom([9, 0.8], [14, 1.2], [18, 2]),
      },
    },
  ];
}
