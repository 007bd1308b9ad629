"""An area that somebody drew or typed: as text in an address, and as a shape to ask with."""

from dataclasses import dataclass
from itertools import pairwise
from math import isfinite

import numpy as np
import shapely
from pyproj import CRS
from shapely import LineString, MultiPolygon, Point, Polygon

from qala.core.errors import FieldError, InvalidRequest, mark
from qala.core.projection import WGS84, mover

CORNERS_MAX = 1_000
WITHIN_MAX_M = 20_000
CROSSINGS_NAMED = 3
ROUND = 32
"""Sides of a quarter of a circle: its area is right to 0.05 %."""

Position = tuple[float, float]
"""Longitude and latitude, EPSG:4326."""


@dataclass(frozen=True, slots=True)
class Area:
    """What was drawn, in EPSG:4326: a polygon, or all that is so near to a point or line."""

    drawn: shapely.Geometry
    within_m: float = 0.0


def parse_area(text: str, *, field: str = "within") -> Area:
    """The area that `lon,lat;lon,lat;...` describes; InvalidRequest says what is wrong with it.

    Three corners or more are a polygon. With `~metres` at the end it is what lies so near to one
    point, or to the line through several. The map's address has the same text in `area=`.
    """
    corners, _tilde, within = text.partition("~")
    points = [_position(each, field) for each in corners.split(";")]
    if len(points) > CORNERS_MAX:
        raise _refused(field, mark("Give at most {maximum} corners."), maximum=CORNERS_MAX)
    if within:
        return Area(Point(points) if len(points) == 1 else LineString(points), _metres(within))
    if len(points) < 3:
        raise _refused(
            field,
            mark("An area has three corners or more: for a point or a line add ~ and the metres."),
        )
    return Area(Polygon(points))


def _position(text: str, field: str) -> Position:
    try:
        lon, lat = (float(part) for part in text.split(","))
    except ValueError:
        lon = lat = float("nan")
    if not (isfinite(lon) and isfinite(lat) and abs(lon) <= 180 and abs(lat) <= 90):
        raise _refused(
            field,
            mark(
                "“{text}” is no corner: give longitude,latitude in degrees, such as 76.945,43.245."
            ),
            text=text[:40],
        )
    return lon, lat


def _metres(text: str) -> float:
    """The number behind `~`; what is none is not a distance, which `shape_of` refuses."""
    try:
        return float(text)
    except ValueError:
        return float("nan")


def shape_of(area: Area, *, projection: int, field: str = "within") -> shapely.Geometry:
    """The area as one polygon (or several) in EPSG:4326; metres are those of `projection` (EPSG).

    InvalidRequest where the distance is missing or too large, the outline encloses nothing or
    crosses itself: then it names the sides that cross, and where.
    """
    drawn = area.drawn
    if isinstance(drawn, Polygon | MultiPolygon):
        _check_outline(drawn, field)
        return drawn
    if not 1 <= area.within_m <= WITHIN_MAX_M:
        raise _refused(
            field,
            mark("Give the distance from a point or line: 1 to {maximum} metres."),
            maximum=WITHIN_MAX_M,
        )
    metric = CRS.from_epsg(projection)
    flat = shapely.transform(drawn, mover(WGS84, metric))
    if not np.isfinite(shapely.get_coordinates(flat)).all():
        raise _refused(field, mark("This lies too far from the city."))
    around = shapely.buffer(flat, area.within_m, quad_segs=ROUND)
    return shapely.transform(around, mover(metric, WGS84))


def _check_outline(drawn: Polygon | MultiPolygon, field: str) -> None:
    if shapely.is_valid(drawn) and drawn.area > 0:
        return
    found = [
        crossing
        for part in shapely.get_parts(drawn)
        for crossing in crossings(list(part.exterior.coords))
    ]
    if not found and drawn.area == 0:
        raise _refused(field, mark("The outline encloses no area: give corners apart."))
    if not found:
        raise _refused(field, mark("Its parts or holes cross each other: draw it without them."))
    raise InvalidRequest(*(_crossing_error(each, field) for each in found[:CROSSINGS_NAMED]))


@dataclass(frozen=True, slots=True)
class Crossing:
    """Two sides of an outline that meet where they should not; the first side has number 1."""

    sides: tuple[int, int]
    at: Position


def crossings(ring: list[Position]) -> list[Crossing]:
    """Where the sides of a closed ring cross or touch each other, neighbours excepted."""
    sides = np.array([LineString(ends) for ends in pairwise(ring)])
    pairs = shapely.STRtree(sides).query(sides, predicate="intersects").T
    last, long = len(sides) - 1, shapely.length(sides) > 0  # a corner given twice crosses nothing
    apart = [
        (first, second)
        for first, second in pairs.tolist()
        if second - first > 1 and not (first == 0 and second == last)
        if long[first] and long[second]
    ]
    return [
        Crossing((first + 1, second + 1), _meeting(sides[first], sides[second]))
        for first, second in sorted(apart)
    ]


def _meeting(one: LineString, other: LineString) -> Position:
    point = shapely.point_on_surface(shapely.intersection(one, other))
    return float(point.x), float(point.y)


def _crossing_error(crossing: Crossing, field: str) -> FieldError:
    (first, second), (lon, lat) = crossing.sides, crossing.at
    return FieldError(
        field,
        mark(
            "The outline crosses itself: side {first} meets side {second} at {lat}, {lon}."
            " Move one of their corners, or draw two areas."
        ),
        first=first,
        second=second,
        lat=f"{lat:.5f}",
        lon=f"{lon:.5f}",
    )


def _refused(field: str, template: str, **params: object) -> InvalidRequest:
    return InvalidRequest(FieldError(field, template, **params))
