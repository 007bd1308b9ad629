"""Streets as house numbers see them: each name one way, from its fixed end, with two sides."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from qala.sources.generated.filling.turning import Floats, Ints, Mask, Shapes, objects
from qala.sources.generated.plan import Plan, Street

RANKS = {
    "motorway": 5, "trunk": 5, "primary": 4, "secondary": 3, "tertiary": 2,
    "unclassified": 1, "residential": 1, "living_street": 1, "pedestrian": 4,
}  # fmt: skip
"""How busy the houses along a street of that class are; 0 for any other."""


@dataclass(frozen=True, slots=True)
class Ways:
    """The streets of a plan as arrays.

    `way`: those of one name share it, -1 without a name; `lines` run the way that numbers rise;
    `offset_m`: how far from the beginning of the way each starts.
    """

    lines: Shapes
    way: Ints
    offset_m: Floats
    rank: Ints


@dataclass(frozen=True, slots=True)
class Fronts:
    """Where houses lie on streets.

    `street` is -1 where there is none; `along_m`: from the beginning of the way; `left`: of it as
    numbers rise; `away_m`: of its middle from the axis.
    """

    street: Ints
    along_m: Floats
    left: Mask
    away_m: Floats


def ways(streets: Sequence[Street]) -> Ways:
    """The streets; numbers rise from the north, or from the east where a street runs that way."""
    lines = objects(len(streets))
    lines[:] = [each.line for each in streets]
    way = np.full(len(streets), -1, dtype=np.int64)
    offset = np.zeros(len(streets))
    named: dict[str, list[int]] = defaultdict(list)
    for index, street in enumerate(streets):
        if street.names.get(""):
            named[street.names[""]].append(index)
    for number, members in enumerate(named.values()):
        place = np.array(members)
        way[place] = number
        lines[place], offset[place] = _laid(lines[place])
    rank = np.array([RANKS.get(each.road_class, 0) for each in streets], dtype=np.int64)
    return Ways(lines, way, offset, rank)


def _laid(lines: Shapes) -> tuple[Shapes, Floats]:
    """Pieces of one street turned the way that numbers rise, and where each begins."""
    west, south, east, north = shapely.total_bounds(lines)
    heading = np.array([0.0, -1.0] if north - south > east - west else [-1.0, 0.0])
    first = shapely.get_coordinates(shapely.get_point(lines, 0)) @ heading
    last = shapely.get_coordinates(shapely.get_point(lines, -1)) @ heading
    laid = np.where(first <= last, lines, shapely.reverse(lines))
    order = np.argsort((first + last) / 2, kind="stable")
    lengths = shapely.length(lines)[order]
    offset = np.empty(len(lines))
    offset[order] = np.cumsum(lengths) - lengths
    return laid, offset


def fronts(plan: Plan, ways_: Ways, block: Ints, shapes: Shapes) -> Fronts:
    """For each house on a block the named street of that block that is nearest to its middle."""
    own = [[each for each in block_.streets if ways_.way[each] >= 0] for block_ in plan.blocks]
    count = np.array([len(each) for each in own], dtype=np.int64)
    flat = np.array([street for each in own for street in each], dtype=np.int64)
    many = count[block]
    row = np.repeat(np.arange(len(block)), many)
    step = np.arange(len(row)) - np.searchsorted(row, row)
    street = flat[(np.cumsum(count) - count)[block][row] + step]
    middle = shapely.centroid(shapes)
    away = shapely.distance(middle[row], ways_.lines[street])
    found = np.full(len(block), -1, dtype=np.int64)
    if len(row):
        begins = np.searchsorted(row, np.flatnonzero(many))
        least = np.repeat(np.minimum.reduceat(away, begins), many[many > 0])
        nearest = np.flatnonzero(away == least)[::-1]  # the first of those equally near
        found[row[nearest]] = street[nearest]
    return _placed(ways_, found, middle)


def _placed(ways_: Ways, street: Ints, middle: Shapes) -> Fronts:
    on = street >= 0
    line = ways_.lines[street[on]]
    at = shapely.line_locate_point(line, middle[on])
    before, after = np.maximum(at - 1.0, 0.0), np.minimum(at + 1.0, shapely.length(line))
    tail = shapely.get_coordinates(shapely.line_interpolate_point(line, before))
    head = shapely.get_coordinates(shapely.line_interpolate_point(line, after))
    way, out = head - tail, shapely.get_coordinates(middle[on]) - tail
    along, away = np.zeros(len(street)), np.full(len(street), np.inf)
    left = np.zeros(len(street), dtype=bool)
    along[on] = ways_.offset_m[street[on]] + at
    left[on] = way[:, 0] * out[:, 1] - way[:, 1] * out[:, 0] > 0
    away[on] = shapely.distance(middle[on], line)
    return Fronts(street, along, left, away)
