"""Web Mercator (EPSG:3857), in which the map and its tiles lie.

A place is told as shares of the square world, 0 to 1 to the right and down from its upper left
corner, as tiles are counted. Method: IOGP guidance note 7-2, method 1024.
Zooms are MapLibre's: at zoom 0 the world is 512 pixels wide.
"""

from math import atan, degrees, inf, log2, pi, sinh

import numpy as np

from qala.core.geometry import BBox
from qala.core.projection import Points

WORLD_M = 2 * pi * 6_378_137
"""The side of the square: the equator of WGS 84."""
WORLD_PX = 512
"""The side of the square at zoom 0."""
LATITUDE_MAX = degrees(atan(sinh(pi)))
"""The upper edge of the square, 85.0511 degrees; what lies beyond it is put there."""
SMALLEST_SHARE = 1e-9
"""A point is looked at as if it were so large, about 4 cm."""


def shares(points: Points) -> Points:
    """Longitudes and latitudes as shares of the world; shape (n, 2) in and out."""
    latitudes = np.radians(np.clip(points[:, 1], -LATITUDE_MAX, LATITUDE_MAX))
    return np.column_stack(
        (points[:, 0] / 360 + 0.5, 0.5 - np.arctanh(np.sin(latitudes)) / (2 * pi))
    )


def share(lon: float, lat: float) -> tuple[float, float]:
    """One place as shares of the world."""
    x, y = shares(np.array([[lon, lat]]))[0].tolist()
    return x, y


def latitude(y: float) -> float:
    """The latitude that lies so far down."""
    return degrees(atan(sinh(pi * (1 - 2 * y))))


def metres(points: Points) -> Points:
    """Longitudes and latitudes as metres of EPSG:3857, to the right and up."""
    return (shares(points) - 0.5) * (WORLD_M, -WORLD_M)


def zoom_around(
    box: BBox, *, width_px: float, height_px: float = inf, filled: bool = False
) -> float:
    """The closest zoom at which a window of that size shows the whole box.

    A `filled` window shows as much of the box as fits without anything beside it.
    """
    west, north = share(box.west, box.north)
    east, south = share(box.east, box.south)
    across = max(east - west, SMALLEST_SHARE) / width_px
    down = max(south - north, SMALLEST_SHARE) / height_px
    return -log2((min(across, down) if filled else max(across, down)) * WORLD_PX)
