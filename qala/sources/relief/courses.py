"""The courses of streams, from the head down, and their bends."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray

from qala.core.projection import Points
from qala.sources.relief.grid import Grid, Heights

NEAR_M = 300.0
"""A spot height this near to a stream is the height of the stream there."""
BEND_M = 500.0
"""The shortest bend of a stream whose course is not known well."""
WANDER = 0.4
"""How far it wanders, as a share of what its course is known to."""

Along = NDArray[np.float64]
"""Shape (n,): metres from the head of a stream."""


@dataclass(frozen=True)
class Course:
    """A stream: vertices on the plane, from the head down; its course is known to `within_m`."""

    id: str
    points: Points
    within_m: float = 0.0

    @cached_property
    def line(self) -> shapely.LineString:
        return shapely.LineString(self.points)

    @property
    def length_m(self) -> float:
        return float(self._measured[-1])

    @cached_property
    def _measured(self) -> Along:
        """Metres from the head to each vertex."""
        return np.append(0.0, np.hypot(*np.diff(self.points, axis=0).T).cumsum())

    def at(self, along: Along) -> Points:
        """The points so many metres from the head."""
        return np.column_stack([np.interp(along, self._measured, each) for each in self.points.T])

    def every(self, step_m: float) -> Along:
        """Distances from the head, at most `step_m` apart, both ends included."""
        return np.linspace(0, self.length_m, max(2, int(np.ceil(self.length_m / step_m)) + 1))

    def nearest(self, points: Points) -> tuple[Along, NDArray[np.float64]]:
        """For each point: metres from the head to the place next to it, and the distance there."""
        found = shapely.points(points)
        along = shapely.line_locate_point(self.line, found)
        return np.asarray(along), np.asarray(shapely.distance(self.line, found))


def downhill(courses: Sequence[Course], form: Heights, grid: Grid) -> list[Course]:
    """The courses, each turned so that the large form falls along it, the lowest mouth first."""
    turned = []
    for course in courses:
        head, mouth = grid.sample(form, course.points[[0, -1]])
        points = course.points if head >= mouth else course.points[::-1]
        turned.append((min(head, mouth), replace(course, points=points)))
    return [course for _, course in sorted(turned, key=lambda each: each[0])]


def wandering(course: Course, rng: np.random.Generator) -> Course:
    """The course with bends, as far as it is not known better; its ends stay where they are."""
    if not course.within_m:
        return course
    along = course.every(BEND_M / 8)
    share = along / along[-1]
    bends = np.zeros((along.size, 2))
    for wave in range(1, int(along[-1] / BEND_M) + 1):
        phase = rng.uniform(0, 2 * np.pi, 2)
        bends += np.sin(2 * np.pi * wave * share[:, None] + phase) * rng.normal(size=2) / wave**0.75
    reach = course.within_m * WANDER / max(float(np.abs(bends).max()), 1e-9)
    taper = np.minimum(1.0, np.minimum(share, 1 - share) * along[-1] / BEND_M)
    return replace(course, points=course.at(along) + bends * reach * taper[:, None])


def through(course: Course, spots: Points) -> Course:
    """The course bent through the spots beside it, as far as it is not known better."""
    if not course.within_m:
        return course
    along = course.every(BEND_M / 8)
    points = course.at(along)
    _, distance = course.nearest(spots)
    for spot in spots[distance <= NEAR_M]:
        apart = spot - points
        nearest = int(np.hypot(*apart.T).argmin())
        if 0 < nearest < len(points) - 1:
            pull = np.maximum(0, 1 - np.abs(along - along[nearest]) / BEND_M)
            points = points + apart[nearest] * pull[:, None]
    return replace(course, points=points)
