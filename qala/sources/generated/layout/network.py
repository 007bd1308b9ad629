"""From courses of streets to a network: noded, without slivers, in one piece."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

from qala.sources.generated.layout.groups import Groups, Indices

GRID_M = 0.1
"""Streets are noded on a grid this fine."""
NEAR_M = 0.4
FLAT_M = 0.4
TOUCH_M = 1.0

Flags = NDArray[np.bool_]
Shapes = NDArray[np.object_]


@dataclass(slots=True)
class Net:
    """Pieces between nodes. `source`: which course each comes from (the lowest where many).

    `left`, `right`: the face on each side, -1 where there is none.
    """

    pieces: Shapes
    source: Indices
    starts: Indices
    ends: Indices
    faces: Shapes
    left: Indices
    right: Indices

    def kept(self, keep: Flags) -> "Net":
        """The same faces with fewer pieces between them."""
        return Net(
            self.pieces[keep], self.source[keep], self.starts[keep], self.ends[keep],
            self.faces, self.left[keep], self.right[keep],
        )  # fmt: skip


def node(courses: Iterable[BaseGeometry]) -> Net:
    """Cut all courses at their crossings."""
    given = np.array(list(courses), dtype=object)
    pieces = shapely.get_parts(shapely.union_all(given, grid_size=GRID_M))
    pieces = pieces[np.lexsort(_keys(pieces))]
    middles = shapely.line_interpolate_point(pieces, 0.5, normalized=True)
    tree = shapely.STRtree(given)
    piece, source = tree.query(middles, predicate="dwithin", distance=NEAR_M)
    lowest = np.full(len(pieces), len(given), dtype=np.int64)
    np.minimum.at(lowest, piece, source)
    starts, ends = _nodes(pieces)
    faces = shapely.get_parts(shapely.polygonize(pieces))
    left, right = _sides(pieces, middles, faces)
    net = Net(pieces, lowest, starts, ends, faces, left, right)
    return net.kept(_single(net, middles))


def spliced(net: Net, links: Sequence[LineString], source: int) -> Net:
    """The network with links cut in, which get `source` and the numbers after it.

    Only what the links touch is noded anew. Pieces of `source` or more move up behind the links.
    The faces are not told.
    """
    if not links:
        return net
    source_of = np.where(net.source < source, net.source, net.source + len(links))
    touched = np.zeros(len(net.pieces), dtype=bool)
    hits = shapely.STRtree(net.pieces).query(list(links), predicate="dwithin", distance=TOUCH_M)
    touched[hits[1]] = True
    given = np.concatenate([source_of[touched], source + np.arange(len(links))])
    order = np.argsort(given, kind="stable")
    courses = np.array([*net.pieces[touched], *links], dtype=object)
    fresh = node(courses[order])
    pieces = np.concatenate([net.pieces[~touched], fresh.pieces])
    sources = np.concatenate([source_of[~touched], given[order][fresh.source]])
    untold = np.full(len(pieces), -1, dtype=np.int64)
    return Net(pieces, sources, *_nodes(pieces), np.empty(0, dtype=object), untold, untold)


def _single(net: Net, middles: Shapes) -> Flags:
    """Which pieces stay when of two that lie on one another (by rounding) only one is left.

    Between them is a face of no width: its piece of the last course goes, of several the longest.
    """
    keep = np.ones(len(net.pieces), dtype=bool)
    width = 2 * shapely.area(net.faces) / shapely.length(net.faces)
    flat = net.faces[width < FLAT_M]
    length = shapely.length(net.pieces)
    face, piece = shapely.STRtree(middles).query(flat, predicate="dwithin", distance=GRID_M / 2)
    for beside in np.split(piece, np.searchsorted(face, np.arange(1, len(flat)))):
        if len(beside) > 1 and keep[beside].all():
            keep[max(beside, key=lambda index: (net.source[index], length[index]))] = False
    return keep


def _keys(pieces: Shapes) -> tuple[NDArray[np.float64], ...]:
    box = shapely.bounds(pieces)
    return tuple(box.T)


def _nodes(pieces: Shapes) -> tuple[Indices, Indices]:
    """Numbers of the nodes at both ends of each piece."""
    first = shapely.get_coordinates(shapely.get_point(pieces, 0))
    last = shapely.get_coordinates(shapely.get_point(pieces, -1))
    grid = np.rint(np.concatenate([first, last]) / GRID_M).astype(np.int64)
    _, numbers = np.unique(grid, axis=0, return_inverse=True)
    numbers = numbers.reshape(-1)
    return numbers[: len(pieces)], numbers[len(pieces) :]


def _sides(pieces: Shapes, middles: Shapes, faces: Shapes) -> tuple[Indices, Indices]:
    half = shapely.length(pieces) / 2
    ahead = shapely.get_coordinates(shapely.line_interpolate_point(pieces, half + 0.05))
    here = shapely.get_coordinates(middles)
    step = ahead - here
    step /= np.maximum(np.hypot(step[:, 0], step[:, 1]), 1e-9)[:, None]
    normal = np.column_stack([-step[:, 1], step[:, 0]]) * 0.5
    tree = shapely.STRtree(faces)
    return _inside(tree, here + normal), _inside(tree, here - normal)


def _inside(tree: shapely.STRtree, points: NDArray[np.float64]) -> Indices:
    found = np.full(len(points), -1, dtype=np.int64)
    point, face = tree.query(shapely.points(points), predicate="within")
    found[point] = face
    return found


def merge_small(net: Net, loose: Flags, least_m2: NDArray[np.float64], thin_m: float) -> Net:
    """Drop loose pieces between a face that is too small and its neighbour with most border.

    `loose`: pieces that may go; `least_m2`: what each face must have. A face is also too small
    where twice its area over its perimeter is below `thin_m`.
    """
    groups = Groups(len(net.faces))
    area = shapely.area(net.faces)
    thin = 2 * area / np.maximum(shapely.length(net.faces), 1) < thin_m
    small = np.flatnonzero((area < least_m2) | thin)
    borders: dict[int, list[int]] = {}
    length = shapely.length(net.pieces)
    for index in np.flatnonzero(loose & (net.left >= 0) & (net.right >= 0)):
        borders.setdefault(int(net.left[index]), []).append(int(index))
        borders.setdefault(int(net.right[index]), []).append(int(index))
    joined = set()
    for face in small[np.argsort(area[small], kind="stable")]:
        if groups.root(int(face)) in joined:
            continue
        _join_best(int(face), borders, net, length, groups)
        joined.add(groups.root(int(face)))
    roots = groups.roots()
    inner = (net.left >= 0) & (net.right >= 0) & (net.left != net.right)
    gone = loose & inner & (roots[net.left] == roots[net.right])
    return net.kept(~gone)


def _join_best(
    face: int, borders: dict[int, list[int]], net: Net, length: NDArray[np.float64], groups: Groups
) -> None:
    shared: dict[int, float] = {}
    for index in borders.get(face, ()):
        other = int(net.right[index] if net.left[index] == face else net.left[index])
        if other != face:
            shared[other] = shared.get(other, 0.0) + float(length[index])
    if shared:
        groups.join(face, max(shared, key=lambda other: (shared[other], -other)))


def welded(net: Net, shortest_m: float) -> Net:
    """The same network without pieces shorter than that: their ends become one node.

    A course goes on over its own short piece; others are led to the end of the lowest of them:
    so authored roads do not move.
    """
    tiny = shapely.length(net.pieces) < shortest_m
    groups = Groups(int(max(net.starts.max(), net.ends.max())) + 1)
    for start, end in zip(net.starts[tiny].tolist(), net.ends[tiny].tolist(), strict=True):
        groups.join(start, end)
    roots = groups.roots()
    kept = net.kept(~tiny)
    kept.starts, kept.ends = roots[kept.starts], roots[kept.ends]
    moved = set(roots[np.concatenate([net.starts[tiny], net.ends[tiny]])].tolist())
    own = {
        (int(roots[net.starts[index]]), int(net.source[index])) for index in np.flatnonzero(tiny)
    }
    ends = [
        (((node, source) in own, source), index, end, node)
        for end, nodes in ((0, kept.starts), (-1, kept.ends))
        for index, (node, source) in enumerate(
            zip(nodes.tolist(), kept.source.tolist(), strict=True)
        )
        if node in moved
    ]
    place: dict[int, NDArray[np.float64]] = {}
    for (longer, _), index, end, node in sorted(ends):
        points = shapely.get_coordinates(kept.pieces[index])
        target = place.setdefault(node, points[end].copy())
        if longer and (points[end] != target).any():
            points = np.insert(points, 0 if end == 0 else len(points), target, axis=0)
        else:
            points[end] = target
        kept.pieces[index] = LineString(points)
    return kept


def prune(net: Net, loose: Flags, longest_m: float) -> Flags:
    """Which pieces stay when loose dead ends that part no two faces are taken away."""
    keep = np.ones(len(net.pieces), dtype=bool)
    stub = loose & (net.left == net.right) & (shapely.length(net.pieces) < longest_m)
    while True:
        degree = np.bincount(
            np.concatenate([net.starts[keep], net.ends[keep]]),
            minlength=int(max(net.starts.max(), net.ends.max())) + 1,
        )
        dead = keep & stub & ((degree[net.starts] == 1) | (degree[net.ends] == 1))
        if not dead.any():
            return keep
        keep &= ~dead
