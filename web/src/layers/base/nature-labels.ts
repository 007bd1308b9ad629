/** The names of waters, and of peaks with their heights. */

import type { LayerSpecification } from "maplibre-gl";
import { byZoom, expression, geometryIs, isOneOf, metres, nameIn } from "../expressions";
import { peakMark } from "../icons";
import { FONT_ITALIC, FONT_MEDIUM, from, halo, labelPoints, type Scene } from "./common";

export function waterLabels({ colours, lang }: Scene): LayerSpecification[] {
  const text = {
    "text-field": nameIn(lang),
    "text-font": FONT_ITALIC,
    "text-size": byZoom([11, 10.5], [15, 12.5], [18, 15]),
    "text-letter-spacing": 0.08,
  } as const;
  const paint = { "text-color": colours.textWater, ...halo(colours, 1.3) };
  return [
    {
      id: "base-water-line-label",
      type: "symbol",
      ...from("water"),
      filter: geometryIs("LineString"),
      minzoom: 11.5,
      layout: {
        ...text,
        "symbol-placement": "line",
        "symbol-spacing": 480,
        "text-max-angle": 35,
        "text-padding": 12,
      },
      paint,
    },
    {
      id: "base-water-label",
      type: "symbol",
      ...labelPoints("water"),
      minzoom: 12.5,
      layout: { ...text, "text-max-width": 7, "text-padding": 10 },
      paint,
    },
  ];
}

const isSummit = isOneOf("kind", ["peak", "pass", "hill", "plateau"]);

/** Of summits and passes a triangle, the name, and below it the height: the highest are placed first. */
export function peaks({ colours, lang }: Scene): LayerSpecification[] {
  const height = ["to-number", ["get", "elevation_m"], 0];
  return [
    {
      id: "base-peak",
      type: "symbol",
      ...from("spot_heights"),
      filter: isSummit,
      minzoom: 9.5,
      layout: {
        "symbol-sort-key": expression("-", 0, height),
        "icon-image": peakMark(colours.textHeight),
        "icon-size": byZoom([9.5, 0.8], [15, 1.1]),
        "text-field": expression("format", nameIn(lang), {}, "\n", {}, metres("elevation_m"), {
          "font-scale": 0.92,
        }),
        "text-font": FONT_MEDIUM,
        "text-size": byZoom([9.5, 10], [15, 12.5]),
        "text-anchor": "top",
        "text-offset": [0, 0.55],
        "text-max-width": 8,
        "text-padding": byZoom([9, 16], [14, 4]),
      },
      paint: { "text-color": colours.textHeight, ...halo(colours, 1.6) },
    },
  ];
}
