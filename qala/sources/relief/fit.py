"""Making the ground meet what is known of it to the metre: spots, streams and lakes."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import distance_transform_edt
from scipy.spatial.distance import cdist

from qala.core.projection import Points
from qala.sources.relief.grid import Cells, Grid, Heights
from qala.sources.relief.profiles import Profile

REACH_M = 2500.0
"""How far a spot pulls the ground up or down."""
BANK_M = 240.0
"""How far from a stream its bed is felt."""


@dataclass(frozen=True, slots=True)
class Misfit:
    """How far heights are from the ground at spots, in metres: root mean square, and greatest."""

    rms_m: float
    greatest_m: float


def misfit(differences: NDArray[np.float64]) -> Misfit:
    if not differences.size:
        return Misfit(0.0, 0.0)
    return Misfit(float(np.sqrt(np.mean(differences**2))), float(np.abs(differences).max()))


def met(ground: Heights, grid: Grid, spots: Points, heights: NDArray[np.float64]) -> Heights:
    """The ground moved by a smooth sum of humps so that it passes through the spots.

    The hump is Wendland's function of 1995 (positive definite, smooth, nothing beyond REACH_M).
    """
    if not len(spots):
        return ground
    asked = heights - grid.sample(ground, spots)
    strength = np.linalg.solve(_hump(cdist(spots, spots)), asked)
    moved = ground.copy()
    for spot, lift in zip(spots, strength, strict=True):
        window, middles = grid.around(spot, REACH_M)
        moved[window] += lift * _hump(np.hypot(*(middles - spot[:, None, None])))
    return moved


def _hump(distance: NDArray[np.float64]) -> NDArray[np.float64]:
    share = np.minimum(distance / REACH_M, 1.0)
    return np.asarray((1 - share) ** 4 * (4 * share + 1))


def bedded(ground: Heights, grid: Grid, beds: "Beds") -> Heights:
    """The ground with its streams and lakes at their heights, and banks that lead to them.

    A bed is three cells wide, so that the ground falls along a stream between the cells as well.
    """
    if not beds.cells.size:
        return ground
    wet = np.zeros(grid.shape, bool)
    wet.ravel()[beds.cells] = True
    level = np.zeros(grid.shape)
    level.ravel()[beds.cells] = beds.levels
    distance, (row, column) = distance_transform_edt(~wet, return_indices=True)
    share = np.clip((distance - 1) * grid.cell_m / BANK_M, 0, 1)
    shift = (level - ground)[row, column] * (1 - share * share * (3 - 2 * share))
    return np.asarray(np.where(distance <= 1, level[row, column], ground + shift))


@dataclass(frozen=True, slots=True)
class Beds:
    """Cells under water (flattened, each once) with the heights of their streams and lakes."""

    cells: Cells
    levels: NDArray[np.float64]


def beds(profiles: Sequence[Profile], lakes: Sequence[tuple[Cells, float]], grid: Grid) -> Beds:
    """The cells of streams and lakes; from cell to cell no stream ever rises.

    Where a stream meets itself, another one or a lake, the lower height wins and is carried on
    downstream, until nothing changes; a lake keeps its level, and holds up what flows into it.
    """
    runs = [_run(profile, grid) for profile in profiles]
    still = np.full(grid.rows * grid.columns, np.nan)
    for cells, height in lakes:
        still[cells] = height
    level = np.full(still.size, np.inf)
    for cells, heights in runs:
        np.minimum.at(level, cells, np.maximum(heights, _held(cells, still)))
    moving = True
    while moving:
        before = level.copy()
        for cells, _ in runs:
            _let_fall(cells, level, still)
        moving = not np.array_equal(before, level)
    level = np.where(np.isnan(still), level, still)
    wet = np.flatnonzero(np.isfinite(level))
    return Beds(wet, level[wet])


def _run(profile: Profile, grid: Grid) -> tuple[Cells, NDArray[np.float64]]:
    """The cells a stream runs through from its head, and its heights there."""
    along = profile.course.every(grid.cell_m / 16)
    points = profile.course.at(along)
    inside = grid.holds(points)
    cells, heights = grid.cells(points[inside]), profile.at(along[inside])
    entered = np.flatnonzero(np.diff(cells, prepend=-1))
    return cells[entered], heights[entered]


def _let_fall(cells: Cells, level: NDArray[np.float64], still: NDArray[np.float64]) -> None:
    """Lower the levels along a run so that it never rises, nor falls below a lake to come."""
    heights = np.minimum.accumulate(np.fmin(level[cells], still[cells]))
    np.minimum.at(level, cells, np.maximum(heights, _held(cells, still)))


def _held(cells: Cells, still: NDArray[np.float64]) -> NDArray[np.float64]:
    """The level of the highest lake that the run still comes to, from each of its cells."""
    lakes = np.where(np.isnan(still[cells]), -np.inf, still[cells])
    return np.asarray(np.maximum.accumulate(lakes[::-1])[::-1])
