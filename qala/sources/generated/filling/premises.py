"""Businesses: how many a house has, of which category, how large and since when."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from qala.sources.generated.filling.dice import Floats, Keys, between, child_keys, uniform
from qala.sources.generated.filling.standing import Houses
from qala.sources.generated.filling.streets import Fronts, Ways
from qala.sources.generated.filling.turning import Ints, Mask, Shapes
from qala.sources.generated.filling.words import PLACES, Category

NEAR_M = 45.0
"""So near the axis of its street a house has premises that open to it."""

BUSY = np.array([0.1, 0.25, 0.7, 1.1, 1.5, 1.2])
"""Premises along streets by the rank of the street, relative."""

INSIDE_M = 2.0
"""How far behind the wall a business is drawn."""

MOST = 40
LAST_YEAR = 2025


@dataclass(frozen=True, slots=True)
class Businesses:
    """`house`: index of the house; `category`: of the category; `number`: in its name."""

    house: Ints
    points: Shapes
    keys: Keys
    category: Ints
    name: Ints
    number: Ints
    staff: Ints
    opened: Ints

    def __len__(self) -> int:
        return len(self.house)


def businesses(
    houses: Houses, fronts: Fronts, ways: Ways, categories: Sequence[Category], uses: Shapes
) -> Businesses:
    """All businesses. `uses`: for each house the land use of its fabric."""
    place, expected = _places(houses, fronts, ways, uses)
    drawn = expected + uniform(houses.keys, "premises")
    count = np.minimum(np.floor(drawn), MOST).astype(np.int64)
    house = np.repeat(np.arange(len(houses)), count)
    rank = np.arange(len(house)) - np.repeat(np.cumsum(count) - count, count)
    keys = child_keys(houses.keys[house], rank + 1000)
    category = _categories(keys, place[house], categories)
    low = np.array([each.staff[0] for each in categories])[category]
    high = np.array([each.staff[1] for each in categories])[category]
    staff = np.exp(between(keys, "staff", np.log(low), np.log(high + 0.99))).astype(np.int64)
    years = 1 + np.floor(34 * uniform(keys, "years") ** 2.2).astype(np.int64)
    names = np.array([len(each.names) for each in categories])[category]
    return Businesses(
        house,
        _points(houses, fronts, ways, house, keys),
        keys,
        category,
        np.floor(uniform(keys, "name") ** 2 * names).astype(np.int64),
        _numbers(keys, category),
        staff,
        LAST_YEAR - years + 1,
    )


def _places(houses: Houses, fronts: Fronts, ways: Ways, uses: Shapes) -> tuple[Ints, Floats]:
    """For each house the kind of place it is, and how many businesses it may have."""
    street = np.where(fronts.street >= 0, fronts.street, 0)
    rank = ways.rank[street] if len(ways.rank) else np.zeros(len(houses), dtype=np.int64)
    near = (fronts.away_m < NEAR_M) & (fronts.street >= 0)
    busy = np.where(near, BUSY[rank], 0.12)
    front = np.sqrt(houses.area_m2).clip(0, 60) / 30
    floor = houses.area_m2 * houses.levels
    use = houses.use
    market = uses == "retail"
    large = houses.area_m2 > 1500
    school = (use == "education") & (houses.levels == 3)
    rules: list[tuple[str, Mask, Floats]] = [
        ("street", (use == "apartments") & near, 2.6 * front * busy),
        ("yard", (use == "apartments") & ~near, 0.22 * front),
        ("houses", use == "house", np.where(near, 0.2 * busy, 0.015)),
        ("office", use == "office", (floor / 750).clip(0.5, 9)),
        ("mall", (use == "retail") & large & ~market, houses.area_m2 * houses.levels / 420),
        ("street", (use == "retail") & ~large & ~market, (floor / 260).clip(0.8, 7)),
        ("trade", (use == "retail") & market, (houses.area_m2 / 190).clip(1, 18)),
        ("works", use == "industrial", 0.45 + houses.area_m2 / 4200),
        ("hotel", use == "hotel", np.ones(len(houses))),
        (
            "kindergarten",
            (use == "education") & (uses != "education") & ~school,
            np.ones(len(houses)),
        ),
        ("school", (use == "education") & (uses != "education") & school, np.ones(len(houses))),
        ("college", (use == "education") & (uses == "education"), np.full(len(houses), 0.35)),
        ("hospital", (use == "health") & (uses == "institutional"), np.full(len(houses), 0.4)),
        ("clinic", (use == "health") & (uses != "institutional"), np.ones(len(houses))),
    ]
    place = np.zeros(len(houses), dtype=np.int64)
    expected = np.zeros(len(houses))
    for name, mask, many in rules:
        mine = mask & houses.main
        place[mine], expected[mine] = PLACES.index(name), many[mine]
    return place, expected


def _categories(keys: Keys, place: Ints, categories: Sequence[Category]) -> Ints:
    """A category for each business, as common as it is in such a place."""
    table = np.array([[each.where.get(name, 0.0) for each in categories] for name in PLACES])
    edges = np.cumsum(table, axis=1)
    category = np.zeros(len(keys), dtype=np.int64)
    for number in range(len(PLACES)):
        mine = place == number
        drawn = uniform(keys[mine], "category") * edges[number, -1]
        category[mine] = np.searchsorted(edges[number], drawn, side="right")
    return np.minimum(category, len(categories) - 1)


def _numbers(keys: Keys, category: Ints) -> Ints:
    """A number for each business, its own among those of its category."""
    order = np.lexsort((keys, category))
    number = np.empty(len(keys), dtype=np.int64)
    number[order] = np.arange(len(keys)) - np.searchsorted(category[order], category[order]) + 1
    return number


def _points(houses: Houses, fronts: Fronts, ways: Ways, house: Ints, keys: Keys) -> Shapes:
    """A point in the house for each, near its side to the street, one beside another."""
    shapes, street = houses.shapes[house], fronts.street[house]
    west, south, east, north = shapely.bounds(shapes).reshape(-1, 4).T
    towards = np.empty(len(house), dtype=object)
    towards[:] = shapely.points(between(keys, "x", west, east), between(keys, "y", south, north))
    on = street >= 0
    lines = ways.lines[street[on]]
    at = shapely.line_locate_point(lines, towards[on])
    towards[on] = shapely.line_interpolate_point(lines, at)
    inner = shapely.buffer(shapes, -INSIDE_M)
    inner = np.where(shapely.is_empty(inner), shapely.point_on_surface(shapes), inner)
    return np.asarray(shapely.get_point(shapely.shortest_line(inner, towards), 0), dtype=object)
