"""Mountains between the streams: as steep as the spot heights ask, by what each place drains."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter
from scipy.spatial import cKDTree

from qala.core.projection import Points
from qala.sources.relief.drainage import Drained, climb, drained_area, gentling, outlets
from qala.sources.relief.grid import Cells, Grid, Heights

HILLSIDE = 0.55
"""Slope of a hillside (metres per metre) before the spot heights say otherwise."""
SLOPES = (0.05, 1.0)
REACH_M = 1500.0
"""How far a spot height tells how steep its neighbourhood is."""
NEIGHBOURS = 8
LEAST_RISE_M = 30.0
"""A place that rises less above its outlet tells nothing about slopes."""
STEP = 0.8


@dataclass(frozen=True, slots=True)
class Known:
    """What is given: cells with their heights (streams, lakes, plain), and what land must reach.

    Each of `reached` are places in mountains with their heights: spots, and beds of streams.
    `ceiling`: what no nameless summit should rise above, at each cell.
    """

    cells: Cells
    levels: NDArray[np.float64]
    reached: tuple[tuple[Points, NDArray[np.float64]], ...]
    ceiling: Heights


@dataclass(frozen=True, slots=True)
class Land:
    """`rise` is the log of the slope of hillsides with which the heights were made."""

    heights: Heights
    rise: Heights


def risen(
    known: Known, grid: Grid, rise: Heights, texture: Heights, *, settling: int, fitting: int
) -> Land:
    """Land that climbs from what is given to the spots.

    `rise` is the log of the slope of hillsides to begin with, `texture` how it varies from place
    to place. First the streams settle, then hillsides become steeper or gentler until the land
    meets the spots.
    """
    share = np.ones(grid.shape)

    def land() -> Drained:
        return climb(np.exp(rise + texture) * share, grid.cell_m, known.cells, known.levels)

    for _ in range(settling):
        area = drained_area(land().receivers, grid.cell_m)
        share = np.sqrt(share * gentling(area).reshape(grid.shape))
    spreads = [_spreading(points, grid) for points, _ in known.reached]
    for _ in range(fitting):
        drained = land()
        for spread, (points, heights) in zip(spreads, known.reached, strict=True):
            rise = rise + STEP * spread(_steeper(drained, grid, points, heights))
        rise = np.clip(rise - _too_steep(drained, grid, known.ceiling), *np.log(SLOPES))
    return Land(land().heights, rise)


def _too_steep(drained: Drained, grid: Grid, ceiling: Heights) -> Heights:
    """The log of how much gentler land would have to be that rises above the ceiling."""
    base = drained.heights.ravel()[outlets(drained.receivers)].reshape(grid.shape)
    rise = np.maximum(drained.heights - base, LEAST_RISE_M)
    allowed = np.maximum(ceiling - base, LEAST_RISE_M)
    ratio = np.maximum(np.log(rise / allowed), 0.0)
    return np.asarray(gaussian_filter(ratio, REACH_M / 3 / grid.cell_m, mode="nearest"))


def _steeper(
    drained: Drained, grid: Grid, points: Points, heights: NDArray[np.float64]
) -> NDArray[np.float64]:
    """The log of how much steeper the way up to each place would have to be."""
    base = drained.heights.ravel()[outlets(drained.receivers)].reshape(grid.shape)
    floor = grid.sample(base, points)
    reached = grid.sample(drained.heights, points) - floor
    asked = heights - floor
    tells = (reached > LEAST_RISE_M) & (asked > LEAST_RISE_M)
    ratio = np.maximum(asked, LEAST_RISE_M) / np.maximum(reached, LEAST_RISE_M)
    return np.where(tells, np.log(ratio), 0.0)


def _spreading(spots: Points, grid: Grid) -> Callable[[NDArray[np.float64]], Heights]:
    """A function that spreads values at the spots over the grid, less with the distance."""
    count = min(NEIGHBOURS, len(spots))
    if not count:
        return lambda _: np.zeros(grid.shape)
    distance, nearest = cKDTree(spots).query(grid.middles(), k=[*range(1, count + 1)])
    weight = np.exp(-((distance / REACH_M) ** 2))
    weight /= np.maximum(weight.sum(axis=1, keepdims=True), 1.0)

    def spread(values: NDArray[np.float64]) -> Heights:
        field = (values[nearest] * weight).sum(axis=1).reshape(grid.shape)
        return np.asarray(gaussian_filter(field, REACH_M / 4 / grid.cell_m, mode="nearest"))

    return spread
