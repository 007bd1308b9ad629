"""Parcels in frames of their own: x along the street from the left, y away from it, in metres."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from qala.sources.generated.filling.dice import Keys
from qala.sources.generated.filling.parcels import Parcels
from qala.sources.generated.filling.turning import Floats, Ints, Mask, Shapes, joined, laid, raised
from qala.sources.generated.plan import Plan

Boxes = Floats
"""Shape (n, 4): west, south, east, north in the frame of the site."""

CLEAR_M = 1.2
"""Between a wall and the border of its parcel."""


@dataclass(frozen=True, slots=True)
class Sites:
    """Parcels of one role, each lying with its lowest corner at the origin.

    `parcel`: which of the parcels; `home`: keys of their blocks; `middle`: x of the centroid;
    `levels`: (n, 2) the storeys of the fabric; `use`: its land use; `end`: as in Parcels; `angle`
    and `origin`: the way back.
    """

    parcel: Ints
    shapes: Shapes
    keys: Keys
    home: Keys
    width: Floats
    depth: Floats
    middle: Floats
    levels: Ints
    use: Shapes
    end: Ints
    angle: Floats
    origin: Floats

    def __len__(self) -> int:
        return len(self.parcel)

    def back(self, rows: Ints, shapes: Shapes) -> Shapes:
        """Shapes in the frames of the sites `rows` as they lie on the plane of the city."""
        return raised(shapes, self.angle[rows], self.origin[rows])


def sites(parcels: Parcels, mask: Mask, plan: Plan) -> Sites:
    """The parcels marked."""
    parcel = np.flatnonzero(mask)
    angle = parcels.angle[parcel]
    local, origin = laid(parcels.shapes[parcel], angle)
    _, _, width, depth = shapely.bounds(local).reshape(-1, 4).T
    fabrics = [plan.blocks[each].fabric for each in parcels.block[parcel].tolist()]
    return Sites(
        parcel,
        local,
        parcels.keys[parcel],
        parcels.home[parcel],
        width,
        depth,
        shapely.get_x(shapely.centroid(local)),
        np.array([each.levels for each in fabrics], dtype=np.int64).reshape(-1, 2),
        np.array([each.use for each in fabrics], dtype=object),
        parcels.end[parcel],
        angle,
        origin,
    )


@dataclass(frozen=True, slots=True)
class Built:
    """Buildings of one sort on sites: `row` names the site; `shapes` lie in its frame.

    `use` is a value of the dataset's `use`; `main` tells whether it gets a house number.
    """

    row: Ints
    shapes: Shapes
    use: Shapes
    levels: Ints
    main: Mask


def built(
    row: Ints, shapes: Shapes, use: str | Shapes, levels: Ints | int, *, main: bool = True
) -> Built:
    """Buildings that share what is given once."""
    uses = np.empty(len(row), dtype=object)
    uses[:] = use
    storeys = np.broadcast_to(np.asarray(levels, dtype=np.int64), len(row)).copy()
    return Built(row, shapes, uses, storeys, np.full(len(row), main))


def first_fit(
    land: Sites, rows: Ints, choices: Sequence[Boxes], *, clear_m: float = CLEAR_M
) -> tuple[Ints, Boxes]:
    """For each of the sites `rows` the first of its boxes that lies within it, if one does.

    Answers the places in `rows` that have one, and their boxes.
    """
    found = np.full((len(rows), 4), np.nan)
    open_ = np.arange(len(rows))
    for boxes in choices:
        wanted = boxes[open_]
        sound = (wanted[:, 2] > wanted[:, 0]) & (wanted[:, 3] > wanted[:, 1])
        tried = np.where(sound[:, None], wanted, 0.0)
        spaced = shapely.box(*(tried + clear_m * np.array([-1, -1, 1, 1])).T)
        fits = sound & shapely.covers(land.shapes[rows[open_]], spaced)
        found[open_[fits]] = wanted[fits]
        open_ = open_[~fits]
        if not len(open_):
            break
    kept = np.flatnonzero(~np.isnan(found[:, 0]))
    return kept, found[kept]


def shrunk(
    boxes: Boxes, along: str, factors: Sequence[float] = (1.0, 0.85, 0.7, 0.5)
) -> list[Boxes]:
    """The boxes made smaller along `x`, `y` or both (`xy`), about their middles and to the ends."""
    size = boxes[:, 2:] - boxes[:, :2]
    free = np.array(["x" in along, "y" in along])
    choices = []
    for factor in factors:
        less = size * np.where(free, 1 - factor, 0.0)
        for share in (0.5, 0.0, 1.0) if factor < 1 else (0.5,):
            low = boxes[:, :2] + share * less
            choices.append(np.hstack([low, low + size - less]))
    return choices


def boxed(
    land: Sites, mask: Mask, boxes: Boxes, along: str = "x", *, least_m: float = 9.0
) -> tuple[Ints, Shapes]:
    """Rectangles on the sites marked, shrunk until they lie within: rows of sites, and shapes.

    `boxes` has a row for every site. One that would be shorter than `least_m` is given up.
    """
    rows = np.flatnonzero(mask)
    kept, found = first_fit(land, rows, shrunk(boxes[rows], along))
    long = np.maximum(found[:, 2] - found[:, 0], found[:, 3] - found[:, 1]) >= least_m
    return rows[kept[long]], np.asarray(shapely.box(*found[long].T), dtype=object)


def boxes_of(*sides: Floats | float) -> Boxes:
    """Boxes from their west, south, east and north."""
    return np.column_stack(np.broadcast_arrays(*sides)).astype(np.float64)


def all_built(parts: Sequence[Built]) -> Built:
    """Several sorts as one."""
    none = built(np.empty(0, dtype=np.int64), joined([]), "", 0)
    every = [none, *parts]
    return Built(
        np.concatenate([each.row for each in every]),
        joined([each.shapes for each in every]),
        np.concatenate([each.use for each in every]),
        np.concatenate([each.levels for each in every]),
        np.concatenate([each.main for each in every]),
    )
