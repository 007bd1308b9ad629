"""Join the member ways of a relation into closed rings, by the nodes at their ends."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from qala.sources.osm.elements import Ways

Ring = NDArray[np.float64]
"""Shape (n, 2), degrees, first point equal to the last."""


class RingNotClosed(ValueError):
    """A member way ends where no other begins."""


def join_ways(ways: Ways, positions: Sequence[int]) -> list[Ring]:
    """The rings that the ways at `positions` form; raises RingNotClosed.

    A closed way is a ring; open ways are followed from node to node. Where a walk comes back to
    a node it has passed, the part since then is a ring of its own (rings that touch in a point).
    A walk cannot get stuck, since an even number of ends meets at every node.
    """
    rings = [_coordinates(ways, each) for each in positions if ways.is_closed(each)]
    at_node: dict[int, list[int]] = defaultdict(list)
    for each in positions:
        if not ways.is_closed(each):
            at_node[ways.first[each]].append(each)
            at_node[ways.last[each]].append(each)
    loose = [node for node, ends in at_node.items() if len(ends) % 2]
    if loose:
        raise RingNotClosed(f"n{loose[0]}")
    used: set[int] = set()
    for each in positions:
        if not ways.is_closed(each) and each not in used:
            rings.extend(_walk(ways, each, at_node, used))
    return rings


def _walk(ways: Ways, start: int, at_node: dict[int, list[int]], used: set[int]) -> list[Ring]:
    """Follow unused ways from the first node of `start` until nothing is left open."""
    rings: list[Ring] = []
    nodes = [ways.first[start]]
    parts: list[Ring] = []
    way: int | None = start
    while way is not None:
        used.add(way)
        forward = ways.first[way] == nodes[-1]
        line = _coordinates(ways, way)
        parts.append(line if forward else line[::-1])
        node = ways.last[way] if forward else ways.first[way]
        if node in nodes:
            since = nodes.index(node)
            rings.append(_joined(parts[since:]))
            del nodes[since + 1 :], parts[since:]
        else:
            nodes.append(node)
        way = next((each for each in at_node[nodes[-1]] if each not in used), None)
    return rings


def _coordinates(ways: Ways, position: int) -> Ring:
    return np.asarray(shapely.get_coordinates(ways.lines[position]), dtype=np.float64)


def _joined(parts: Sequence[Ring]) -> Ring:
    """The parts one after the other, each starting where the last one ended."""
    return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])
