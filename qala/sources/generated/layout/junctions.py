"""Where streets meet the roads around them, so that the next street meets them there too."""

from math import hypot

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import LineString

BUCKET_M = 40.0

Place = tuple[float, float]


class Junctions:
    """Places of junctions so far, found by nearness (up to one bucket away)."""

    def __init__(self) -> None:
        self._buckets: dict[tuple[int, int], list[Place]] = {}

    def add(self, place: Place) -> None:
        x, y = place
        self._buckets.setdefault((int(x // BUCKET_M), int(y // BUCKET_M)), []).append(place)

    def nearest(self, place: Place, within_m: float) -> Place | None:
        """The nearest junction within the distance (at most a bucket), or None."""
        x, y = place
        column, row = int(x // BUCKET_M), int(y // BUCKET_M)
        best, least = None, min(within_m, BUCKET_M)
        for i in (column - 1, column, column + 1):
            for j in (row - 1, row, row + 1):
                for other in self._buckets.get((i, j), ()):
                    away = hypot(other[0] - x, other[1] - y)
                    if away < least:
                        best, least = other, away
        return best


def fasten(line: LineString, junctions: Junctions, within_m: float) -> LineString:
    """The line with its ends moved to junctions nearby; the way between follows in proportion."""
    points: NDArray[np.float64] = shapely.get_coordinates(line)
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
    share = (along / along[-1])[:, None]
    first, last = points[0], points[-1]
    start = junctions.nearest((first[0], first[1]), within_m) or first
    end = junctions.nearest((last[0], last[1]), within_m) or last
    moved = points + (1 - share) * (np.asarray(start) - first) + share * (np.asarray(end) - last)
    return LineString(moved)


def remember(line: LineString, junctions: Junctions) -> None:
    """Add both ends of the line."""
    points = shapely.get_coordinates(line)
    junctions.add((float(points[0][0]), float(points[0][1])))
    junctions.add((float(points[-1][0]), float(points[-1][1])))
