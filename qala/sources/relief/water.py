"""Streams and lakes from tables of a city's facts: CSV with `wkt` in EPSG:4326, and `kind`."""

import csv
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import shapely
from shapely.errors import GEOSException
from shapely.geometry.base import BaseGeometry

from qala.core.errors import BadInput
from qala.core.projection import Points
from qala.sources.relief.courses import Course

STREAMS = ("", "river", "stream")
"""Kinds of lines that follow valleys: canals and ditches do not."""


def read_water(
    paths: Sequence[Path], onto_plane: Callable[[Points], Points]
) -> tuple[tuple[Course, ...], tuple[shapely.Polygon, ...]]:
    """Streams and lakes of the tables, on the plane.

    A column `within_m` says how well a course is known; without it, it is taken as it is. Raises
    BadInput for a table that cannot be read.
    """
    courses: list[Course] = []
    lakes: list[shapely.Polygon] = []
    for path in paths:
        for line, row, shape in _shapes(path):
            flat = shapely.transform(shape, onto_plane)
            for part in shapely.get_parts(flat):
                if isinstance(part, shapely.Polygon):
                    lakes.append(part)
                elif isinstance(part, shapely.LineString) and row.get("kind", "") in STREAMS:
                    points = np.asarray(shapely.get_coordinates(part))
                    courses.append(Course(row.get("id", ""), points, _within(row, path, line)))
    return tuple(courses), tuple(lakes)


def _shapes(path: Path) -> Iterator[tuple[int, dict[str, str], BaseGeometry]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            if "wkt" not in (reader.fieldnames or ()):
                raise BadInput(
                    "there is no column `wkt`",
                    file=path,
                    where="line 1",
                    remedy="add the courses of streams as LINESTRING (lon lat, ...)",
                )
            for row in reader:
                yield reader.line_num, row, _shape(row["wkt"], path, reader.line_num)
    except (UnicodeDecodeError, csv.Error) as error:
        raise BadInput("it is no CSV in UTF-8", file=path, remedy="save it so") from error
    except FileNotFoundError as error:
        raise BadInput("there is no such file", file=path, remedy="see `rivers`") from error


def _shape(text: str | None, path: Path, line: int) -> BaseGeometry:
    try:
        shape = shapely.from_wkt(text or "")
    except GEOSException as error:
        raise BadInput(
            f"its shape cannot be read ({error})",
            file=path,
            where=f"line {line}",
            remedy="write it as LINESTRING (lon lat, ...)",
        ) from error
    xy = shapely.get_coordinates(shape)
    if not (np.abs(xy) <= [180, 90]).all() or not xy.size:
        raise BadInput(
            "its shape is not in degrees",
            file=path,
            where=f"line {line}",
            remedy="longitude first, EPSG:4326",
        )
    if isinstance(shape, shapely.LineString | shapely.MultiLineString) and not shape.length:
        raise BadInput(
            "its course has no length",
            file=path,
            where=f"line {line}",
            remedy="give two places or more",
        )
    return shape


def _within(row: dict[str, str], path: Path, line: int) -> float:
    written = row.get("within_m") or "0"
    try:
        return max(float(written), 0.0)
    except ValueError as error:
        raise BadInput(
            f'`within_m` is "{written}", which is no number',
            file=path,
            where=f"line {line}",
            remedy="write metres: 500",
        ) from error
