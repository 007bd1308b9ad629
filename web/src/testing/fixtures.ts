/** A small configuration for tests: one layer of each geometry and each kind of style. */

import type { LayerConfig, LayerStyle, MapConfig } from "../lib/config";

const PLAIN: LayerStyle = {
  kind: "plain",
  field: "",
  colours: {},
  groups: {},
  colour: "",
  breaks: [],
  palette: "",
  ramp: [],
  opacity: 1,
  width: 1.5,
  radius: 4,
  extrude: "",
  label: "",
  base: false,
};

export function layer(
  id: string,
  geometry: LayerConfig["geometry"],
  style: Partial<LayerStyle> = {},
  fields: LayerConfig["fields"] = [],
): LayerConfig {
  return {
    id,
    release: 3,
    title: id,
    abstract: `All ${id}.`,
    theme: "territory",
    geometry,
    order: 1,
    tiles: `/tiles/${id}/3/{z}/{x}/{y}.${geometry === "raster" ? "png" : "mvt"}`,
    tile_size: geometry === "raster" ? 256 : 512,
    encoding: geometry === "raster" ? "png" : "mvt",
    minzoom: 8,
    maxzoom: 14,
    bounds: [76.6, 43, 77.2, 43.45],
    fields,
    style: { ...PLAIN, ...style },
    count: 2811,
    date: "2025-09",
    attribution: "© OpenStreetMap contributors",
    page: `/en/data/${id}`,
    generated: false,
  };
}

const CAPACITY: LayerConfig["fields"][number] = {
  name: "capacity",
  type: "integer",
  label: "Capacity",
  unit: "places",
  values: {},
  tiled: true,
};
const KIND: LayerConfig["fields"][number] = {
  name: "kind",
  type: "category",
  label: "Kind",
  unit: "",
  values: { bus: "bus", tram: "tram", train: "train" },
  tiled: true,
};

export const CONFIG: MapConfig = {
  lang: "ru",
  languages: [
    { code: "kk", name: "Қазақша", href: "/kk/map" },
    { code: "ru", name: "Русский", href: "/ru/map" },
    { code: "en", name: "English", href: "/en/map" },
  ],
  city: {
    id: "almaty",
    name: "Алматы",
    bounds: [76.6, 43, 77.2, 43.45],
    centre: [76.945, 43.245, 12],
    generated: false,
    mark: "Qala",
    tours: true,
    notice: "© OpenStreetMap",
  },
  themes: [
    { id: "territory", title: "Территория" },
    { id: "transport", title: "Транспорт" },
  ],
  views: [
    {
      id: "schools",
      question: "Где тесно?",
      answer: "Здесь.",
      layers: ["schools"],
      at: [76.9, 43.2, 12],
    },
  ],
  layers: [
    layer("districts", "polygon", { base: true, label: "name" }),
    layer("landuse", "polygon", { kind: "category", field: "kind", base: true }),
    layer("greenery", "polygon", { base: true }),
    layer("water", "mixed", { base: true }),
    layer("buildings", "polygon", { base: true, extrude: "height_m" }),
    layer("roads", "line", { kind: "category", field: "class", base: true, label: "name" }),
    layer("railways", "line", { base: true }),
    layer("metro", "point", { label: "name" }),
    layer("places", "point", { kind: "category", field: "category", label: "name" }),
    layer(
      "stops",
      "point",
      { kind: "category", field: "kind", colours: { bus: "#0072b2", tram: "#0072b2" } },
      [KIND],
    ),
    layer("schools", "point", { kind: "steps", field: "capacity", breaks: [500, 1000] }, [
      CAPACITY,
    ]),
  ],
};
