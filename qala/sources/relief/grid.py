"""A grid of square cells on a plane in metres; row 0 lies in the north."""

from dataclasses import dataclass
from math import ceil, floor

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import map_coordinates, zoom

from qala.core.geometry import BBox
from qala.core.projection import Points

Heights = NDArray[np.float64]
"""Shape (rows, columns): metres above sea level in the middle of each cell."""
Cells = NDArray[np.intp]
"""Shape (n,): places in the flattened grid."""


@dataclass(frozen=True, slots=True)
class Grid:
    """`west` and `north` are the outer edge of the first cell, in metres on the plane."""

    west: float
    north: float
    cell_m: float
    rows: int
    columns: int

    @property
    def shape(self) -> tuple[int, int]:
        return self.rows, self.columns

    def coarser(self, times: int) -> "Grid":
        """The same ground in cells `times` as wide; rows and columns must be multiples of it."""
        return Grid(
            self.west,
            self.north,
            self.cell_m * times,
            self.rows // times,
            self.columns // times,
        )

    def middles(self) -> Points:
        """X and y of the middles of all cells, row by row."""
        x = self.west + (np.arange(self.columns) + 0.5) * self.cell_m
        y = self.north - (np.arange(self.rows) + 0.5) * self.cell_m
        return np.column_stack([each.ravel() for each in np.meshgrid(x, y)])

    def _places(self, points: Points) -> NDArray[np.float64]:
        """Rows and columns of the points, not rounded; whole numbers are middles of cells."""
        return np.stack(
            [
                (self.north - points[:, 1]) / self.cell_m - 0.5,
                (points[:, 0] - self.west) / self.cell_m - 0.5,
            ]
        )

    def holds(self, points: Points) -> NDArray[np.bool_]:
        """Which of the points lie on the grid."""
        row, column = np.rint(self._places(points))
        return np.asarray((row >= 0) & (row < self.rows) & (column >= 0) & (column < self.columns))

    def cells(self, points: Points) -> Cells:
        """The cell of each point, which must lie on the grid."""
        row, column = np.rint(self._places(points)).astype(np.intp)
        return np.asarray(row * self.columns + column)

    def around(
        self, point: NDArray[np.float64], reach_m: float
    ) -> tuple[tuple[slice, slice], NDArray[np.float64]]:
        """The window of cells within `reach_m` of the point, and x and y of their middles."""
        row, column = self._places(point[None, :])[:, 0]
        reach = reach_m / self.cell_m
        top, bottom = (int(np.clip(row + each, 0, self.rows)) for each in (-reach, reach + 1))
        left, right = (int(np.clip(column + each, 0, self.columns)) for each in (-reach, reach + 1))
        x = self.west + (np.arange(left, right) + 0.5) * self.cell_m
        y = self.north - (np.arange(top, bottom) + 0.5) * self.cell_m
        return (slice(top, bottom), slice(left, right)), np.stack(np.meshgrid(x, y))

    def sample(self, values: Heights, points: Points) -> NDArray[np.float64]:
        """Values at the points, bilinear between the middles of cells."""
        return np.asarray(map_coordinates(values, self._places(points), order=1, mode="nearest"))


def over(bounds: Points, *, cell_m: float, margin_m: float, multiple: int) -> Grid:
    """The grid over the points and `margin_m` around, its sides multiples of `multiple` cells."""
    step = cell_m * multiple
    west, south = (floor((low - margin_m) / step) for low in bounds.min(axis=0))
    east, north = (ceil((high + margin_m) / step) for high in bounds.max(axis=0))
    rows, columns = (north - south) * multiple, (east - west) * multiple
    return Grid(west * step, north * step, cell_m, rows, columns)


def outline(box: BBox, *, per_side: int = 9) -> Points:
    """Points along the edge of a box in EPSG:4326."""
    lon = np.linspace(box.west, box.east, per_side)
    lat = np.linspace(box.south, box.north, per_side)
    sides = [(lon, np.full_like(lon, y)) for y in (box.south, box.north)]
    sides += [(np.full_like(lat, x), lat) for x in (box.west, box.east)]
    return np.concatenate([np.column_stack(side) for side in sides])


def finer(values: Heights, grid: Grid) -> Heights:
    """Values of a coarser grid on `grid`, by cubic splines."""
    times = grid.rows // values.shape[0]
    if times == 1:
        return values
    return np.asarray(zoom(values, times, order=3, mode="nearest", grid_mode=True))
