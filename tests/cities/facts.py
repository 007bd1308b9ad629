"""Reading the authored tables of a city."""

import csv
from pathlib import Path

import shapely
from shapely import LineString, MultiLineString

from qala.core.geometry import BBox
from qala.sources.folder.load import load_city

CITY = Path(__file__).resolve().parents[2] / "cities" / "almaty"
NAMES = ("name_kk", "name_ru", "name_en")
METRES_PER_DEGREE = 111_320.0
METRES_PER_DEGREE_EAST = 81_100.0  # at 43.25 north

Row = dict[str, str]


def rows(table: str) -> list[Row]:
    """The rows of a table; raises ValueError where one has too few or too many values."""
    with (CITY / "facts" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    for number, row in enumerate(found, start=2):
        if None in row or None in row.values():
            raise ValueError(f"{table}.csv line {number} has the wrong number of values")
    return found


def bounds() -> BBox:
    return load_city(CITY).bounds


def shape(row: Row) -> shapely.Geometry:
    """The geometry of a row, from its `wkt` or its `lon` and `lat`."""
    if "wkt" in row:
        return shapely.from_wkt(row["wkt"])
    return shapely.Point(float(row["lon"]), float(row["lat"]))


def metres(geometry: shapely.Geometry) -> shapely.Geometry:
    """The geometry in metres from the equator and the prime meridian, true near Almaty."""
    return shapely.transform(geometry, lambda xy: xy * [METRES_PER_DEGREE_EAST, METRES_PER_DEGREE])


def lines(geometry: shapely.Geometry) -> list[LineString]:
    """The single lines of a course."""
    return list(geometry.geoms) if isinstance(geometry, MultiLineString) else [geometry]
