"""The authored facts that an invented city grows from, on the plane of the city's projection."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import shapely
from pyproj import CRS
from shapely.geometry.base import BaseGeometry

from qala.core.city import City
from qala.core.projection import WGS84, mover
from qala.sources.folder.document import read_document
from qala.sources.folder.problems import Problem, Problems
from qala.sources.folder.table import Reading, Table
from qala.sources.generated.fabrics import read_fabrics
from qala.sources.generated.plan import Fabric
from qala.sources.generated.street_names import read_street_names
from qala.sources.generated.tables import (
    Line,
    Row,
    ZoneTable,
    check_columns,
    read_table,
    table_path,
)

TABLES = ("roads", "water", "greenery", "railways", "districts", "places", "metro")
REQUIRED = ("roads", "fabrics")
BASE = "_base"


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


@dataclass(frozen=True, slots=True)
class _Read:
    fabrics: Mapping[str, Fabric]
    tables: Mapping[str, list[Line]]
    zones: list[Line]
    problems: Problems


def skeleton_files(folder: Path) -> list[Path]:
    """The tables that are read, and the base's files of the invented city."""
    found = [table_path(folder, table) for table in ("fabrics", *TABLES)]
    base = folder.parent / BASE / "generated"
    return [path for path in found if path.is_file()] + sorted(base.glob("*.toml"))


def load_skeleton(city: City) -> Skeleton:
    """The facts of the city; raises BadInput for the first thing that is wrong in them."""
    read = _read(Path(city.folder))
    wrong = read.problems.first_error()
    if wrong is not None:
        raise wrong.as_error()
    move = mover(WGS84, CRS.from_epsg(city.projection))
    tables = {
        name: tuple(
            Fact(line.row.get("id") or f"{name}-{number}", line.row, moved)
            for number, (line, moved) in enumerate(
                (line, shapely.transform(line.shape, move)) for line in lines
            )
        )
        for name, lines in read.tables.items()
    }
    zones = tuple(
        Zone(
            id=line.row["id"],
            fabric=read.fabrics[line.row["fabric"]],
            bearing=float(line.row["bearing"]) if line.row.get("bearing") else None,
            polygon=shapely.transform(line.shape, move),
        )
        for line in read.zones
    )
    return Skeleton(tables, zones)


def check_skeleton(folder: Path) -> list[Problem]:
    """Everything wrong in what the invented city of the folder grows from.

    Nothing where its `city.toml` has no `[generated]` (or cannot be read, which others report).
    """
    document = read_document(folder / "city.toml", Problems())
    if document is None:
        return []
    if "generated" not in Table(document, Reading(folder=folder, base=folder.parent / BASE)):
        return []
    return _read(folder).problems.found


def _read(folder: Path) -> _Read:
    base = folder.parent / BASE
    reading = Reading(folder=base, base=base, languages=("en",))
    fabrics = read_fabrics(reading)
    read_street_names(reading)
    problems = reading.problems
    for table in REQUIRED:
        if not table_path(folder, table).is_file():
            problems.error(
                table_path(folder, table),
                0,
                "an invented city needs this table",
                "write it, or take `[generated]` out of city.toml",
            )
    tables = {name: read_table(folder, name, problems) for name in TABLES}
    check_columns(folder, tables, problems)
    zones = ZoneTable(folder, fabrics.keys(), problems).read()
    for table, lines in (("roads", tables["roads"]), ("fabrics", zones)):
        if not lines and table_path(folder, table).is_file() and not problems.found:
            problems.error(table_path(folder, table), 0, "it has no row", "write at least one")
    return _Read(fabrics, tables, zones, problems)
