"""Blocks divided into parcels, by the kind of their fabric. They cover the block, none twice."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import shapely

from qala.sources.generated.filling.around import perimeter
from qala.sources.generated.filling.cutting import LEAST_M2, Pieces, cut
from qala.sources.generated.filling.dice import between, uniform
from qala.sources.generated.filling.ground import Ground
from qala.sources.generated.filling.parcels import (
    Parcels,
    Strips,
    in_order,
    made,
    sliced,
    together,
    whole,
)
from qala.sources.generated.filling.turning import Shapes, objects, polygons_of

QUARTER = np.pi / 2
LANE_M = 5.0

SMALL_M2 = 250.0
"""A block below this is left open."""

LOT_SHAPE = 1.9
"""A house's lot is so many times deeper than wide."""

DEEPEST_M = 42.0
"""But no deeper, where the block lets it: then there are two rows."""

OTHERS = (("kindergarten", 0.0, 0.16), ("school", 0.16, 0.26), ("mall", 0.26, 0.29))
"""What takes a parcel in the middle of estates, and its share of the blocks: from, to."""

AMONG_LOTS = 0.03
"""The share of the blocks of lots that a school or a kindergarten has."""


def divided(kind: str, land: Ground) -> Parcels:
    """The parcels of blocks of one kind of fabric."""
    tiny = shapely.area(land.shapes) < SMALL_M2
    return in_order(together([whole(land.only(tiny), "open"), _WAYS[kind](land.only(~tiny))]), land)


def _open(land: Ground) -> Parcels:
    return whole(land, "open")


def _lots(land: Ground) -> Parcels:
    given = (shapely.area(land.shapes) > 5000) & (uniform(land.keys, "school") < AMONG_LOTS)
    return together([whole(land.only(given), "kindergarten"), _house_lots(land.only(~given))])


def _house_lots(land: Ground) -> Parcels:
    """Two rows of lots back to back; where there is ground for more, lanes between the pairs."""
    lot = between(land.keys, "lot", *land.lot_m2.T)
    deep = np.minimum(np.sqrt(lot * LOT_SHAPE), DEEPEST_M)
    rows = np.maximum(1, np.rint(shapely.area(land.shapes) / land.width / deep)).astype(np.int64)
    pairs = np.maximum(1, np.rint(rows / 2)).astype(np.int64)
    across = land.angle + QUARTER
    ground = cut(land.shapes, land.keys, pairs, angles=across, gap_m=LANE_M)
    lanes, lane_of = polygons_of(_less(land.shapes, ground), LEAST_M2)
    two = np.where(rows[ground.owner] > 1, 2, 1)
    halves = cut(ground.shapes, land.keys[ground.owner], two, angles=across[ground.owner])
    owner = ground.owner[halves.owner]
    facing = land.angle[owner] + np.where(halves.rank == 1, np.pi, 0.0)
    built = sliced(Strips(halves.shapes, owner, facing, lot[owner]), land, "house")
    return together([built, made(lanes, land.index[lane_of], land.angle[lane_of], "lane")])


def _less(shapes: Shapes, pieces: Pieces) -> Shapes:
    """What the pieces leave of the shapes."""
    left = objects(len(shapes))
    left[:] = shapely.Polygon()
    parted = np.flatnonzero(np.bincount(pieces.owner, minlength=len(shapes)) > 1)
    for each in parted.tolist():
        mine = shapely.union_all(pieces.shapes[pieces.owner == each])
        left[each] = shapely.difference(shapes[each], mine)
    return left


def _estate(role: str) -> Callable[[Ground], Parcels]:
    """A few large parcels in rows; those of the last row turn to the street behind."""

    def divide(land: Ground) -> Parcels:
        low, high = land.lot_m2.T
        lot = between(land.keys, "lot", (low + high) / 2, high)
        count = np.maximum(1.0, shapely.area(land.shapes) / lot)
        rows = np.maximum(1, np.rint(np.sqrt(count * land.depth / land.width))).astype(np.int64)
        bands = cut(land.shapes, land.keys, rows, angles=land.angle + QUARTER)
        last = (bands.rank > 0) & (bands.rank == bands.of - 1)
        angle = land.angle[bands.owner] + np.where(last, np.pi, 0.0)
        strips = Strips(bands.shapes, bands.owner, angle, lot[bands.owner])
        return _with_others(sliced(strips, land, role), land)

    return divide


def _with_others(parcels: Parcels, land: Ground) -> Parcels:
    """The parcel nearest the middle of some blocks given to a school, a kindergarten or a mall."""
    place = {block: number for number, block in enumerate(land.index.tolist())}
    owner = np.array([place[each] for each in parcels.block.tolist()], dtype=np.int64)
    centres = shapely.centroid(land.shapes)
    away = shapely.distance(shapely.centroid(parcels.shapes), centres[owner])
    order = np.lexsort((away, owner))
    inmost = order[np.searchsorted(owner[order], np.arange(len(land)))]
    several = np.bincount(owner, minlength=len(land)) > 1
    drawn = uniform(land.keys, "other")
    roles = parcels.role.copy()
    for role, low, high in OTHERS:
        wanted = several & (drawn >= low) & (drawn < high)
        mine = inmost[wanted]
        fit = np.isin(roles[mine], ["estate", "towers"]) & (
            shapely.area(parcels.shapes[mine]) > 3000
        )
        roles[mine[fit]] = role
    return replace(parcels, role=roles)


_WAYS: dict[str, Callable[[Ground], Parcels]] = {
    "perimeter": perimeter,
    "slabs": _estate("estate"),
    "towers": _estate("towers"),
    "lots": _lots,
    "sheds": _estate("works"),
    "campus": _estate("campus"),
    "open": _open,
}
