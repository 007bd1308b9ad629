"""The authored facts that an invented city grows from, on the plane of the city's projection."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import shapely
from pyproj import CRS
from shapely.geometry.base import BaseGeometry

from qala.core.city import City
from qala.core.errors import BadInput
from qala.core.projection import WGS84, mover
from qala.sources.generated.fabrics import load_fabrics
from qala.sources.generated.plan import Fabric

TABLES = ("roads", "fabrics", "water", "greenery", "railways", "districts", "places", "metro")
REQUIRED = ("roads", "fabrics")

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Fact:
    """A row of a table with its place in metres."""

    id: str
    row: Row
    shape: BaseGeometry


@dataclass(frozen=True, slots=True)
class Zone:
    """A part of the city and its fabric; `bearing` of its long streets in degrees from north.

    None: the streets take their direction from the avenues around them.
    """

    id: str
    fabric: Fabric
    bearing: float | None
    polygon: BaseGeometry


@dataclass(frozen=True, slots=True)
class Skeleton:
    """All tables of `facts/` that are there; a later zone lies over an earlier one."""

    tables: Mapping[str, tuple[Fact, ...]]
    zones: tuple[Zone, ...]

    def shapes(self, table: str) -> list[BaseGeometry]:
        """The places of a table; none where the city has no such table."""
        return [fact.shape for fact in self.tables.get(table, ())]


def skeleton_files(folder: Path) -> list[Path]:
    """The tables that are read, the fabrics and the names of streets among them."""
    base = folder.parent / "_base" / "generated"
    found = [folder / "facts" / f"{table}.csv" for table in TABLES]
    return [path for path in found if path.is_file()] + sorted(base.glob("*.toml"))


def load_skeleton(city: City) -> Skeleton:
    """The facts of the city; raises BadInput where one cannot be used."""
    folder = Path(city.folder)
    fabrics = load_fabrics(folder.parent / "_base")
    tables = {name: tuple(_facts(folder, name, city.projection)) for name in TABLES}
    for name in REQUIRED:
        if not tables[name]:
            raise BadInput(
                "an invented city needs this table and it is empty or not there",
                file=folder / "facts" / f"{name}.csv",
                remedy="write it, or take `[generated]` out of city.toml",
            )
    zones = tuple(_zone(fact, fabrics, folder) for fact in tables["fabrics"])
    return Skeleton(tables, zones)


def _facts(folder: Path, table: str, projection: int) -> Iterator[Fact]:
    path = folder / "facts" / f"{table}.csv"
    if not path.is_file():
        return
    move = mover(WGS84, CRS.from_epsg(projection))
    with path.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.DictReader(stream)
        for row in reader:
            shape = shapely.transform(_place(row, path, reader.line_num), move)
            yield Fact(row.get("id") or f"{table}-{reader.line_num}", row, shape)


def _place(row: Row, path: Path, line: int) -> BaseGeometry:
    try:
        if "wkt" in row:
            return shapely.from_wkt(row["wkt"])
        return shapely.Point(float(row["lon"]), float(row["lat"]))
    except (shapely.GEOSException, ValueError, KeyError, TypeError) as error:
        raise BadInput(
            f"this place cannot be read: {error}",
            file=path,
            where=f"line {line}",
            remedy="write `wkt`, or `lon` and `lat`, in degrees",
        ) from error


def _zone(fact: Fact, fabrics: Mapping[str, Fabric], folder: Path) -> Zone:
    fabric = fabrics.get(fact.row["fabric"])
    if fabric is None:
        raise BadInput(
            f'the zone "{fact.id}" names the fabric "{fact.row["fabric"]}", which is not declared',
            file=folder / "facts" / "fabrics.csv",
            remedy=f"write one of {', '.join(fabrics)}",
        )
    bearing = fact.row.get("bearing") or ""
    return Zone(fact.id, fabric, float(bearing) if bearing else None, fact.shape)
