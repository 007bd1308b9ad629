"""Features of one name that lie together, as one: the pieces of a street."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from qala.atlas.search.names import Bounds
from qala.atlas.search.rows import Rows
from qala.core.text import Text

TOGETHER_DEGREES = 0.015
"""Pieces farther apart than about 1.5 km are streets of their own that share a name."""


@dataclass(frozen=True, slots=True)
class Merged:
    """A street: the id of the piece in its middle, a point on it, and what all pieces are."""

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


def merged(batches: Iterable[Rows], key: Callable[[Text], Hashable]) -> Iterator[Merged]:
    """The features of all batches, those of one key that lie together as one."""
    by_name: dict[Hashable, list[_Piece]] = defaultdict(list)
    for rows in batches:
        for each in zip(rows.ids, rows.titles, rows.shapes, rows.weights, strict=True):
            by_name[key(each[1])].append(_Piece(*each))
    for pieces in by_name.values():
        for street in _together(pieces):
            yield _street(street)


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
        title=pieces[middle].title,
        shape=shapely.GeometryCollection(list(shapes)) if len(pieces) > 1 else shapes[0],
        point=points[middle],
        bounds=(round(west, 5), round(south, 5), round(east, 5), round(north, 5)),
        weights=tuple(dict.fromkeys(each.weight for each in pieces)),
    )
