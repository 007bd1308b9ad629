import { expect, it } from "vitest";
import { degreesFrom, nameOfCrs, shortName } from "./projecting";

// Golden values: PROJ 9 by pyproj.
const PULKOVO = `PROJCS["Pulkovo 1942 / Gauss-Kruger zone 13",GEOGCS["Pulkovo 1942",DATUM["Pulkovo_1942",SPHEROID["Krassowsky 1940",6378245,298.3,AUTHORITY["EPSG","7024"]],AUTHORITY["EPSG","6284"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4284"]],PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",75],PARAMETER["scale_factor",1],PARAMETER["false_easting",13500000],PARAMETER["false_northing",0],UNIT["metre",1,AUTHORITY["EPSG","9001"]],AUTHORITY["EPSG","28413"]]`;

it.each([
  ["EPSG:32643", [657_922.402287, 4_789_081.411425], 7],
  ["EPSG:3857", [8_565_478.219088, 5_348_268.32199], 7],
  ["EPSG:28413", [13_658_033.154179, 4_791_050.873292], 6],
  [PULKOVO, [13_658_033.154179, 4_791_050.873292], 6],
])("%s comes back to degrees", (crs, position, digits) => {
  const [lon, lat] = degreesFrom(crs)(position);
  expect(lon).toBeCloseTo(76.945, digits);
  expect(lat).toBeCloseTo(43.238, digits);
});

it("knows a system by its name", () => {
  const named = (name: string) => nameOfCrs({ crs: { properties: { name } } });
  expect(named("urn:ogc:def:crs:OGC:1.3:CRS84")).toBe("");
  expect(named("EPSG:4326")).toBe("");
  expect(named("urn:ogc:def:crs:EPSG::28413")).toBe("EPSG:28413");
  expect(nameOfCrs({})).toBe("");
  expect(shortName(PULKOVO)).toBe("Pulkovo 1942 / Gauss-Kruger zone 13");
});

it("refuses what it does not know", () => {
  expect(() => degreesFrom("EPSG:9999")).toThrow("file.crs");
  expect(() => degreesFrom('LOCAL_CS["Site"]')).toThrow("file.crs");
});
