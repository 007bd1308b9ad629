// @vitest-environment jsdom
import { deflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { Bounds } from "../../lib/config";
import { readCsv } from "./csv";
import { readGeoJson } from "./geojson";
import { readKml } from "./kml";
import { type Asked, Trouble } from "./own";
import { decoded } from "./text";

const ALMATY: Bounds = [76.7, 43.0, 77.2, 43.45];
const bytes = (text: string) => new TextEncoder().encode(text);
const csv = (text: string, asked: Asked = {}) => readCsv(bytes(text), "a.csv", ALMATY, asked);
const geojson = (tree: unknown, asked: Asked = {}) =>
  readGeoJson(
    bytes(typeof tree === "string" ? tree : JSON.stringify(tree)),
    "a.geojson",
    ALMATY,
    asked,
  );
const point = (x: number, y: number, properties: object | null = {}) => ({
  type: "Feature",
  geometry: { type: "Point", coordinates: [x, y] },
  properties,
});
const collection = (...features: object[]) => ({ type: "FeatureCollection", features });

function trouble(read: () => unknown) {
  try {
    read();
  } catch (error) {
    if (error instanceof Trouble) return error.said;
    throw error;
  }
  return null;
}

describe("GeoJSON", () => {
  it("is read with all its columns, its place and what was left out", () => {
    const layer = geojson(
      collection(
        point(76.9, 43.2, { name: "A" }),
        point(76.95, 43.25, { kind: 2 }),
        { type: "Feature", geometry: null, properties: null },
        point(500, 43, {}),
      ),
    );
    expect(layer).toMatchObject({
      columns: ["name", "kind"],
      left: 2,
      bounds: [76.9, 43.2, 76.95, 43.25],
      swapped: false,
      notes: [],
    });
    expect(layer.features.map(({ id }) => id)).toEqual([0, 1]);
  });

  it("may be one feature or a bare geometry", () => {
    expect(geojson(point(76.9, 43.2)).features).toHaveLength(1);
    const line = {
      type: "LineString",
      coordinates: [
        [76.9, 43.2],
        [77, 43.3],
      ],
    };
    expect(geojson({ type: "GeometryCollection", geometries: [line] }).bounds).toEqual([
      76.9, 43.2, 77, 43.3,
    ]);
  });

  it("with latitude first is noticed, and mended when that is asked for", () => {
    const tree = collection(point(43.2, 76.9), point(43.25, 76.95));
    expect(geojson(tree).swapped).toBe(true);
    const mended = geojson(tree, { swap: true });
    expect(mended.swapped).toBe(false);
    expect(mended.bounds).toEqual([76.9, 43.2, 76.95, 43.25]);
  });

  it("in the projection that it names is moved: golden values by PROJ", () => {
    const crs = { type: "name", properties: { name: "urn:ogc:def:crs:EPSG::32643" } };
    const layer = geojson({ ...collection(point(657_922.402, 4_789_081.411)), crs });
    expect(layer.bounds?.[0]).toBeCloseTo(76.945, 4);
    expect(layer.bounds?.[1]).toBeCloseTo(43.238, 4);
    expect(layer.notes).toEqual([{ key: "file.projected", values: { crs: "EPSG:32643" } }]);
  });

  it.each([
    [collection(point(657_000, 4_789_000)), "file.metres", { x: "657000", y: "4789000" }],
    [collection(), "file.empty", {}],
    [collection({ type: "Feature", geometry: null, properties: {} }), "file.noplace", {}],
    [{ type: "Topology", objects: {} }, "file.notgeojson", { type: "Topology" }],
    ['{\n "type": "FeatureCollection",\n "features": [}\n]}', "file.json", { line: "3" }],
    ['{\n "type":', "file.json", { line: "2" }],
    ["12", "file.notgeojson", { type: "number" }],
    [
      { ...collection(point(1, 2)), crs: { properties: { name: "urn:ogc:def:crs:EPSG::9999" } } },
      "file.crs",
      { crs: "EPSG:9999" },
    ],
  ])("%j is told what is wrong", (tree, key, values) => {
    expect(trouble(() => geojson(tree))).toEqual({ key, values });
  });
});

describe("a table", () => {
  it("is read by the names of its columns, whatever its separator and decimal sign", () => {
    for (const text of [
      "name,lat,lon\nA,43.2,76.9\n",
      "name;Широта;Долгота\nA;43,2;76,9\n",
      "name\tLatitude\tLongitude\nA\t43.2\t76.9\n",
    ]) {
      const layer = csv(text);
      expect(layer.features[0]?.geometry).toEqual({ type: "Point", coordinates: [76.9, 43.2] });
      expect(layer.columns[0]).toBe("name");
    }
  });

  it("without telling names is read by what lies in the city", () => {
    const layer = csv("a,b,c\n1,76.9,43.2\n2,76.95,43.25\n");
    expect(layer.table).toMatchObject({ lon: "b", lat: "c" });
    expect(layer.features).toHaveLength(2);
  });

  it("may hold geometry as text", () => {
    const layer = csv(
      'id,wkt\n1,"POLYGON ((76.9 43.2, 77 43.2, 77 43.3, 76.9 43.2))"\n2,POINT Z (76.9 43.2 700)\n' +
        '3,"MULTIPOINT ((76.9 43.2), (77 43.3))"\n4,"MULTILINESTRING ((76.9 43.2, 77 43.3))"\n5,EMPTY\n',
    );
    expect(layer.features.map(({ geometry }) => geometry.type)).toEqual([
      "Polygon",
      "Point",
      "MultiPoint",
      "MultiLineString",
    ]);
    expect(layer.left).toBe(1);
  });

  it("without coordinates says its columns and waits to be told", () => {
    const layer = csv("street,house\nAbay,12\n");
    expect(layer.features).toEqual([]);
    expect(layer.notes).toEqual([{ key: "file.nocolumns", values: { columns: "street, house" } }]);
    expect(layer.table?.columns).toEqual(["street", "house"]);
  });

  it("whose guess was wrong is read as it is told", () => {
    const text = "east;north;x;y\n76,9;43,2;1000;2000\n";
    const wrong = csv(text);
    expect(wrong.notes[0]?.key).toBe("file.metres");
    const right = csv(text, { lon: "east", lat: "north" });
    expect(right.bounds).toEqual([76.9, 43.2, 76.9, 43.2]);
    expect(csv("a,b\n1;2,3\n", { separator: ";" }).table?.columns).toEqual(["a,b"]);
  });

  it("of 300 columns, of equal and of empty names keeps each", () => {
    const names = Array.from({ length: 300 }, (_, index) => `c${index}`);
    const wide = csv(`lon,lat,${names.join(",")}\n76.9,43.2,${names.join(",")}\n`);
    expect(wide.columns).toHaveLength(302);
    expect(wide.features[0]?.properties.c299).toBe("c299");
    expect(csv("lon,lat,a,a,\n76.9,43.2,1,2,3\n").columns).toEqual([
      "lon",
      "lat",
      "a",
      "a_4",
      "column_5",
    ]);
  });

  it("of no rows is empty", () => {
    expect(trouble(() => csv("lon,lat\n"))).toEqual({ key: "file.empty", values: {} });
  });

  it("in Windows-1251 is read as such, and in another encoding when told", () => {
    const cp1251 = new Uint8Array([0xcc, 0xe5, 0xea, 0xf2, 0xe5, 0xef]);
    expect(decoded(cp1251)).toEqual({ text: "Мектеп", encoding: "windows-1251" });
    expect(decoded(bytes("Қала")).encoding).toBe("utf-8");
    expect(decoded(new Uint8Array([0xff, 0xfe, 0x41, 0])).text).toBe("A");
    expect(decoded(cp1251, "windows-1252").text).toBe("Ìåêòåï");
  });
});

describe("KML", () => {
  const KML = `<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>
    <Placemark><name>Мектеп</name><Point><coordinates>76.9,43.2,0</coordinates></Point></Placemark>
    </Document></kml>`;

  it("is read with its names", async () => {
    const layer = await readKml(bytes(KML), "a.kml", ALMATY, {});
    expect(layer.features[0]?.properties.name).toBe("Мектеп");
    expect(layer.bounds).toEqual([76.9, 43.2, 76.9, 43.2]);
  });

  it("that is broken is told its line", async () => {
    const broken = readKml(bytes("<kml>\n<Document>\n</kml>"), "a.kml", ALMATY, {});
    await expect(broken).rejects.toMatchObject({ said: { key: "file.xml" } });
  });

  it("is taken out of a KMZ", async () => {
    const layer = await readKml(zip("doc.kml", bytes(KML)), "a.kmz", ALMATY, {});
    expect(layer.features).toHaveLength(1);
    const without = readKml(zip("a.png", bytes("x")), "a.kmz", ALMATY, {});
    await expect(without).rejects.toMatchObject({ said: { key: "file.zip" } });
  });
});

/** A ZIP archive of one deflated file: local header, data, central directory, end. */
function zip(name: string, content: Uint8Array): Uint8Array {
  const packed = deflateRawSync(content);
  const title = bytes(name);
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(title.length, 26);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(8, 10);
  entry.writeUInt32LE(packed.length, 20);
  entry.writeUInt32LE(content.length, 24);
  entry.writeUInt16LE(title.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt32LE(30 + title.length + packed.length, 16);
  return new Uint8Array(Buffer.concat([local, title, packed, entry, title, end]));
}
