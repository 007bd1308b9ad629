"""Ground cut across into pieces of about the same area, by lines square to the x axis."""

from dataclasses import dataclass

import numpy as np
import shapely

from qala.sources.generated.filling.dice import Keys, child_keys, uniform
from qala.sources.generated.filling.turning import Floats, Ints, Shapes, polygons_of, turned

SAMPLES = 49
"""Positions at which the area so far is measured; cuts are interpolated between them."""

LEAST_M2 = 4.0
"""Crumbs of cutting below this are left out."""

UNEVEN = 0.3
"""How far a cut may stray from its even place, as a part of a piece's area."""

UPRIGHT_M = 1e-9
"""An edge that runs less far than this stands upright: nothing lies below it."""

FAR_M = 1e7


@dataclass(frozen=True, slots=True)
class Pieces:
    """`shapes`, the index of what each was cut from, its rank along the cut, and of how many."""

    shapes: Shapes
    owner: Ints
    rank: Ints
    of: Ints


def areas_up_to(shapes: Shapes, positions: Floats) -> Floats:
    """The area of each shape (outer ring anticlockwise) west of each of its positions (n, m).

    By Green's theorem: the sum of the trapezoids below the edges, signed by their direction.
    """
    rings, owner = shapely.get_rings(shapes, return_index=True)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    start = np.flatnonzero(ring[:-1] == ring[1:])
    one, two, shape = points[start], points[start + 1], owner[ring[start]]
    eastward = (two[:, 0] >= one[:, 0])[:, None]
    west, east = np.where(eastward, one, two), np.where(eastward, two, one)
    run = east[:, :1] - west[:, :1]
    reached = (positions[shape] - west[:, :1]) / np.where(run < UPRIGHT_M, 1.0, run)
    share = np.clip(reached, 0.0, 1.0)
    below = share * run * (west[:, 1:] + share * (east[:, 1:] - west[:, 1:]) / 2)
    signed = np.where(eastward, -below, below)
    return np.add.reduceat(signed, np.searchsorted(shape, np.arange(len(shapes))), axis=0)


def cut_positions(shapes: Shapes, keys: Keys, counts: Ints) -> Floats:
    """Where to cut the shapes into their counts of pieces of about one area: all cuts, in order."""
    if not len(shapes):
        return np.empty(0)
    west, _, east, _ = shapely.bounds(shapes).T
    steps = np.linspace(west, east, SAMPLES, axis=1)
    areas = areas_up_to(shapes, steps)
    owner = np.repeat(np.arange(len(shapes)), counts - 1)
    rank = 1 + np.arange(len(owner)) - np.searchsorted(owner, owner)
    stray = UNEVEN * (uniform(child_keys(keys[owner], rank), "cut") - 0.5)
    wanted = (rank + stray) / counts[owner] * areas[owner, -1]
    after = (areas[owner] < wanted[:, None]).sum(axis=1).clip(1, SAMPLES - 1)
    low, high = areas[owner, after - 1], areas[owner, after]
    part = (wanted - low) / np.where(high > low, high - low, 1.0)
    step = (east - west)[owner] / (SAMPLES - 1)
    return np.asarray(west[owner] + (after - 1 + np.clip(part, 0.0, 1.0)) * step)


def cut(shapes: Shapes, keys: Keys, counts: Ints, *, angles: Floats, gap_m: float = 0.0) -> Pieces:
    """Each shape cut into its count of pieces side by side along its angle (radians).

    A gap is left between the pieces. A piece that falls apart counts as several with one rank.
    """
    lying = shapely.orient_polygons(turned(shapes, -angles))
    at = cut_positions(lying, keys, counts)
    owner = np.repeat(np.arange(len(shapes)), counts)
    rank = np.arange(len(owner)) - np.searchsorted(owner, owner)
    low, high = np.full(len(owner), -FAR_M), np.full(len(owner), FAR_M)
    low[rank > 0] = at + gap_m / 2
    high[rank < counts[owner] - 1] = at - gap_m / 2
    found, piece = polygons_of(between_lines(lying[owner], low, high), LEAST_M2)
    back = turned(found, angles[owner[piece]])
    return Pieces(back, owner[piece], rank[piece], counts[owner[piece]])


def between_lines(shapes: Shapes, low: Floats, high: Floats) -> Shapes:
    """What of each shape lies between its two lines square to the x axis."""
    whole = (low <= -FAR_M) & (high >= FAR_M)
    result = shapes.copy()
    box = shapely.bounds(shapes[~whole])
    low, high = np.maximum(low[~whole], box[:, 0] - 1), np.minimum(high[~whole], box[:, 2] + 1)
    bands = shapely.box(low, box[:, 1] - 1, np.maximum(low, high), box[:, 3] + 1)
    result[~whole] = shapely.intersection(shapes[~whole], bands)
    return result
