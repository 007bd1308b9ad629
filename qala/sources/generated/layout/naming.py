"""Streets from pieces of the network: authored ones as they are, the others with a name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import LineString

from qala.sources.generated.layout.groups import Indices
from qala.sources.generated.layout.network import Net, Shapes
from qala.sources.generated.layout.runs import runs, whole
from qala.sources.generated.plan import Street
from qala.sources.generated.street_names import StreetNames

WIDTH_M: Mapping[str, float] = {
    "motorway": 34.0, "trunk": 34.0, "primary": 30.0, "secondary": 24.0, "tertiary": 17.0,
    "residential": 12.0, "unclassified": 10.0, "living_street": 9.0, "service": 7.0,
}  # fmt: skip
USUAL_WIDTH_M = 12.0


@dataclass(frozen=True, slots=True)
class Course:
    """What a piece was cut from: an authored road or a laid street.

    `number` is the same for all parts of an authored road; a laid street has -1 and no names yet.
    """

    road_class: str
    number: int = -1
    names: Mapping[str, str] | None = None
    lanes: int | None = None


def name_streets(
    net: Net, courses: Sequence[Course], names: StreetNames, random: np.random.Generator
) -> tuple[Street, ...]:
    """The streets in the order of the pieces; one name along each run of laid streets."""
    of_piece = [courses[source] for source in net.source]
    run = runs(net, np.array([_kind(each) for each in of_piece], dtype=np.int64))
    for index, course in enumerate(of_piece):
        if course.names is not None:
            run[index] = -1 - course.number
    length = np.bincount(run - run.min(), weights=shapely.length(net.pieces))[run - run.min()]
    called = _called(run, length, of_piece, names, random)
    streets: list[Street] = []
    for members in whole(net, run):
        course = _commonest(members, of_piece, net)
        for part in _joined(net.pieces[members]):
            streets.append(
                Street(
                    id=f"s{len(streets) + 1:05d}",
                    road_class=course.road_class,
                    line=part,
                    width_m=WIDTH_M.get(course.road_class, USUAL_WIDTH_M),
                    names=course.names or called[int(run[members[0]])],
                    generated=course.names is None,
                    lanes=course.lanes,
                )
            )
    return tuple(streets)


def _kind(course: Course) -> int:
    """Streets, drives and authored roads never run into one another; authored ones by number."""
    if course.names is not None:
        return 2 + course.number
    return int(course.road_class == "service")


def _called(
    run: Indices,
    length: NDArray[np.float64],
    of_piece: Sequence[Course],
    names: StreetNames,
    random: np.random.Generator,
) -> dict[int, Mapping[str, str]]:
    """A name for each run of laid streets, the plainest for the longest. `length`: of its run."""
    streets: list[int] = []
    drives: list[int] = []
    for number in dict.fromkeys(run[run >= 0].tolist()):
        (drives if of_piece[number].road_class == "service" else streets).append(number)
    streets.sort(key=lambda number: -round(float(length[number])))
    called: dict[int, Mapping[str, str]] = dict(
        zip(streets, names.streets(len(streets), random), strict=True)
    )
    return called | dict(zip(drives, names.drives(len(drives)), strict=True))


def _joined(pieces: Shapes) -> list[LineString]:
    """The pieces as one line, as several where they make none."""
    if len(pieces) == 1:
        return list(pieces)
    return list(shapely.get_parts(shapely.line_merge(shapely.multilinestrings(list(pieces)))))


def _commonest(members: Sequence[int], of_piece: Sequence[Course], net: Net) -> Course:
    """The course that most of the way comes from."""
    if len(members) == 1:
        return of_piece[members[0]]
    length = shapely.length(net.pieces[list(members)])
    return of_piece[members[int(np.argmax(length))]]
