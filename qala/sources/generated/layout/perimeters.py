"""Sides of cells that are no streets: along water, railways, parks and open land."""

from collections.abc import Sequence

import numpy as np
import shapely
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

from qala.sources.generated.layout.cells import Cell

NEAR_M = 0.8
SHORTEST_M = 0.5


def perimeters(cells: Sequence[Cell], streets: Sequence[LineString]) -> list[LineString]:
    """The sides of all cells, once each, without those where one of the streets runs.

    Where one was cut off at a street it is led up to it again.
    """
    known = shapely.STRtree(streets)
    polygons = [cell.polygon for cell in cells]
    beside = shapely.STRtree(polygons)
    found: list[LineString] = []
    own: list[list[LineString]] = []
    for index, polygon in enumerate(polygons):
        near = [streets[hit] for hit in known.query(polygon, predicate="dwithin", distance=NEAR_M)]
        earlier = beside.query(polygon, predicate="dwithin", distance=NEAR_M)
        near += [line for other in np.sort(earlier) if other < index for line in own[other]]
        mine = _apart(polygon.boundary, near)
        own.append(mine)
        found += mine
    return found


def _apart(boundary: BaseGeometry, near: list[LineString]) -> list[LineString]:
    """Parts of the boundary away from the lines nearby, reaching past them at both ends."""
    if not near:
        return _lines(boundary)
    around = shapely.union_all(near)
    parts = _lines(shapely.line_merge(boundary.difference(around.buffer(NEAR_M, quad_segs=2))))
    return [_reaching(part, around) for part in parts if part.length > SHORTEST_M]


def _lines(geometry: BaseGeometry) -> list[LineString]:
    parts = shapely.get_parts(geometry)
    return [LineString(shapely.get_coordinates(part)) for part in parts if part.length > 0]


def _reaching(line: LineString, around: BaseGeometry) -> LineString:
    """The line with both ends led to the lines around."""
    if line.is_closed:
        return line
    points = shapely.get_coordinates(line)
    return LineString([*_end(points[0], around), *points, *_end(points[-1], around)])


def _end(end: np.ndarray, around: BaseGeometry) -> list[np.ndarray]:
    target = shapely.get_coordinates(shapely.shortest_line(shapely.Point(end), around))[1]
    away = float(np.hypot(*(target - end)))
    return [target] if 0 < away < 2 * NEAR_M else []
