"""Contour lines from a raster of heights, some rows at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import contourpy
import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS
from rasterio.io import DatasetReader
from rasterio.windows import Window

from qala.core.features import CHUNK_ROWS, Features, Intake, Progress, no_progress
from qala.core.projection import WGS84, mover
from qala.core.raster import BAND
from qala.store.raster.geotiff import known, opened

ROWS_AT_ONCE = 512
LEAST_POINTS = 4
SHORTEST_CELLS = 8
"""A ring shorter than this is noise of the grid, not a form of the ground."""
SIMPLER_CELLS = 0.1
CORNER_ROUNDS = 1

Line = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Interval:
    """A line each `metres`, each `index_every`th of them an index line."""

    metres: float = 20.0
    index_every: int = 5


def read_contours(
    source: Path, interval: Interval, *, intake: Intake, progress: Progress = no_progress
) -> Iterator[Features]:
    """Contours of the GeoTIFF `source`: `elevation_m`, and `major` for index lines.

    Each band of rows shares a row with the next, so that its lines end where the next ones begin;
    memory does not grow with the raster. Lines are drawn between the middles of cells (contourpy,
    marching squares), and rounded (Chaikin 1974). Their order is that of rows, then of heights.
    """
    with opened(source) as file:
        move = mover(CRS.from_wkt(file.crs.to_wkt()), WGS84)
        lines: list[shapely.LineString] = []
        levels: list[float] = []
        for top in range(0, file.height - 1, ROWS_AT_ONCE):
            for level, points in _band(file, top, interval):
                lines.append(shapely.LineString(move(points)))
                levels.append(level)
                if len(lines) >= CHUNK_ROWS:
                    yield _features(lines, levels, interval, intake)
                    lines, levels = [], []
            progress("contours", min(top + ROWS_AT_ONCE, file.height), file.height)
        yield _features(lines, levels, interval, intake)


def _band(file: DatasetReader, top: int, interval: Interval) -> Iterator[tuple[float, Line]]:
    """The heights and vertices (in the raster's reference system) of the lines in some rows."""
    rows = min(ROWS_AT_ONCE + 1, file.height - top)
    values = file.read(BAND, window=Window(0, top, file.width, rows))
    valid = known(values, file.nodata)
    if not valid.any():
        return
    heights = np.ma.masked_array(values.astype(np.float64), ~valid)
    generator = contourpy.contour_generator(z=heights, line_type=contourpy.LineType.Separate)
    step = interval.metres
    first, last = np.ceil(heights.min() / step), np.floor(heights.max() / step)
    for number in range(int(first), int(last) + 1):
        for line in generator.lines(number * step):
            points = np.asarray(line)
            if len(points) >= LEAST_POINTS and not _speck(points):
                yield number * step, _placed(_rounded(points), file, top)


def _speck(points: Line) -> bool:
    closed = np.array_equal(points[0], points[-1])
    return closed and float(np.hypot(*np.diff(points, axis=0).T).sum()) < SHORTEST_CELLS


def _rounded(points: Line) -> Line:
    """The line with its corners cut; its ends stay, and a ring stays one."""
    closed = np.array_equal(points[0], points[-1])
    for _ in range(CORNER_ROUNDS):
        before, after = points[:-1], points[1:]
        cut = np.stack([0.75 * before + 0.25 * after, 0.25 * before + 0.75 * after], axis=1)
        inner = cut.reshape(-1, 2)
        ends = (inner, inner[:1]) if closed else (points[:1], inner, points[-1:])
        points = np.concatenate(ends)
    simple = shapely.simplify(shapely.LineString(points), SIMPLER_CELLS)
    return np.asarray(shapely.get_coordinates(simple))


def _placed(points: Line, file: DatasetReader, top: int) -> Line:
    """Columns and rows of middles of cells as x and y of the raster."""
    transform = file.transform
    x = transform.c + transform.a * (points[:, 0] + 0.5)
    y = transform.f + transform.e * (points[:, 1] + 0.5 + top)
    return np.column_stack([x, y])


def _features(
    lines: list[shapely.LineString], levels: list[float], interval: Interval, intake: Intake
) -> Features:
    intake.read += len(lines)
    index = interval.metres * interval.index_every
    return Features(
        [""] * len(lines),
        np.array(lines, dtype=object),
        {
            "elevation_m": levels,
            "major": [abs(level / index - round(level / index)) < 1e-9 for level in levels],
        },
    )
