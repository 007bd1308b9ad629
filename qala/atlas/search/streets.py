"""Features of one name that lie together, as one: the pieces of a street."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from math import hypot
from typing import Any

import numpy as np
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from qala.atlas.search.names import Bounds, Name
from qala.atlas.search.rows import Rows
from qala.core.text import Text

TOGETHER_DEGREES = 0.015
"""Pieces farther apart than about 1.5 km are streets of their own that share a name."""
LONG_DEGREES, MOST_BONUS = 0.05, 0.05
"""The length of a box from which a street is as much likelier to be meant as it gets."""

Key = tuple[tuple[str, ...], frozenset[str]]
"""The words of a name, and the kinds it says."""


@dataclass(frozen=True, slots=True)
class Merged:
    """A street: the id of the piece in its middle, a point on it, and what all pieces are.

    `title` is the one that most pieces have.
    """

    id: str
    title: Text
    shape: shapely.Geometry
    point: shapely.Point
    bounds: Bounds
    weights: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    id: str
    title: Text
    shape: shapely.Geometry
    weight: str


class Told:
    """Which names there were already, and where."""

    def __init__(self, key: Callable[[str], Key]) -> None:
        self._key = key
        self._told: dict[tuple[str, tuple[str, ...]], list[Name]] = defaultdict(list)

    def add(self, name: Name) -> None:
        """Remember a name."""
        for words in self._words(name):
            self._told[name.dataset, words].append(name)

    def has(self, dataset: str, name: Name) -> bool:
        """Whether a name of `dataset` has the words of this one and lies where it lies."""
        return bool(dataset) and any(
            _touching(name.bounds, each.bounds)
            for words in self._words(name)
            for each in self._told.get((dataset, words), ())
        )

    def _words(self, name: Name) -> set[tuple[str, ...]]:
        return {self._key(title)[0] for title in name.title.values()}


def _touching(one: Bounds | None, other: Bounds | None) -> bool:
    if one is None or other is None:
        return False
    near = TOGETHER_DEGREES / 2
    apart = one[0] - near > other[2] or other[0] - near > one[2]
    return not (apart or one[1] - near > other[3] or other[1] - near > one[3])


def length_bonus(bounds: Bounds) -> float:
    """What a street is likelier to be meant for its length, by the diagonal of its box."""
    west, south, east, north = bounds
    length = hypot(east - west, north - south)
    return round(MOST_BONUS * min(1.0, length / LONG_DEGREES), 4)


def merged(batches: Iterable[Rows], key: Callable[[str], Key]) -> Iterator[Merged]:
    """The features of all batches, those of one key that lie together as one.

    A name that says no kind is of the kind that all others of its words are.
    """
    by_name: dict[Key, list[_Piece]] = defaultdict(list)
    for rows in batches:
        for each in zip(rows.ids, rows.titles, rows.shapes, rows.weights, strict=True):
            by_name[key(next(iter(each[1].values())))].append(_Piece(*each))
    for pieces in _with_kindless(by_name):
        for street in _together(pieces):
            yield _street(street)


def _with_kindless(by_name: dict[Key, list[_Piece]]) -> Iterator[list[_Piece]]:
    kinds: dict[tuple[str, ...], list[Key]] = defaultdict(list)
    for key in by_name:
        kinds[key[0]].append(key)
    for keys in kinds.values():
        if len(keys) == 2 and any(not kind for _, kind in keys):
            yield [piece for key in keys for piece in by_name[key]]
        else:
            yield from (by_name[key] for key in keys)


def _together(pieces: list[_Piece]) -> list[list[_Piece]]:
    """The pieces in groups whose boxes touch when widened a little, each group in file order."""
    if len(pieces) == 1:
        return [pieces]
    boxes = shapely.bounds(np.array([each.shape for each in pieces], dtype=object))
    wide: Any = shapely.box(*(boxes + np.array([-0.5, -0.5, 0.5, 0.5]) * TOGETHER_DEGREES).T)
    touching = shapely.STRtree(wide).query(wide, predicate="intersects")
    size = len(pieces)
    graph = coo_array((np.ones(touching.shape[1]), tuple(touching)), shape=(size, size))
    _, group = connected_components(graph, directed=False)
    groups: dict[int, list[_Piece]] = defaultdict(list)
    for piece, number in zip(pieces, group.tolist(), strict=True):
        groups[number].append(piece)
    return list(groups.values())


def _street(pieces: list[_Piece]) -> Merged:
    shapes: Any = np.array([each.shape for each in pieces], dtype=object)
    points = shapely.point_on_surface(shapes)
    west, south, east, north = map(float, shapely.total_bounds(shapes))
    centre = shapely.Point((west + east) / 2, (south + north) / 2)
    middle = int(np.argmin(shapely.distance(points, centre)))
    return Merged(
        id=pieces[middle].id,
        title=_commonest([each.title for each in pieces]),
        shape=shapely.GeometryCollection(list(shapes)) if len(pieces) > 1 else shapes[0],
        point=points[middle],
        bounds=(round(west, 5), round(south, 5), round(east, 5), round(north, 5)),
        weights=tuple(dict.fromkeys(each.weight for each in pieces)),
    )


def _commonest(titles: list[Text]) -> Text:
    said = [tuple(sorted(each.items())) for each in titles]
    return Text(dict(Counter(said).most_common(1)[0][0]))
