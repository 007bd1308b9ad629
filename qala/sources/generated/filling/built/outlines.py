"""Outlines of buildings within boxes: bars with wings."""

import numpy as np
import shapely

from qala.sources.generated.filling.sites import Boxes
from qala.sources.generated.filling.turning import Floats, Mask, Shapes


def winged(boxes: Boxes, bar_m: Floats, wing_m: Floats, left: Mask) -> Shapes:
    """L-shapes: a bar along the street side of the box and a wing at its left or right end."""
    west, south, east, north = boxes.T
    inner = np.where(left, west + wing_m, east - wing_m)
    mid = south + bar_m
    ring_left = _rings(
        (west, south), (east, south), (east, mid), (inner, mid), (inner, north), (west, north)
    )
    ring_right = _rings(
        (west, south), (east, south), (east, north), (inner, north), (inner, mid), (west, mid)
    )
    return np.asarray(shapely.polygons(np.where(left[:, None, None], ring_left, ring_right)))


def embracing(boxes: Boxes, bar_m: Floats, wing_m: Floats) -> Shapes:
    """U-shapes: a bar along the street side of the box and wings at both ends."""
    west, south, east, north = boxes.T
    mid, first, last = south + bar_m, west + wing_m, east - wing_m
    rings = _rings(
        (west, south), (east, south), (east, north), (last, north),
        (last, mid), (first, mid), (first, north), (west, north),
    )  # fmt: skip
    return np.asarray(shapely.polygons(rings))


def stepped(boxes: Boxes, wing_m: Floats) -> Shapes:
    """H-shapes: two wings across and a bar between them."""
    west, south, east, north = boxes.T
    first, last = west + wing_m, east - wing_m
    third = (north - south) / 3
    low, high = south + third, north - third
    rings = _rings(
        (west, south), (first, south), (first, low), (last, low), (last, south), (east, south),
        (east, north), (last, north), (last, high), (first, high), (first, north), (west, north),
    )  # fmt: skip
    return np.asarray(shapely.polygons(rings))


def _rings(*corners: tuple[Floats, Floats]) -> Floats:
    return np.stack([np.column_stack(each) for each in corners], axis=1)
