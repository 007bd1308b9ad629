"""Parcels along the sides of an old block, around a court that they share."""

import numpy as np
import shapely

from qala.sources.generated.filling.cutting import LEAST_M2, cut
from qala.sources.generated.filling.dice import between
from qala.sources.generated.filling.ground import Ground, Sides
from qala.sources.generated.filling.parcels import Parcels, Strips, made, sliced, together
from qala.sources.generated.filling.turning import Shapes, objects, polygons_of

STRIP_M = 34.0
"""How deep the parcels along the streets are."""

WIDEST_M = 92.0
"""The widest of them."""

MOST_SIDES = 8


def perimeter(land: Ground) -> Parcels:
    """Parcels along the sides of a block around a court; two rows where it is thin."""
    thin = np.minimum(land.width, land.depth) < 2.4 * STRIP_M
    return together([_two_rows(land.only(thin)), _around(land.only(~thin))])


def _two_rows(land: Ground) -> Parcels:
    rows = np.where(shapely.area(land.shapes) / land.width > 1.3 * STRIP_M, 2, 1)
    bands = cut(land.shapes, land.keys, rows, angles=land.angle + np.pi / 2)
    angle = land.angle[bands.owner] + np.where(bands.rank == 1, np.pi, 0.0)
    lot = between(land.keys, "lot", *land.lot_m2.T)[bands.owner]
    return sliced(Strips(bands.shapes, bands.owner, angle, lot), land, "row")


def _around(land: Ground) -> Parcels:
    lot = np.minimum(between(land.keys, "lot", *land.lot_m2.T), WIDEST_M * STRIP_M)
    rest, parts = land.shapes, []
    for sides in _ranked(land.sides):
        bands = objects(len(land))
        bands[:] = shapely.Polygon()
        bands[sides.owner] = _bands(sides)
        along = np.zeros(len(land))
        along[sides.owner] = sides.angle
        taken, of = polygons_of(shapely.intersection(rest, bands), LEAST_M2)
        parts.append(sliced(Strips(taken, of, along[of], lot[of]), land, "row"))
        rest = shapely.difference(rest, bands)
    courts, of = polygons_of(rest, LEAST_M2)
    return together([*parts, made(courts, land.index[of], land.angle[of], "court")])


def _ranked(sides: Sides) -> list[Sides]:
    """The street sides of the blocks: the longest of each, the second of each ..."""
    usable = np.flatnonzero(sides.on_street & (sides.length > STRIP_M))
    order = usable[np.lexsort((-sides.length[usable], sides.owner[usable]))]
    owner = sides.owner[order]
    rank = np.arange(len(order)) - np.searchsorted(owner, owner)
    count = min(MOST_SIDES, int(rank.max(initial=-1)) + 1)
    return [sides.only(order[rank == each]) for each in range(count)]


def _bands(sides: Sides) -> Shapes:
    """The ground along sides: so deep, and as much longer at both ends."""
    along = (sides.end - sides.start) / sides.length[:, None]
    inward = np.column_stack([-along[:, 1], along[:, 0]])
    start, end = sides.start - STRIP_M * along, sides.end + STRIP_M * along
    corners = [
        start - 4 * inward,
        end - 4 * inward,
        end + STRIP_M * inward,
        start + STRIP_M * inward,
    ]
    return np.asarray(shapely.polygons(np.stack(corners, axis=1)))
