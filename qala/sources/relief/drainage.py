"""Ground that water has shaped: heights that fall everywhere along a network of streams.

At steady state a stream's slope is S = k (A / A0)^-theta, with A the area it drains (Flint 1974,
"Stream gradient as a function of order, magnitude, and discharge"; Whipple and Tucker 1999). The
height of a place is then the least climb to it from a known one, which is a problem of shortest
paths; the paths are the streams, and ridges stand where paths from two sides meet. Area and
heights are found in turn, as by Cordonnier et al. 2016, "Large scale terrain generation from
tectonic uplift and fluvial erosion".
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

from qala.sources.relief.grid import Cells, Heights

CONCAVITY = 0.36
"""Theta: a stream that drains 10 km2 is about a sixth as steep as the slopes above it."""
SLOPE_AREA_M2 = 150_000.0
"""A0: what drains less than this is a hillside, not a stream."""
GENTLEST = 0.06
"""The least of the factor (A / A0)^-theta."""
AROUND = ((-1, -1), (-1, 0), (-1, 1), (0, -1), (0, 1), (1, -1), (1, 0), (1, 1))


@dataclass(frozen=True, slots=True)
class Drained:
    """Heights, and for each cell (flattened) the cell it drains to: itself where it was given."""

    heights: Heights
    receivers: Cells


def climb(slope: Heights, cell_m: float, given: Cells, levels: NDArray[np.float64]) -> Drained:
    """The least climb to each cell from the `given` ones, whose heights are `levels`.

    `slope` (metres per metre, positive) is the gradient across each cell. A given cell that is
    reached from another at a lower height takes that height.
    """
    cells = slope.size
    lowest = float(levels.min())
    graph = csr_matrix(
        (
            np.concatenate([_climbs(slope, cell_m), levels - lowest + 1.0]),
            np.concatenate([_neighbours(slope.shape), given.astype(np.int32)]),
            np.append(np.arange(0, 8 * cells + 1, 8), 8 * cells + given.size),
        ),
        shape=(cells + 1, cells + 1),
    )
    reached, receivers = dijkstra(graph, indices=cells, return_predecessors=True)
    receivers = receivers[:cells].astype(np.intp)
    own = receivers == cells
    receivers[own] = np.flatnonzero(own)
    return Drained((reached[:cells] + lowest - 1.0).reshape(slope.shape), receivers)


@lru_cache(maxsize=4)
def _neighbours(shape: tuple[int, int]) -> NDArray[np.int32]:
    """The eight neighbours of each cell; over the edge, the cell itself."""
    rows, columns = shape
    own = np.arange(rows * columns, dtype=np.int32).reshape(shape)
    numbers = np.pad(own, 1, constant_values=-1)
    beside = [
        numbers[1 + down : 1 + down + rows, 1 + right : 1 + right + columns]
        for down, right in AROUND
    ]
    return np.stack([np.where(each < 0, own, each).ravel() for each in beside], axis=1).ravel()


def _climbs(slope: Heights, cell_m: float) -> NDArray[np.float64]:
    """The climb to each of the eight neighbours of each cell; over the edge it is infinite."""
    rows, columns = slope.shape
    slopes = np.pad(slope, 1, constant_values=np.inf)
    climbs = [
        0.5
        * cell_m
        * float(np.hypot(down, right))
        * (slope + slopes[1 + down : 1 + down + rows, 1 + right : 1 + right + columns])
        for down, right in AROUND
    ]
    return np.stack([each.ravel() for each in climbs], axis=1).ravel()


def drained_area(receivers: Cells, cell_m: float) -> NDArray[np.float64]:
    """The area in square metres that drains through each cell, its own included."""
    area = np.full(receivers.size, cell_m * cell_m)
    depth = _depth(receivers)
    order = np.argsort(depth, kind="stable")
    ends = np.searchsorted(depth[order], np.arange(depth.max() + 2))
    for level in range(int(depth.max()), 0, -1):
        cells = order[ends[level] : ends[level + 1]]
        np.add.at(area, receivers[cells], area[cells])
    return area


def outlets(receivers: Cells) -> Cells:
    """The given cell that each cell drains to in the end."""
    ends = receivers
    while not np.array_equal(further := ends[ends], ends):
        ends = further
    return ends


def _depth(receivers: Cells) -> Cells:
    """How many steps each cell is from its outlet, by doubling the stride."""
    depth = (receivers != np.arange(receivers.size)).astype(np.intp)
    ends = receivers
    while depth[ends].any():
        depth = depth + depth[ends]
        ends = ends[ends]
    return np.asarray(depth)


def gentling(area_m2: NDArray[np.float64]) -> NDArray[np.float64]:
    """How much gentler than a hillside a place is that drains so much: 1 down to GENTLEST."""
    return np.clip((area_m2 / SLOPE_AREA_M2) ** -CONCAVITY, GENTLEST, 1.0)
