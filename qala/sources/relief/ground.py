"""Relief from scattered heights and the courses of streams: interpolated, and invented between.

The large form is a thin plate spline, streams fall from height to height, mountains rise between
them as water would have carved them, and at the end the ground passes through every spot.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter, minimum_filter
from shapely import Polygon, contains_xy

from qala.core.projection import Points
from qala.sources.relief.courses import Course, downhill, through, wandering
from qala.sources.relief.fit import Beds, Misfit, bedded, beds, met, misfit
from qala.sources.relief.form import HILLS, large_form, ruggedness, summits
from qala.sources.relief.grid import Cells, Grid, Heights, finer, over
from qala.sources.relief.landscape import HILLSIDE, Known, Land, risen
from qala.sources.relief.noise import fractal
from qala.sources.relief.profiles import Ground, Profile, profiles, terraces

CELL_M = 60.0
MARGIN_M = 4000.0
BROAD, MIDDLE = 4, 2
"""How many cells wide the cells are at which valleys are laid out, and then carved."""
PLAIN = 0.02
"""Less rugged ground is the large form itself."""
HOLLOW_M = 10_000.0
"""A hollow of the edge is its lowest place so far to either side."""
FOLDS = 4
FEWEST = 4
"""Spots that a ground needs."""
BED_EVERY_M = 400.0
LEFT_OVER = 0.25
"""What is left of the mass of land above the ceiling; ridges and gullies stay on it."""
MASS_M = 700.0
SUMMIT_LEFT_OVER = 0.5
"""The same of a summit that still stands above it."""
FOOTHILL = 0.25
"""How steep hillsides are where hills begin, as a share of those in mountains."""
ROUGH_M = 1.5
"""Deviation of the finest unevenness in mountains."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known, on the plane in metres: spots and their heights, streams, lakes."""

    spots: Points
    heights: NDArray[np.float64]
    courses: tuple[Course, ...] = ()
    lakes: tuple[Polygon, ...] = ()


@dataclass(frozen=True, slots=True)
class Relief:
    """Heights in metres, and how good they are.

    `fit`: how far the spots on the grid (`spots` of them) are from the ground. `left_out_...`: how
    far they would be from a coarser ground made without them, a quarter of them at a time.
    """

    grid: Grid
    heights: Heights
    profiles: tuple[Profile, ...]
    spots: int
    fit: Misfit
    left_out_plain: Misfit
    left_out_mountains: Misfit


def relief(facts: Facts, area: Points, *, seed: int, cell_m: float = CELL_M) -> Relief:
    """The relief over `area` (points on the plane) and a margin around it.

    The same facts and seed give the same heights.
    """
    grid = over(area, cell_m=cell_m, margin_m=MARGIN_M, multiple=BROAD)
    ground = _Ground(facts, grid, seed)
    heights = ground.detailed()
    plain, mountains = _left_out(facts, grid, seed)
    return Relief(
        grid,
        heights,
        ground.profiles,
        len(ground.spots),
        misfit(grid.sample(heights, ground.spots) - ground.heights),
        misfit(plain),
        misfit(mountains),
    )


