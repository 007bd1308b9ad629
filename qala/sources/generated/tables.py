"""Reading the authored tables: every row with its line, what is wrong added to the problems."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

from qala.sources.folder.problems import Problems
from qala.sources.folder.rows import read_rows
from qala.sources.nearest import nearest

Row = Mapping[str, str]

WHOLE_NUMBERS = (("districts", "population"), ("roads", "lanes"))
"""Tables and columns; a row may leave them empty."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table, the line it ends in, and its place in EPSG:4326."""

    number: int
    row: Row
    shape: BaseGeometry


def table_path(folder: Path, table: str) -> Path:
    """Where the city's table of that name lies."""
    return folder / "facts" / f"{table}.csv"


def read_table(folder: Path, table: str, problems: Problems) -> list[Line]:
    """The rows that can be used; none where there is no such table."""
    path = table_path(folder, table)
    return list(_lines(path, problems)) if path.is_file() else []


def _lines(path: Path, problems: Problems) -> Iterator[Line]:
    for line, row in read_rows(path, problems):
        try:
            shape = _place(row)
        except (shapely.GEOSException, ValueError, KeyError) as error:
            remedy = "write `wkt`, or `lon` and `lat`, in degrees"
            problems.error(path, line, f"its place cannot be read ({error})", remedy)
        else:
            yield Line(line, row, shape)


def check_columns(folder: Path, tables: Mapping[str, list[Line]], problems: Problems) -> None:
    """Report roads without a class, and what is no whole number where one is read."""
    for line in tables["roads"]:
        if not line.row.get("class"):
            wrong, remedy = "the road has no `class`", "write one of the dataset's: residential"
            problems.error(table_path(folder, "roads"), line.number, wrong, remedy)
    for table, column in WHOLE_NUMBERS:
        for line in tables[table]:
            number = line.row.get(column, "")
            if number and not number.isdecimal():
                wrong, remedy = f'`{column}` is "{number}"', "write a whole number, or nothing"
                problems.error(table_path(folder, table), line.number, wrong, remedy)


def _place(row: Row) -> BaseGeometry:
    if "wkt" in row:
        return shapely.from_wkt(row["wkt"])
    return shapely.Point(float(row["lon"]), float(row["lat"]))


@dataclass(slots=True)
class ZoneTable:
    """The table of zones and what is wrong in it."""

    folder: Path
    fabrics: Collection[str]
    problems: Problems

    def read(self) -> list[Line]:
        """The zones that can be used."""
        seen: set[str] = set()
        good = []
        for line in read_table(self.folder, "fabrics", self.problems):
            wrong = list(self._wrong(line, seen))
            for message, remedy in wrong:
                self.problems.error(
                    table_path(self.folder, "fabrics"), line.number, message, remedy
                )
            if not wrong:
                good.append(line)
            seen.add(line.row.get("id", ""))
        return good

    def _wrong(self, line: Line, seen: set[str]) -> Iterator[tuple[str, str]]:
        name, fabric = line.row.get("id", ""), line.row.get("fabric", "")
        if not name:
            yield "the zone has no `id`", "give it a short name of its own"
        elif name in seen:
            yield f'the id "{name}" was used above', "give each zone a name of its own"
        if fabric not in self.fabrics:
            remedy = nearest(fabric, sorted(self.fabrics))
            yield f'the fabric "{fabric}" is not declared in fabrics.toml', remedy
        if line.shape.geom_type not in {"Polygon", "MultiPolygon"} or not line.shape.is_valid:
            why = shapely.is_valid_reason(line.shape)
            yield f"its place is not a sound polygon ({why})", "draw it without crossing itself"
        if not _is_bearing(line.row.get("bearing") or ""):
            yield (
                f'its bearing is "{line.row["bearing"]}"',
                "write degrees from north, 0 to 360, or nothing",
            )


def _is_bearing(text: str) -> bool:
    try:
        return not text or 0 <= float(text) <= 360
    except ValueError:
        return False
