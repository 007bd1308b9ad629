"""Shapes turned and moved, each by its own angle and way, all in one go."""

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray

Shapes = NDArray[np.object_]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]


def turned(shapes: Shapes, angles: ArrayLike) -> Shapes:
    """The shapes turned about the origin, anticlockwise, by `angles` in radians."""
    points, owner = shapely.get_coordinates(shapes, return_index=True)
    angle = np.broadcast_to(np.asarray(angles, dtype=np.float64), len(shapes))
    after = _rotated(points, angle[owner])
    return np.asarray(shapely.set_coordinates(shapes.copy(), after), dtype=object)


def _rotated(points: Floats, angle: Floats) -> Floats:
    cosine, sine = np.cos(angle), np.sin(angle)
    x, y = points[:, 0], points[:, 1]
    return np.column_stack([x * cosine - y * sine, x * sine + y * cosine])


def laid(shapes: Shapes, angles: Floats) -> tuple[Shapes, Floats]:
    """The shapes turned by `-angles` and then moved to the origin by their lowest corners.

    Answers those corners too, which `raised` takes to lay them back.
    """
    points, owner = shapely.get_coordinates(shapes, return_index=True)
    after = _rotated(points, -angles[owner])
    corner = np.empty((len(shapes), 2))
    if len(shapes):
        corner = np.minimum.reduceat(after, np.searchsorted(owner, np.arange(len(shapes))))
    lying = shapely.set_coordinates(shapes.copy(), after - corner[owner])
    return np.asarray(lying, dtype=object), corner


def raised(shapes: Shapes, angles: Floats, corners: Floats) -> Shapes:
    """The shapes moved to their corners and turned by `angles`: the way back from `laid`."""
    points, owner = shapely.get_coordinates(shapes, return_index=True)
    after = _rotated(points + corners[owner], angles[owner])
    return np.asarray(shapely.set_coordinates(shapes.copy(), after), dtype=object)


def objects(count: int) -> Shapes:
    """An empty array of shapes."""
    return np.empty(count, dtype=object)


def joined(parts: list[Shapes]) -> Shapes:
    """Arrays of shapes as one."""
    return np.concatenate([objects(0), *parts])


def polygons_of(shapes: Shapes, least_m2: float) -> tuple[Shapes, Ints]:
    """The polygons in `shapes` that are at least so large, and which shape each came from."""
    parts, owner = shapely.get_parts(shapes, return_index=True)
    kept = (shapely.get_type_id(parts) == 3) & (shapely.area(parts) >= least_m2)
    return parts[kept], owner[kept].astype(np.int64)
