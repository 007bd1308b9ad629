"""Runs: pieces of a network that go straight on through junctions and so are one street."""

from collections import defaultdict
from math import pi

import numpy as np
import shapely
from numpy.typing import NDArray

from qala.sources.generated.layout.groups import Groups, Indices
from qala.sources.generated.layout.network import Net, Shapes

MOST_BENT = 40 * pi / 180
LOOK_M = 12.0


def runs(net: Net, kind: Indices) -> Indices:
    """For each piece the number of its run. Only pieces of the same `kind` make one run."""
    groups = Groups(len(net.pieces))
    for joint in _joints(net, kind):
        for one, other in _straightest(joint):
            groups.join(one, other)
    return groups.roots()


Arm = tuple[int, float]
"""A piece at a node, and its direction away from the node."""


def _joints(net: Net, kind: Indices) -> list[list[Arm]]:
    """The pieces that meet at each node, by kind."""
    heading = np.concatenate([_headings(net.pieces, 1.0), _headings(net.pieces, -1.0)])
    nodes = np.concatenate([net.starts, net.ends])
    count = len(net.pieces)
    joints: dict[tuple[int, int], list[Arm]] = defaultdict(list)
    for index, (node, angle) in enumerate(zip(nodes.tolist(), heading.tolist(), strict=True)):
        piece = index % count
        joints[node, int(kind[piece])].append((piece, angle))
    return [joint for joint in joints.values() if len(joint) > 1]


def _headings(pieces: Shapes, sign: float) -> NDArray[np.float64]:
    """Directions in radians away from the first point (sign 1) or the last one (sign -1)."""
    reach = np.minimum(LOOK_M, shapely.length(pieces) * 0.9)
    foot = shapely.get_point(pieces, 0 if sign > 0 else -1)
    away = shapely.line_interpolate_point(pieces, sign * reach)
    step = shapely.get_coordinates(away) - shapely.get_coordinates(foot)
    angles: NDArray[np.float64] = np.arctan2(step[:, 1], step[:, 0])
    return angles


def _straightest(joint: list[Arm]) -> list[tuple[int, int]]:
    """Pairs of pieces that go on into one another, the straightest first, each piece once."""
    bends = sorted(
        (abs(abs((a - b + pi) % (2 * pi) - pi) - pi), first, second)
        for index, (first, a) in enumerate(joint)
        for second, b in joint[index + 1 :]
        if first != second
    )
    taken: set[int] = set()
    pairs = []
    for bend, first, second in bends:
        if bend <= MOST_BENT and not {first, second} & taken:
            taken |= {first, second}
            pairs.append((first, second))
    return pairs


def whole(net: Net, run: Indices) -> list[list[int]]:
    """Pieces that make one piece between junctions: of one run, with nothing else at their node."""
    degree = np.bincount(np.concatenate([net.starts, net.ends]))
    groups = Groups(len(net.pieces))
    first: dict[int, int] = {}
    for index, (start, end) in enumerate(zip(net.starts.tolist(), net.ends.tolist(), strict=True)):
        for node in (start, end):
            if degree[node] != 2:
                continue
            other = first.setdefault(node, index)
            if other != index and run[other] == run[index]:
                groups.join(other, index)
    members: dict[int, list[int]] = defaultdict(list)
    for index, root in enumerate(groups.roots().tolist()):
        members[root].append(index)
    return [members[root] for root in sorted(members)]
