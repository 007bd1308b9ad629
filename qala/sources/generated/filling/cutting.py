"""Ground cut across into pieces of about the same area, by lines square to the x axis."""

from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry import Polygon

from qala.sources.generated.filling.dice import Keys, child_keys, uniform
from qala.sources.generated.filling.turning import Floats, Ints, Shapes, polygons_of, turned

SAMPLES = 49
"""Positions at which the area so far is measured; cuts are interpolated between them."""

LEAST_M2 = 4.0
"""Crumbs of cutting below this are left out."""

UNEVEN = 0.3
"""How far a cut may stray from its even place, as a part of a piece's area."""

FAR_M = 1e7


@dataclass(frozen=True, slots=True)
class Pieces:
    """`shapes`, the index of what each was cut from, its rank along the cut, and of how many."""

    shapes: Shapes
    owner: Ints
    rank: Ints
    of: Ints


def area_up_to(shape: Polygon, positions: Floats) -> Floats:
    """The area of `shape` (its outer ring anticlockwise) west of each position, in order.

    By Green's theorem: the sum of the trapezoids below the edges, signed by their direction.
    """
    points, ring = shapely.get_coordinates(shapely.get_rings(shape), return_index=True)
    start = np.flatnonzero(ring[:-1] == ring[1:])
    one, two = points[start], points[start + 1]
    eastward = (two[:, 0] >= one[:, 0])[:, None]
    west, east = np.where(eastward, one, two), np.where(eastward, two, one)
    run = east[:, :1] - west[:, :1]
    share = np.clip((positions - west[:, :1]) / np.where(run == 0, 1.0, run), 0.0, 1.0)
    mean_y = west[:, 1:] + share * (east[:, 1:] - west[:, 1:]) / 2
    below = share * run * mean_y
    return np.asarray(np.where(eastward, -below, below).sum(axis=0))


def cuts(shape: Polygon, key: np.uint64, count: int) -> Floats:
    """The `count - 1` positions that cut `shape` into pieces of about one area."""
    if count < 2:
        return np.empty(0)
    west, _, east, _ = shape.bounds
    positions = np.linspace(west, east, SAMPLES)
    ranks = np.arange(1, count)
    stray = uniform(child_keys(np.full(count - 1, key), ranks), "cut") - 0.5
    wanted = (ranks + UNEVEN * stray) / count * shape.area
    return np.interp(wanted, area_up_to(shape, positions), positions)


def cut(shapes: Shapes, keys: Keys, counts: Ints, *, angles: Floats, gap_m: float = 0.0) -> Pieces:
    """Each shape cut into its count of pieces side by side along its angle (radians).

    A gap is left between the pieces. A piece that falls apart counts as several with one rank.
    """
    lying = shapely.orient_polygons(turned(shapes, -angles))
    edges = [cuts(*each) for each in zip(lying, keys, counts.tolist(), strict=True)]
    low = np.concatenate([np.empty(0), *(np.append(-FAR_M, each + gap_m / 2) for each in edges)])
    high = np.concatenate([np.empty(0), *(np.append(each - gap_m / 2, FAR_M) for each in edges)])
    made = np.array([len(each) + 1 for each in edges], dtype=np.int64)
    owner = np.repeat(np.arange(len(shapes)), made)
    rank = np.arange(len(owner)) - np.repeat(np.cumsum(made) - made, made)
    found, piece = polygons_of(between_lines(lying[owner], low, high), LEAST_M2)
    back = turned(found, angles[owner[piece]])
    return Pieces(back, owner[piece], rank[piece], made[owner[piece]])


def between_lines(shapes: Shapes, low: Floats, high: Floats) -> Shapes:
    """What of each shape lies between its two lines square to the x axis."""
    whole = (low <= -FAR_M) & (high >= FAR_M)
    result = shapes.copy()
    box = shapely.bounds(shapes[~whole])
    low, high = np.maximum(low[~whole], box[:, 0] - 1), np.minimum(high[~whole], box[:, 2] + 1)
    bands = shapely.box(low, box[:, 1] - 1, np.maximum(low, high), box[:, 3] + 1)
    result[~whole] = shapely.intersection(shapes[~whole], bands)
    return result


def strips(shapes: Shapes, bands: list[Shapes]) -> tuple[list[Shapes], Shapes]:
    """What each band, the first first, takes of the shapes; and what is left of them."""
    taken, rest = [], shapes
    for band in bands:
        taken.append(shapely.intersection(rest, band))
        rest = shapely.difference(rest, band)
    return taken, rest
