"""Blocks as the filling sees them: their sides, and the way their longest street side runs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely

from qala.sources.generated.filling.dice import Keys, root_key
from qala.sources.generated.filling.turning import Floats, Ints, Mask, Shapes, objects, turned
from qala.sources.generated.plan import Block, Plan

FRONT_M = 35.0
"""A side whose middle is so near the axis of one of the block's streets lies along it."""

BEND_M = 3.0
"""Sides are straight within this."""


@dataclass(frozen=True, slots=True)
class Sides:
    """Straight sides of blocks; the ground is on the left on the way from `start` to `end`."""

    owner: Ints
    start: Floats
    end: Floats
    on_street: Mask

    def only(self, rows: Ints | Mask) -> "Sides":
        """Those rows, or those marked."""
        return Sides(self.owner[rows], self.start[rows], self.end[rows], self.on_street[rows])

    @property
    def length(self) -> Floats:
        """In metres."""
        return np.asarray(np.hypot(*(self.end - self.start).T))

    @property
    def angle(self) -> Floats:
        """Of the way from start to end, in radians."""
        along = self.end - self.start
        return np.arctan2(along[:, 1], along[:, 0])


@dataclass(frozen=True, slots=True)
class Ground:
    """Blocks of one kind.

    `index`: which of the plan; `angle`: of the main street side, in radians; `lot_m2`: (n, 2) the
    span of the parcels; `width`, `depth`: along and across that side.
    """

    index: Ints
    shapes: Shapes
    keys: Keys
    lot_m2: Floats
    sides: Sides
    angle: Floats
    width: Floats
    depth: Floats

    def __len__(self) -> int:
        return len(self.index)

    def only(self, mask: Mask) -> "Ground":
        """The blocks marked."""
        place = np.cumsum(mask) - 1
        sides = self.sides.only(mask[self.sides.owner])
        sides = replace(sides, owner=place[sides.owner])
        return Ground(
            self.index[mask],
            self.shapes[mask],
            self.keys[mask],
            self.lot_m2[mask],
            sides,
            self.angle[mask],
            self.width[mask],
            self.depth[mask],
        )


def ground(plan: Plan, index: Sequence[int], seed: int) -> Ground:
    """Those blocks of the plan."""
    blocks = [plan.blocks[each] for each in index]
    shapes = objects(len(blocks))
    shapes[:] = [each.polygon for each in blocks]
    shapes = np.asarray(shapely.orient_polygons(shapes))
    sides = _sides(shapes, blocks, plan)
    angle = _main_angle(sides, len(blocks))
    west, south, east, north = shapely.bounds(turned(shapes, -angle)).T
    return Ground(
        np.asarray(index, dtype=np.int64),
        shapes,
        np.array([root_key(seed, each.id) for each in blocks], dtype=np.uint64),
        np.array([each.fabric.lot_m2 for each in blocks], dtype=np.float64).reshape(-1, 2),
        sides,
        angle,
        east - west,
        north - south,
    )


def _sides(shapes: Shapes, blocks: Sequence[Block], plan: Plan) -> Sides:
    plain = shapely.simplify(shapes, BEND_M)
    plain = np.where(shapely.get_type_id(plain) == 3, plain, shapes)
    points, owner = shapely.get_coordinates(
        shapely.get_exterior_ring(shapely.orient_polygons(plain)), return_index=True
    )
    at = np.flatnonzero(owner[:-1] == owner[1:])
    start, end, owner = points[at], points[at + 1], owner[at].astype(np.int64)
    lines = objects(len(blocks))
    lines[:] = [
        shapely.MultiLineString([plan.streets[each].line for each in block.streets])
        for block in blocks
    ]
    middle = shapely.points((start + end) / 2)
    with np.errstate(invalid="ignore"):
        on_street = shapely.distance(middle, lines[owner]) <= FRONT_M
    return Sides(owner, start, end, on_street)


def _main_angle(sides: Sides, count: int) -> Floats:
    """The angle of each block's longest side on a street; of its longest side where none is."""
    order = np.lexsort((sides.length, sides.on_street, sides.owner))
    angle = np.zeros(count)
    angle[sides.owner[order]] = sides.angle[order]
    return angle
