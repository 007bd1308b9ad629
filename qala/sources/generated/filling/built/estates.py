"""Slabs of flats around courts, in parallel lines or in combs, with a shop and a substation."""

import numpy as np

from qala.sources.generated.filling.dice import between, chosen, typical, uniform
from qala.sources.generated.filling.sites import (
    Boxes,
    Built,
    Sites,
    all_built,
    boxed,
    boxes_of,
    built,
)
from qala.sources.generated.filling.turning import Floats, Ints, Mask, Shapes

STOREYS = {4: 0.28, 5: 0.44, 9: 0.28, 12: 0.04, 16: 0.02}
THICK_M = 12.5
EDGE_M = 6.0
APART_M = 25.0
LONGEST_M = 112.0
PATTERNS = (0.56, 0.24, 0.2)
"""How often slabs stand around a court, parallel to the street, and square to it."""


def estate(land: Sites) -> Built:
    """The slabs of a parcel; neighbours in a block follow one pattern and mostly one height."""
    pattern = chosen(land.home, "pattern", PATTERNS)
    wide = (land.width > 62) & (land.depth > 62)
    around = (pattern == 0) & wide
    across = (pattern == 2) & ~around & (land.depth > 50)
    parts = [
        *_around(land, around),
        *_lines(land, ~around & ~across),
        *_combs(land, across),
        _shop(land, around),
    ]
    return all_built(parts)


def _slabs(land: Sites, mask: Mask, boxes: Boxes, along: str, name: str) -> Built:
    row, shapes = boxed(land, mask, boxes, along, least_m=24.0)
    return built(row, shapes, "apartments", _levels(land, row, name))


def _levels(land: Sites, row: Ints, name: str) -> Ints:
    common = typical(land.home[row], "levels", STOREYS, *land.levels[row].T)
    own = typical(land.keys[row], name, STOREYS, *land.levels[row].T)
    return np.where(uniform(land.keys[row], f"{name} differs") < 0.2, own, common)


def _around(land: Sites, mask: Mask) -> list[Built]:
    """A slab at the street, one at the back, and one or two between them at the sides."""
    wide, deep = land.width, land.depth
    long = np.minimum(wide - 2 * EDGE_M, LONGEST_M) * between(land.keys, "long", 0.8, 1.0)
    low, high = EDGE_M, deep - EDGE_M
    centre = wide / 2
    front = boxes_of(centre - long / 2, low, centre + long / 2, low + THICK_M)
    back = boxes_of(centre - long / 2, high - THICK_M, centre + long / 2, high)
    gap = THICK_M + between(land.keys, "gap", 9, 14)
    left = boxes_of(EDGE_M, low + gap, EDGE_M + THICK_M, high - gap)
    right = boxes_of(wide - EDGE_M - THICK_M, low + gap, wide - EDGE_M, high - gap)
    sides = chosen(land.keys, "sides", [0.3, 0.25, 0.45])
    return [
        _slabs(land, mask, front, "x", "front"),
        _slabs(land, mask, back, "x", "back"),
        _slabs(land, mask & (sides != 1), left, "y", "left"),
        _slabs(land, mask & (sides != 0), right, "y", "right"),
    ]


def _lines(land: Sites, mask: Mask) -> list[Built]:
    """Slabs parallel to the street, one behind another."""
    long = np.minimum(land.width - 2 * EDGE_M, LONGEST_M) * between(land.keys, "long", 0.85, 1.0)
    centre = land.width / 2
    parts = []
    for number, place, count in _spread(land.depth):
        box = boxes_of(centre - long / 2, place, centre + long / 2, place + THICK_M)
        parts.append(_slabs(land, mask & (number < count), box, "x", f"line {number}"))
    return parts


def _combs(land: Sites, mask: Mask) -> list[Built]:
    """Slabs with their ends to the street, side by side."""
    long = np.minimum(land.depth - 2 * EDGE_M, LONGEST_M) * between(land.keys, "long", 0.8, 1.0)
    parts = []
    for number, place, count in _spread(land.width):
        box = boxes_of(place, EDGE_M, place + THICK_M, EDGE_M + long)
        parts.append(_slabs(land, mask & (number < count), box, "y", f"comb {number}"))
    return parts


def _spread(room: Floats) -> list[tuple[int, Floats, Ints]]:
    """Slabs spread evenly over `room`: number, where each begins, how many there are."""
    free = np.maximum(room - 2 * EDGE_M - THICK_M, 0.0)
    count = 1 + (free / (THICK_M + APART_M)).astype(np.int64)
    step = free / np.maximum(count - 1, 1)
    most = min(int(count.max(initial=0)), 12)
    return [
        (number, np.where(count == 1, EDGE_M + free / 2, EDGE_M + number * step), count)
        for number in range(most)
    ]


def _shop(land: Sites, mask: Mask) -> Built:
    """A substation or a low shop in the middle of the court."""
    centre, middle = land.width / 2, land.depth / 2
    shop = uniform(land.keys, "shop") < 0.25
    half = np.where(shop, 9.0, 3.2)
    box = boxes_of(centre - half, middle - half * 0.7, centre + half, middle + half * 0.7)
    room = mask & (land.width > 70) & (land.depth > 70) & (uniform(land.keys, "yard") < 0.75)
    row, shapes = boxed(land, room, box, "xy", least_m=4.0)
    use: Shapes = np.where(shop[row], "retail", "other").astype(object)
    part = built(row, shapes, use, 1)
    return Built(part.row, part.shapes, part.use, part.levels, shop[row])