class _Ground:
    """One relief in the making."""

    def __init__(self, facts: Facts, grid: Grid, seed: int) -> None:
        self.grid, self.broad = grid, grid.coarser(BROAD)
        self.random = np.random.default_rng(seed)
        self.form = large_form(facts.spots, facts.heights, self.broad)
        self.rugged = ruggedness(self.form, self.broad)
        self.ceiling = summits(facts.spots, facts.heights, self.broad)
        inside = grid.holds(facts.spots)
        self.spots, self.heights = facts.spots[inside], facts.heights[inside]
        bent = [through(wandering(each, self.random), facts.spots) for each in facts.courses]
        courses = downhill(bent, self.form, self.broad)
        over = Ground(self.form, self.rugged, self.broad)
        self.profiles = tuple(profiles(courses, facts.spots, facts.heights, over))
        mountains = self.broad.sample(self.rugged, self.spots) > HILLS
        self.terraces = {
            number: level
            for number, level in terraces(self.profiles, self.spots, self.heights).items()
            if mountains[number]
        }
        dry = np.ones(len(self.spots), bool)
        dry[list(self.terraces)] = False
        self.free, self.in_mountains = dry, dry & mountains
        self.lakes = [(lake, self._level(lake)) for lake in facts.lakes]

    def laid_out(self) -> Land:
        """Valleys and ridges in broad cells."""
        grid = self.broad
        self.texture = 0.45 * fractal(self.random, grid.shape, longest=16, power=1.4)
        rise = np.log(HILLSIDE * (FOOTHILL + (1 - FOOTHILL) * self.rugged))
        return risen(self._known(grid), grid, rise, self.texture, settling=3, fitting=8)

    def detailed(self) -> Heights:
        """The ground in the cells of the grid."""
        land, middle = self.laid_out(), self.grid.coarser(MIDDLE)
        fine = 0.25 * fractal(self.random, middle.shape, longest=5, power=0.5)
        texture = finer(self.texture, middle) + fine
        rise = finer(land.rise, middle)
        carved = risen(self._known(middle), middle, rise, texture, settling=2, fitting=2).heights
        ground = finer(gaussian_filter(carved, 0.8, mode="nearest"), self.grid)
        rugged = finer(self.rugged, self.grid)
        ground += ROUGH_M * rugged * fractal(self.random, self.grid.shape, longest=12, power=1.3)
        return self.fitted(ground, self.grid)

    def fitted(self, ground: Heights, grid: Grid) -> Heights:
        """The ground through the spots and with its streams and lakes."""
        wet = self._beds(grid)
        spots, heights = self.spots[self.free], self.heights[self.free]
        ceiling = finer(self.ceiling, grid)
        ground = met(ground, grid, spots, heights)
        mass = gaussian_filter(ground - ceiling, MASS_M / grid.cell_m, mode="nearest")
        ground -= (1 - LEFT_OVER) * np.maximum(mass, 0)
        ground -= (1 - SUMMIT_LEFT_OVER) * np.maximum(ground - ceiling, 0)
        ground = bedded(ground, grid, wet)
        return bedded(met(ground, grid, spots, heights), grid, wet)

    def _beds(self, grid: Grid) -> Beds:
        lakes = [(_inside(lake, grid), level) for lake, level in self.lakes]
        return beds(
            [*self.profiles, *self.terraces.values()],
            [each for each in lakes if each[0].size],
            grid,
        )

    def _level(self, lake: Polygon) -> float:
        """A lake's level: of the spots in it, else the lowest of the large form on its shore."""
        within = contains_xy(lake, *self.spots.T)
        if within.any():
            return float(self.heights[within].min())
        return float(self.broad.sample(self.form, np.asarray(lake.exterior.coords)).min())

    def _known(self, grid: Grid) -> Known:
        """Plains and ways off the grid at the large form, and the water."""
        form, rugged = finer(self.form, grid), finer(self.rugged, grid)
        level = np.where(_ways_off(form, grid) | (rugged < PLAIN), form, np.nan).ravel()
        wet = self._beds(grid)
        level[wet.cells] = wet.levels
        cells = np.flatnonzero(~np.isnan(level))
        chosen = self.in_mountains
        spots = self.spots[chosen], self.heights[chosen]
        return Known(cells, level[cells], (spots, self._watched()), finer(self.ceiling, grid))

    def _watched(self) -> tuple[Points, NDArray[np.float64]]:
        """Places along the streams in mountains, with their heights."""
        places, heights = [np.empty((0, 2))], [np.empty(0)]
        for profile in self.profiles:
            along = profile.course.every(BED_EVERY_M)
            points = profile.course.at(along)
            chosen = self.grid.holds(points) & (self.broad.sample(self.rugged, points) > HILLS)
            places.append(points[chosen])
            heights.append(profile.at(along[chosen]))
        return np.concatenate(places), np.concatenate(heights)


def _ways_off(form: Heights, grid: Grid) -> NDArray[np.bool_]:
    """Where water leaves the grid: the hollows of its edge."""
    edge = np.full(grid.shape, np.inf)
    edge[[0, -1]], edge[:, [0, -1]] = form[[0, -1]], form[:, [0, -1]]
    lowest = minimum_filter(edge, 2 * round(HOLLOW_M / grid.cell_m) + 1, mode="nearest")
    return np.asarray(np.isfinite(edge) & (edge == lowest))


def _inside(lake: Polygon, grid: Grid) -> Cells:
    return np.flatnonzero(contains_xy(lake, *grid.middles().T))


def in_line(spots: NDArray[np.float64]) -> bool:
    """Whether all spots lie on one line, which tells no surface. (n, 2), metres."""
    return bool(np.linalg.matrix_rank(spots - spots.mean(axis=0), tol=1.0) < 2)


def _left_out(
    facts: Facts, grid: Grid, seed: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """How far a coarser ground misses spots that it was made without, in plains and in mountains.

    Each quarter of the spots is left out in turn (cross-validation in folds: Kohavi 1995).
    """
    coarse = grid.coarser(2)
    fold = np.random.default_rng(seed).permutation(len(facts.spots)) % FOLDS
    missed, rugged = [np.empty(0)], [np.empty(0)]
    for number in range(FOLDS):
        out = (fold == number) & grid.holds(facts.spots)
        if not out.any() or len(fold) - out.sum() < FEWEST or in_line(facts.spots[~out]):
            continue
        kept = replace(facts, spots=facts.spots[~out], heights=facts.heights[~out])
        ground = _Ground(kept, coarse, seed)
        heights = ground.fitted(ground.laid_out().heights, ground.broad)
        missed.append(ground.broad.sample(heights, facts.spots[out]) - facts.heights[out])
        rugged.append(ground.broad.sample(ground.rugged, facts.spots[out]))
    differences, mountains = np.concatenate(missed), np.concatenate(rugged) > HILLS
    return differences[~mountains], differences[mountains]
