"""Reference systems by their addresses, and the order of their axes (OGC API - Features, part 2).

Inside, geometry is EPSG:4326 with the longitude first, which is what OGC calls CRS84.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import shapely
from pyproj import CRS, Transformer
from pyproj.exceptions import ProjError

from qala.core.geometry import BBox
from qala.core.projection import WGS84, Points, mover

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
MERCATOR = 3857
EPSG = "http://www.opengis.net/def/crs/EPSG/0/{code}"
SAFE_CURIE = "[EPSG:{code}]"
LONGITUDE_MAX, LATITUDE_MAX = 180.0, 90.0


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference system: its address, EPSG code (0 for CRS84), whether north comes first."""

    uri: str
    code: int
    north_first: bool

    @property
    def is_stored(self) -> bool:
        """Whether features are stored in it, in this order of axes."""
        return self.code == 0


@lru_cache(maxsize=8)
def references(projection: int) -> dict[str, Reference]:
    """The systems that are answered, by address: CRS84 first, then EPSG:4326, 3857, the city's."""
    found = [Reference(CRS84, 0, north_first=False)]
    for code in dict.fromkeys((4326, MERCATOR, projection)):
        first_axis = CRS.from_epsg(code).axis_info[0].direction
        found.append(Reference(EPSG.format(code=code), code, north_first=first_axis == "north"))
    return {each.uri: each for each in found}


def moved(shapes: Any, reference: Reference) -> Any:  # noqa: ANN401 - an array of shapes
    """Geometries (array, None allowed) as the reference system has them, its axes in its order."""
    if reference.is_stored:
        return shapes
    move = _from_degrees(reference.code)

    def turned(points: Points) -> Points:
        return move(points)[:, ::-1] if reference.north_first else move(points)

    return shapely.transform(shapes, turned)


def in_degrees(shape: shapely.Geometry, reference: Reference) -> shapely.Geometry:
    """A shape given in the reference system, in EPSG:4326 with the longitude first.

    ValueError where a point of it has no place there.
    """
    if reference.is_stored:
        return shape
    move = _to_degrees(reference.code)
    found = shapely.transform(
        shape, lambda points: move(points[:, ::-1] if reference.north_first else points)
    )
    if not np.isfinite(shapely.get_coordinates(found)).all():
        raise ValueError("not on the map")
    return found


def boxes_in_degrees(numbers: Sequence[float], reference: Reference) -> list[BBox]:
    """The box of four numbers (six: with heights, which are left out) in EPSG:4326.

    Two boxes where it crosses the 180th meridian, none where it lies beyond the world. ValueError
    where it is no box.
    """
    if len(numbers) not in (4, 6) or not all(map(math.isfinite, numbers)):
        raise ValueError("no box")
    half = len(numbers) // 2
    low, high = numbers[:2], numbers[half : half + 2]
    if reference.north_first:
        low, high = low[::-1], high[::-1]
    if low[1] > high[1]:
        raise ValueError("south lies north of north")
    if reference.code in (0, 4326):
        return _within_world(low[0], low[1], high[0], high[1])
    if low[0] > high[0]:
        raise ValueError("west lies east of east")
    try:
        west, south, east, north = Transformer.from_crs(
            CRS.from_epsg(reference.code), WGS84, always_xy=True
        ).transform_bounds(low[0], low[1], high[0], high[1], errcheck=True)
    except ProjError as error:
        raise ValueError("not on the map") from error
    return _within_world(west, south, east, north)


def _within_world(west: float, south: float, east: float, north: float) -> list[BBox]:
    south, north = max(south, -LATITUDE_MAX), min(north, LATITUDE_MAX)
    if west <= east:
        spans = [(max(west, -LONGITUDE_MAX), min(east, LONGITUDE_MAX))]
    else:
        spans = [(west, LONGITUDE_MAX), (-LONGITUDE_MAX, east)]
    return [
        BBox(left, south, right, north)
        for left, right in spans
        if -LONGITUDE_MAX <= left <= right <= LONGITUDE_MAX and south <= north
    ]


@lru_cache(maxsize=8)
def _from_degrees(code: int) -> Callable[[Points], Points]:
    return mover(WGS84, CRS.from_epsg(code))


@lru_cache(maxsize=8)
def _to_degrees(code: int) -> Callable[[Points], Points]:
    return mover(CRS.from_epsg(code), WGS84)
