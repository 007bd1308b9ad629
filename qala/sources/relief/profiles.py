"""The heights of streams along their courses."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import PchipInterpolator
from scipy.optimize import isotonic_regression

from qala.core.projection import Points
from qala.sources.relief.courses import NEAR_M, Along, Course
from qala.sources.relief.form import HILLS
from qala.sources.relief.grid import Grid, Heights

BESIDE_M = 60.0
"""A spot nearer than this stands in the bed."""
MEETING_M = 400.0
"""A stream that ends this near to another flows into it."""
EVERY_M = 250.0
LEAST_FALL = 0.0005
"""Metres per metre: the least that a stream falls where nothing else is known."""
HEAD_SLOPE = 0.2
"""Metres per metre from a head of unknown height down to the first height known."""
SURE = 1e4
"""Weight of a spot height against one of the large form."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A stream with its heights: `heights` at `along` metres from the head, never rising."""

    course: Course
    along: Along
    heights: NDArray[np.float64]

    def at(self, along: Along) -> NDArray[np.float64]:
        """Heights so many metres from the head, by monotone cubics (Fritsch and Carlson 1980)."""
        return np.asarray(PchipInterpolator(self.along, self.heights)(along))


@dataclass(frozen=True, slots=True)
class Ground:
    """What streams run over: the large form, where it is rugged (0 to 1), on one grid."""

    form: Heights
    rugged: Heights
    grid: Grid


def profiles(
    courses: Sequence[Course], points: Points, heights: NDArray[np.float64], ground: Ground
) -> list[Profile]:
    """Heights along the courses, which come as from `downhill`.

    In mountains they run from one spot height on the stream to the next, in plains along the large
    form; a stream ends at the height of the one it flows into. Falling is enforced by isotonic
    regression (Barlow and others 1972).
    """
    found: list[Profile] = []
    for course in courses:
        known = _spots_on(course, points, heights)
        anchors = np.concatenate([known, _over_plain(course, known, ground)])
        anchors = _with_mouth(anchors, course, _meeting(course, found), ground)
        anchors = _with_head(anchors, course, ground)
        weights = np.where(np.isin(anchors[:, 0], known[:, 0]), SURE, 1.0)
        found.append(_falling(course, anchors, weights))
    return found


def terraces(
    found: Sequence[Profile], points: Points, heights: NDArray[np.float64]
) -> dict[int, Profile]:
    """Level ground from each spot that stands beside a stream to its bed, by the spot's number.

    A spot in the bed has none, its stream as it is.
    """
    if not found:
        return {}
    nearest = [profile.course.nearest(points) for profile in found]
    distances = np.stack([distance for _, distance in nearest])
    level = {}
    for number in np.flatnonzero(distances.min(axis=0) <= NEAR_M):
        stream = int(distances[:, number].argmin())
        bed = found[stream].course.at(nearest[stream][0][[number]])
        if distances[stream, number] >= BESIDE_M:
            bank = Course("", np.concatenate([points[[number]], bed]))
            ends = np.array([0.0, bank.length_m])
            level[int(number)] = Profile(bank, ends, np.full(2, heights[number]))
    return level


def _spots_on(course: Course, points: Points, heights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Metres from the head and height of each spot near the course."""
    along, distance = course.nearest(points)
    near = distance <= NEAR_M
    return np.column_stack([along[near], heights[near]])


def _over_plain(course: Course, known: NDArray[np.float64], ground: Ground) -> NDArray[np.float64]:
    """The same of the large form where the course crosses plains, spots excepted."""
    along = course.every(EVERY_M)
    places = course.at(along)
    plain = ground.grid.sample(ground.rugged, places) < HILLS
    plain &= ~_within(along, known[:, 0], EVERY_M)
    return np.column_stack([along, ground.grid.sample(ground.form, places)])[plain]


def _with_mouth(
    anchors: NDArray[np.float64], course: Course, meeting: float | None, ground: Ground
) -> NDArray[np.float64]:
    """The anchors and one at the mouth: the stream it flows into, else the large form."""
    length = course.length_m
    if meeting is not None:
        anchors = anchors[anchors[:, 0] < length - EVERY_M / 2]
        return np.concatenate([anchors, [[length, meeting]]])
    if _within(np.array([length]), anchors[:, 0], 2 * EVERY_M)[0]:
        return anchors
    height = float(ground.grid.sample(ground.form, course.points[-1:])[0])
    return np.concatenate([anchors, [[length, height]]])


def _with_head(anchors: NDArray[np.float64], course: Course, ground: Ground) -> NDArray[np.float64]:
    """The anchors in order, each place once, with one at the head."""
    if not _within(np.zeros(1), anchors[:, 0], 2 * EVERY_M)[0]:
        form = float(ground.grid.sample(ground.form, course.points[:1])[0])
        along, height = anchors[anchors[:, 0].argmin()]
        head = min(form, height + HEAD_SLOPE * along)
        anchors = np.concatenate([anchors, [[0.0, head]]])
    _, first = np.unique(anchors[:, 0], return_index=True)
    return anchors[first]


def _meeting(course: Course, others: Sequence[Profile]) -> float | None:
    """The height of the stream among `others` that passes the mouth of the course, if one does."""
    best, height = MEETING_M, None
    for other in others:
        along, distance = other.course.nearest(course.points[-1:])
        if distance[0] <= best:
            best, height = float(distance[0]), float(other.at(along)[0])
    return height


def _falling(course: Course, anchors: NDArray[np.float64], weights: NDArray[np.float64]) -> Profile:
    """The stream through the anchors as nearly as it can while it falls from head to mouth."""
    along = anchors[:, 0]
    tilted = anchors[:, 1] + LEAST_FALL * along
    level = isotonic_regression(tilted, weights=weights, increasing=False).x
    outer = np.array([0.0, course.length_m])
    inner = along[(along > outer[0]) & (along < outer[1])]
    places = np.concatenate([outer[:1], inner, outer[1:]])
    return Profile(course, places, np.interp(places, along, level) - LEAST_FALL * places)


def _within(values: Along, known: Along, distance: float) -> NDArray[np.bool_]:
    """Which of the values have one of `known` within the distance."""
    if not known.size:
        return np.zeros(values.shape, bool)
    return np.asarray(np.abs(values[:, None] - known[None, :]).min(axis=1) <= distance)
