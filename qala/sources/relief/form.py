"""The large form of the ground: one smooth surface through scattered heights."""

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import RBFInterpolator
from scipy.ndimage import (
    binary_dilation,
    gaussian_filter,
    gaussian_gradient_magnitude,
    label,
    minimum_filter,
)
from scipy.spatial import cKDTree

from qala.core.projection import Points
from qala.sources.relief.grid import Grid, Heights

KILOMETRE = 1000.0
HILLS = 0.1
"""The least ruggedness of hills, whose streams have valleys."""
RISES_M = ((4000.0, 250.0, 700.0), (12_000.0, 700.0, 1200.0))
"""Within so many metres, rise above the lowest ground: less than the first is plain and fans, more
than the second is mountains. The wider one knows high ground that is level over a short way."""
FAN_SLOPE, HILL_SLOPE = 0.09, 0.2
SLOPE_OVER_M = 300.0
"""The same by slope over so many metres, for a hill that stands in the plain."""
SMALLEST_PLAIN_M2 = 100e6
"""A smaller plain among mountains is a hollow of the spline, not a plain; so is RIM_M around it."""
RIM_M = 1500.0
NEXT = 6
SUMMITS_OVER_M = 1500.0
ABOVE_M = 80.0


def large_form(points: Points, heights: NDArray[np.float64], grid: Grid) -> Heights:
    """The thin plate spline through the heights, at the middles of the grid's cells.

    Method: Duchon 1977, "Splines minimizing rotation-invariant semi-norms in Sobolev spaces".
    """
    spline = RBFInterpolator(points / KILOMETRE, heights, kernel="thin_plate_spline")
    return np.asarray(spline(grid.middles() / KILOMETRE).reshape(grid.shape))


def ruggedness(form: Heights, grid: Grid) -> Heights:
    """From 0 on plains and fans to 1 on hills and mountains, by rise and slope of the form."""
    slope = gaussian_gradient_magnitude(form, SLOPE_OVER_M / grid.cell_m, mode="nearest")
    share = (slope / grid.cell_m - FAN_SLOPE) / (HILL_SLOPE - FAN_SLOPE)
    for around_m, fan_m, mountain_m in RISES_M:
        lowest = minimum_filter(form, 2 * round(around_m / grid.cell_m) + 1, mode="nearest")
        share = np.maximum(share, (form - lowest - fan_m) / (mountain_m - fan_m))
    share = np.clip(share, 0, 1)
    hollows = _small(share < 0.1, SMALLEST_PLAIN_M2 / grid.cell_m**2)
    rim = round(RIM_M / grid.cell_m)
    share = np.where(binary_dilation(hollows, iterations=rim), 1.0, share)
    return np.asarray(gaussian_filter(share * share * (3 - 2 * share), 1.0, mode="nearest"))


def summits(points: Points, heights: NDArray[np.float64], grid: Grid) -> Heights:
    """How high land between the spots may rise: a little above the highest of the next ones."""
    count = min(NEXT, len(points))
    _, nearest = cKDTree(points).query(grid.middles(), k=[*range(1, count + 1)])
    highest = heights[nearest].max(axis=1).reshape(grid.shape)
    return np.asarray(
        gaussian_filter(highest, SUMMITS_OVER_M / grid.cell_m, mode="nearest") + ABOVE_M
    )


def _small(where: NDArray[np.bool_], cells: float) -> NDArray[np.bool_]:
    """The parts of `where` that hang together and have fewer cells."""
    numbers, _ = label(where)
    return np.asarray(where & (np.bincount(numbers.ravel())[numbers] < cells))
