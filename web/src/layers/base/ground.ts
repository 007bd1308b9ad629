/** The ground: the city's area, land use, greenery, water, buildings, borders. */

import type { LayerSpecification } from "maplibre-gl";
import { byZoom, expression, geometryIs, isOneOf } from "../expressions";
import type { BaseColours } from "../palette";
import { from } from "./common";

const INDUSTRY = ["industrial", "railway", "quarry", "landfill", "brownfield", "military"];
const WOODED = ["forest", "wood", "nature_reserve", "scrub", "orchard"];

export function districtGround(colours: BaseColours): LayerSpecification[] {
  return [
    {
      id: "base-city",
      type: "fill",
      ...from("districts"),
      paint: { "fill-color": colours.city, "fill-antialias": false },
    },
  ];
}

export function landuse(colours: BaseColours): LayerSpecification[] {
  return [
    {
      id: "base-landuse",
      type: "fill",
      ...from("landuse"),
      paint: {
        "fill-color": expression(
          "case",
          isOneOf("kind", INDUSTRY),
          colours.industry,
          isOneOf("kind", ["farmland", "allotments"]),
          colours.park,
          colours.built,
        ),
        "fill-opacity": 0.6,
      },
    },
  ];
}

export function greenery(colours: BaseColours): LayerSpecification[] {
  return [
    {
      id: "base-greenery",
      type: "fill",
      ...from("greenery"),
      paint: {
        "fill-color": expression("case", isOneOf("kind", WOODED), colours.forest, colours.park),
      },
    },
  ];
}

export function water(colours: BaseColours): LayerSpecification[] {
  const small = isOneOf("kind", ["stream", "ditch", "drain"]);
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
        "line-color": colours.waterLine,
        "line-width": byZoom(
          [9, ["case", small, 0.4, 1]],
          [14, ["case", small, 1.2, 3]],
          [18, ["case", small, 4, 12]],
        ),
      },
    },
  ];
}

export function buildings(colours: BaseColours): LayerSpecification[] {
  return [
    {
      id: "base-buildings",
      type: "fill",
      ...from("buildings"),
      minzoom: 13,
      paint: {
        "fill-color": colours.building,
        "fill-outline-color": colours.buildingLine,
        "fill-opacity": byZoom([13, 0.4], [14.5, 1]),
      },
    },
  ];
}

export function districtBorders(colours: BaseColours): LayerSpecification[] {
  return [
    {
      id: "base-district-border",
      type: "line",
      ...from("districts"),
      layout: { "line-join": "round" },
      paint: {
        "line-color": colours.border,
        "line-opacity": 0.7,
        "line-width": byZoom([9, 0.9], [14, 1.6], [18, 3]),
        "line-dasharray": [4, 2.5],
      },
    },
  ];
}
