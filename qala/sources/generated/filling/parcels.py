"""Parcels as arrays, and how they are put together."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
import shapely

from qala.sources.generated.filling.cutting import Pieces, cut
from qala.sources.generated.filling.dice import Keys, child_keys
from qala.sources.generated.filling.ground import Ground
from qala.sources.generated.filling.turning import Floats, Ints, Shapes, objects


@dataclass(frozen=True, slots=True)
class Parcels:
    """Parcels, block by block.

    `block`: index in the plan; `keys`: their own, `home`: of their blocks; `angle`: the way the
    street front runs, the ground on its left; `role`: what is to stand there (the names of
    `built`, or `lane`, `open`); `end`: -1 and 1 at the ends of a row.
    """

    shapes: Shapes
    block: Ints
    keys: Keys
    home: Keys
    angle: Floats
    role: Shapes
    end: Ints

    def __len__(self) -> int:
        return len(self.block)


def together(parts: Sequence[Parcels]) -> Parcels:
    """Parcels of several makings as one."""
    names = [each.name for each in fields(Parcels)]
    return Parcels(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))


def in_order(parcels: Parcels, land: Ground) -> Parcels:
    """The parcels block by block, with keys of their own: their block's and their place in it."""
    order = np.argsort(parcels.block, kind="stable")
    sorted_ = Parcels(*(getattr(parcels, each.name)[order] for each in fields(Parcels)))
    rank = np.arange(len(sorted_)) - np.searchsorted(sorted_.block, sorted_.block)
    roots = dict(zip(land.index.tolist(), land.keys, strict=True))
    home = np.array([roots[each] for each in sorted_.block.tolist()], dtype=np.uint64)
    return replace(sorted_, keys=child_keys(home, rank), home=home)


def made(
    shapes: Shapes, block: Ints, angle: Floats, role: str, *, end: Ints | None = None
) -> Parcels:
    """Parcels of one role, still without keys."""
    roles = objects(len(shapes))
    roles[:] = role
    ends = np.zeros(len(shapes), dtype=np.int64) if end is None else end
    none = np.zeros(len(shapes), dtype=np.uint64)
    return Parcels(shapes, block, none, none, angle, roles, ends)


def whole(land: Ground, role: str) -> Parcels:
    """One parcel for each block."""
    return made(land.shapes, land.index, land.angle, role)


@dataclass(frozen=True, slots=True)
class Strips:
    """Pieces of blocks (`owner`: which) to be cut along `angle` into parcels of about `lot_m2`."""

    shapes: Shapes
    owner: Ints
    angle: Floats
    lot_m2: Floats


def sliced(strips: Strips, land: Ground, role: str) -> Parcels:
    """Strips cut across into parcels side by side."""
    wanted = np.rint(shapely.area(strips.shapes) / strips.lot_m2)
    counts = np.maximum(1, wanted).astype(np.int64)
    pieces = cut(strips.shapes, land.keys[strips.owner], counts, angles=strips.angle)
    block = land.index[strips.owner[pieces.owner]]
    return made(pieces.shapes, block, strips.angle[pieces.owner], role, end=_ends(pieces))


def _ends(pieces: Pieces) -> Ints:
    last = pieces.rank == pieces.of - 1
    return np.where(last, 1, 0) - np.where(pieces.rank == 0, 1, 0)
