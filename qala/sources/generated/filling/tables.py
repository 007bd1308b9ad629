"""What was filled, as features of the datasets: EPSG:4326, the columns that they declare."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from qala.core.features import Features
from qala.core.projection import Points
from qala.sources.generated.filling.parcels import Parcels
from qala.sources.generated.filling.premises import Businesses
from qala.sources.generated.filling.standing import Houses
from qala.sources.generated.filling.streets import Fronts, Ways
from qala.sources.generated.filling.turning import Ints, Shapes
from qala.sources.generated.filling.words import Category
from qala.sources.generated.filling.work import Cells
from qala.sources.generated.plan import Block, Plan

Mover = Callable[[Points], Points]
Columns = dict[str, Sequence[Any] | NDArray[Any]]

PURPOSES = {
    "house": "house", "estate": "apartments", "row": "apartments", "towers": "apartments",
    "court": "common", "lane": "access", "open": "open", "mall": "commercial",
    "school": "public", "kindergarten": "public", "works": "industrial", "campus": "public",
}  # fmt: skip
"""The purpose of a parcel by what stands there; some are commercial where their block is."""

SIZES = ((5, "s1_5"), (15, "s6_15"), (50, "s16_50"), (100, "s51_100"), (250, "s101_250"))
LARGEST = "s251"

DOOR_M = 1.5
"""How far behind the wall an address is drawn."""


@dataclass(frozen=True, slots=True)
class Town:
    """Houses of a plan with their places on streets, their numbers (or None) and ids."""

    plan: Plan
    houses: Houses
    ways: Ways
    fronts: Fronts
    numbers: Shapes
    languages: Sequence[str]
    move: Mover

    def ids(self) -> list[str]:
        """Of each house its block and its place in it."""
        block = self.houses.block
        order = np.argsort(block, kind="stable")
        place = np.empty(len(block), dtype=np.int64)
        place[order] = np.arange(len(block)) - np.searchsorted(block[order], block[order]) + 1
        pairs = zip(block.tolist(), place.tolist(), strict=True)
        return [f"{self.plan.blocks[each].id}-{number}" for each, number in pairs]


def parcel_features(plan: Plan, parcels: Parcels, move: Mover) -> Features:
    """The parcels. A number begins with G, as no cadastral number does, then block and place."""
    order = np.arange(len(parcels)) - np.searchsorted(parcels.block, parcels.block) + 1
    blocks = [plan.blocks[each] for each in parcels.block.tolist()]
    places = zip(blocks, order.tolist(), strict=True)
    numbers = [f"G-{block.id}-{place:03d}" for block, place in places]
    roles = zip(parcels.role.tolist(), blocks, strict=True)
    columns: Columns = {
        "number": numbers,
        "purpose": [_purpose(role, block.fabric.use) for role, block in roles],
        "area_m2": np.round(shapely.area(parcels.shapes), 0),
    }
    return _features(numbers, parcels.shapes, columns, move)


def _purpose(role: str, use: str) -> str:
    if role in {"row", "towers", "works"} and use in {"commercial", "retail"}:
        return "commercial"
    return PURPOSES[role]


def building_features(town: Town) -> Features:
    """The buildings, with their addresses where they have one."""
    numbers = town.numbers.tolist()
    placed = zip(town.fronts.street.tolist(), numbers, strict=True)
    streets = [town.plan.streets[street].names if number else {} for street, number in placed]
    columns: Columns = {
        "use": town.houses.use.tolist(),
        "levels": town.houses.levels,
        "height_m": town.houses.height_m,
        **_in_languages("street", streets, town.languages),
        "house_number": numbers,
        "area_m2": np.round(town.houses.area_m2, 0),
    }
    return _features(town.ids(), town.houses.shapes, columns, town.move)


def address_features(town: Town, buildings: Features) -> Features:
    """A point in each house that has a number, near its side to the street."""
    has = np.flatnonzero([each is not None for each in town.numbers])
    shapes, street = town.houses.shapes[has], town.fronts.street[has]
    wall = shapely.shortest_line(shapes, town.ways.lines[street])
    door = shapely.get_coordinates(shapely.get_point(wall, 0))
    surely = shapely.point_on_surface(shapes)
    inside = shapely.get_coordinates(surely)
    gap = np.hypot(*(inside - door).T)[:, None]
    points = shapely.points(door + (inside - door) * DOOR_M / np.maximum(gap, DOOR_M))
    points = np.where(shapely.covers(shapes, points), points, surely)
    names = [town.plan.streets[each].names for each in street.tolist()]
    columns: Columns = {
        **_in_languages("street", names, town.languages),
        "house_number": town.numbers[has].tolist(),
    }
    return _features([buildings.ids[each] for each in has.tolist()], points, columns, town.move)


def business_features(
    town: Town, firms: Businesses, categories: Sequence[Category], buildings: Features
) -> Features:
    """The businesses, each with the address of its house."""
    sorts = [categories[each] for each in firms.category.tolist()]
    named = list(zip(sorts, firms.name.tolist(), firms.number.tolist(), strict=True))
    house = firms.house.tolist()
    rank = np.arange(len(firms)) - np.searchsorted(firms.house, firms.house) + 1
    places = zip(house, rank.tolist(), strict=True)
    columns: Columns = {
        **{
            f"name_{code}": [
                sort.names[name].in_language(code).format(n=number) for sort, name, number in named
            ]
            for code in town.languages
        },
        "category": [each.id for each in sorts],
        "industry": [each.industry for each in sorts],
        "size": [_size(each) for each in firms.staff.tolist()],
        "opened": firms.opened,
        **{
            name: [buildings.columns[name][each] for each in house]
            for name in ("street", *(f"street_{code}" for code in town.languages), "house_number")
        },
    }
    ids = [f"{buildings.ids[each]}-b{number}" for each, number in places]
    return _features(ids, firms.points, columns, town.move)


def _size(staff: int) -> str:
    return next((name for most, name in SIZES if staff <= most), LARGEST)


def population_features(
    plan: Plan, people: Ints, languages: Sequence[str], move: Mover
) -> Features:
    """The blocks where people live, with the streets around them."""
    lived = np.flatnonzero(people)
    blocks = [plan.blocks[each] for each in lived.tolist()]
    shapes = np.empty(len(blocks), dtype=object)
    shapes[:] = [each.polygon for each in blocks]
    area = shapely.area(shapes)
    ids = [each.id for each in blocks]
    columns: Columns = {
        "block_id": ids,
        **_in_languages("streets", [_around(plan, each) for each in blocks], languages),
        "district": [each.district or None for each in blocks],
        "population": people[lived],
        "area_m2": np.round(area, 0),
        "density_per_km2": np.round(people[lived] / (area / 1e6), 0),
    }
    return _features(ids, shapes, columns, move)


def _around(plan: Plan, block: Block) -> dict[str, str]:
    """The names of the streets around a block by language, in the order of the local ones."""
    streets = {each.get(""): each for each in (plan.streets[at].names for at in block.streets)}
    named = [streets[local] for local in sorted(filter(None, streets))]
    codes = dict.fromkeys(code for names in named for code in names)
    return {code: ", ".join(names.get(code) or names[""] for names in named) for code in codes}


def _in_languages(
    field: str, names: Sequence[Mapping[str, str]], languages: Sequence[str]
) -> dict[str, Sequence[str | None]]:
    """The columns of a field of names: the local one, and each language."""
    return {
        field: [each.get("") for each in names],
        **{f"{field}_{code}": [each.get(code) for each in names] for code in languages},
    }


def job_features(cells: Cells, industries: Sequence[str]) -> Features:
    """The cells with jobs; the main industry is the one with most."""
    columns: Columns = {
        "h3_index": cells.index,
        "jobs": cells.jobs.sum(axis=1),
        "main_industry": [industries[each] for each in cells.jobs.argmax(axis=1).tolist()],
        **{f"jobs_{name}": cells.jobs[:, number] for number, name in enumerate(industries)},
    }
    return _features(cells.index, cells.shapes, columns, None)


def _features(ids: Sequence[str], shapes: Shapes, columns: Columns, move: Mover | None) -> Features:
    places = shapely.transform(shapes, move) if move else shapes
    crossed = ~shapely.is_valid(places)  # by the rounding of a sliver's edges
    places[crossed] = shapely.make_valid(places[crossed], method="structure", keep_collapsed=False)
    lists = {
        name: values.tolist() if isinstance(values, np.ndarray) else values
        for name, values in columns.items()
    }
    return Features(ids, places, {**lists, "generated": [True] * len(ids)})
