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
    numbers rise; `away_m`: from the axis.
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
    """For each shape on a block the nearest named street of that block."""
    own = [
        [each for each in plan.blocks[number].streets if ways_.way[each] >= 0]
        for number in range(len(plan.blocks))
    ]
    count = np.array([len(each) for each in own], dtype=np.int64)
    flat = np.array([street for each in own for street in each], dtype=np.int64)
    start = np.cumsum(count) - count
    many = count[block]
    row = np.repeat(np.arange(len(block)), many)
    step = np.arange(len(row)) - np.repeat(np.cumsum(many) - many, many)
    street = flat[start[block][row] + step]
    away = shapely.distance(shapes[row], ways_.lines[street])
    order = np.lexsort((street, away, row))
    nearest = order[np.searchsorted(row[order], np.flatnonzero(many))]
    found = np.full(len(block), -1, dtype=np.int64)
    found[row[nearest]] = street[nearest]
    return _placed(ways_, found, shapes)


def _placed(ways_: Ways, street: Ints, shapes: Shapes) -> Fronts:
    here = street >= 0
    line = ways_.lines[street[here]]
    middle = shapely.centroid(shapes[here])
    at = shapely.line_locate_point(line, middle)
    length = shapely.length(line)
    before, after = np.maximum(at - 1.0, 0.0), np.minimum(at + 1.0, length)
    tail = shapely.get_coordinates(shapely.line_interpolate_point(line, before))
    head = shapely.get_coordinates(shapely.line_interpolate_point(line, after))
    way, out = head - tail, shapely.get_coordinates(middle) - tail
    along, left, away = (
        np.zeros(len(street)),
        np.zeros(len(street), bool),
        np.full(len(street), np.inf),
    )
    along[here] = ways_.offset_m[street[here]] + at
    left[here] = way[:, 0] * out[:, 1] - way[:, 1] * out[:, 0] > 0
    away[here] = shapely.distance(shapes[here], line)
    return Fronts(street, along, left, away)
