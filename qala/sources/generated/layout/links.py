"""Joining what the weaves left apart: the shortest way from each part to the rest."""

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

from qala.sources.generated.layout.groups import Indices, components
from qala.sources.generated.layout.network import Net

TRIED = 60
LONE_LENGTH_M = 400.0
LONE_DISTANCE_M = 300.0

Points = NDArray[np.float64]


def link(net: Net, closed: BaseGeometry) -> tuple[list[LineString], NDArray[np.bool_]]:
    """Links that make the network one, and the pieces worth keeping.

    A small part far from all others is given up rather than linked. Links keep out of `closed`
    (parks and lakes) where another way is at hand; they may cross rivers, on bridges.
    """
    part = components(net.starts, net.ends)
    length = np.bincount(part, weights=shapely.length(net.pieces))
    places, owner = _ends(net, part)
    main = int(np.argmax(length))
    keep = np.ones(len(net.pieces), dtype=bool)
    links: list[LineString] = []
    waiting = owner != main
    near = _Nearest(places)
    near.add(places[~waiting], waiting)
    shapely.prepare(closed)
    while waiting.any():
        order = np.flatnonzero(waiting)[np.argsort(near.away[waiting], kind="stable")[:TRIED]]
        chosen, line = _open_way(order, places, near.target, closed)
        joined = int(owner[chosen])
        if length[joined] < LONE_LENGTH_M and near.away[chosen] > LONE_DISTANCE_M:
            keep &= part != joined
        else:
            links.append(line)
            near.add(places[owner == joined], waiting & (owner != joined))
        waiting &= owner != joined
    return links, keep


def _ends(net: Net, part: Indices) -> tuple[Points, Indices]:
    first = shapely.get_coordinates(shapely.get_point(net.pieces, 0))
    last = shapely.get_coordinates(shapely.get_point(net.pieces, -1))
    places = np.concatenate([first, last])
    _, unique = np.unique(np.rint(places * 10).astype(np.int64), axis=0, return_index=True)
    unique.sort()
    return places[unique], np.concatenate([part, part])[unique]


class _Nearest:
    """For each place the nearest one of the network so far."""

    def __init__(self, places: Points) -> None:
        self.away = np.full(len(places), np.inf)
        self.target = np.zeros_like(places)
        self._places = places
        self._points = np.asarray(shapely.points(places), dtype=object)

    def add(self, known: Points, waiting: NDArray[np.bool_]) -> None:
        """Let the network grow by the known places; only those that wait are looked at."""
        of = np.flatnonzero(waiting)
        if not len(of):
            return
        tree = shapely.STRtree(np.asarray(shapely.points(known), dtype=object))
        found = tree.nearest(self._points[of])
        away = np.hypot(*(self._places[of] - known[found]).T)
        closer = away < self.away[of]
        self.away[of[closer]] = away[closer]
        self.target[of[closer]] = known[found][closer]


def _open_way(
    order: Indices, places: Points, target: Points, closed: BaseGeometry
) -> tuple[int, LineString]:
    """The first way in the order that keeps out of closed ground, else simply the first."""
    ways = [LineString([places[index], target[index]]) for index in order]
    for index, way in zip(order, ways, strict=True):
        if not closed.intersects(way):
            return int(index), way
    return int(order[0]), ways[0]
