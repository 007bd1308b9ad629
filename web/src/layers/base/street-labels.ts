/** The names of streets along them, and the numbers of houses. */

import type { LayerSpecification } from "maplibre-gl";
import { byZoom, type Expression, expression, nameBesideLocal, nameIn } from "../expressions";
import { FONT, FONT_MEDIUM, from, halo, type Scene } from "./common";
import { isByway, isMajor, isMiddle, isMinor } from "./roads";

interface Rank {
  id: string;
  filter: Expression;
  minzoom: number;
  size: number;
  font: string[];
  colour: string;
  /** The zoom from which the local name stands beside that in the visitor's language. */
  localFrom: number;
}

export function streetLabels({ colours, lang }: Scene): LayerSpecification[] {
  const ranks: Rank[] = [
    {
      id: "byway",
      filter: isByway,
      minzoom: 16.5,
      size: 10,
      font: FONT,
      colour: colours.textSoft,
      localFrom: 24,
    },
    {
      id: "minor",
      filter: isMinor,
      minzoom: 14.5,
      size: 10.5,
      font: FONT,
      colour: colours.textSoft,
      localFrom: 24,
    },
    {
      id: "middle",
      filter: isMiddle,
      minzoom: 13,
      size: 11,
      font: FONT,
      colour: colours.textSoft,
      localFrom: 17,
    },
    {
      id: "major",
      filter: isMajor,
      minzoom: 11.5,
      size: 11,
      font: FONT_MEDIUM,
      colour: colours.text,
      localFrom: 16,
    },
  ];
  return ranks.map((rank): LayerSpecification => {
    const both = nameBesideLocal(lang, colours.textFaint);
    return {
      id: `base-street-${rank.id}`,
      type: "symbol",
      ...from("roads"),
      filter: rank.filter,
      minzoom: rank.minzoom,
      layout: {
        "symbol-placement": "line",
        "symbol-spacing": byZoom([11, 500], [15, 360], [18, 520]),
        "text-field":
          rank.localFrom < 24
            ? expression("step", ["zoom"], ["format", nameIn(lang), {}], rank.localFrom, both)
            : nameIn(lang),
        "text-font": rank.font,
        "text-size": byZoom([rank.minzoom, rank.size], [18, rank.size + 3]),
        "text-letter-spacing": 0.02,
        "text-max-angle": 30,
        "text-padding": byZoom([11, 24], [14, 8], [17, 3]),
      },
      paint: { "text-color": rank.colour, ...halo(colours, 1.7) },
    };
  });
}

export function houseNumbers({ colours }: Scene): LayerSpecification[] {
  return [
    {
      id: "base-house-number",
      type: "symbol",
      ...from("addresses"),
      minzoom: 17,
      layout: {
        "text-field": ["to-string", ["get", "house_number"]],
        "text-font": FONT,
        "text-size": byZoom([17, 9.5], [19, 12]),
        "text-padding": 2,
      },
      paint: { "text-color": colours.textFaint, ...halo(colours, 1.2) },
    },
  ];
}
