"""The areas of one file: closed ways and relations, each made at most once, with reasons."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from qala.sources.osm.areas import NO_AREA, Area, polygon_of_rings, polygons_of_lines
from qala.sources.osm.elements import Relation, Tags, Ways
from qala.sources.osm.rings import RingNotClosed, join_ways

# Tags about the mapping, not about what is mapped.
_ABOUT_MAPPING = frozenset({"type", "source", "created_by", "note", "fixme", "FIXME", "comment"})
_AREA_ROLES = frozenset({"outer", "inner", "", "exclave", "enclave"})


@dataclass(slots=True)
class Assembled:
    """A relation as an area: `area` is None when `broken` says why; `mended` what was repaired.

    `tags` are its own or, where it has none (the older way of mapping), those of its outer ways.
    """

    id: int
    tags: Tags
    area: Area | None = None
    broken: str = ""
    mended: list[str] = field(default_factory=list)


class WayAreas:
    """Polygons of closed ways, made when first asked for and kept for the other layers."""

    def __init__(self, ways: Ways) -> None:
        self.ways = ways
        self.made: dict[int, BaseGeometry | None] = {}
        self.skipped: dict[int, str] = {}
        self.mended: dict[int, str] = {}

    def of(self, positions: Sequence[int]) -> NDArray[np.object_]:
        """A polygon, or None with its reason in `skipped`, for each of the ways."""
        new = [each for each in dict.fromkeys(positions) if each not in self.made]
        whole = [each for each in new if each not in self.ways.problems]
        for each in set(new) - set(whole):
            self.made[each] = None
            self.skipped[each] = self.ways.problems[each]
        polygons, skipped, mended = polygons_of_lines(self.ways.lines[whole])
        self.made.update(zip(whole, polygons, strict=True))
        self.skipped.update({whole[at]: reason for at, reason in skipped.items()})
        self.mended.update({whole[at]: reason for at, reason in mended.items()})
        found = np.empty(len(positions), dtype=object)
        found[:] = [self.made[each] for each in positions]
        return found


def assemble(ways: Ways, relations: Sequence[Relation]) -> tuple[list[Assembled], set[int]]:
    """All relations as areas, and the positions of outer ways that only repeat their relation.

    Such a way carries the tags that make the relation what it is, so it is no feature of its own.
    """
    assembled, repeated = [], set()
    for relation in relations:
        outer = _outer_positions(ways, relation)
        result = Assembled(relation.id, _telling(relation.tags) or _shared_tags(ways, outer))
        _make(result, ways, relation)
        assembled.append(result)
        if result.area is not None:
            repeated |= {at for at in outer if _repeats(ways.tags[at], result.tags)}
    return assembled, repeated


def _make(result: Assembled, ways: Ways, relation: Relation) -> None:
    members = [way for way, role in relation.members if role in _AREA_ROLES]
    positions = [ways.position_of[way] for way in dict.fromkeys(members) if way in ways.position_of]
    if not members:
        result.broken = "relation_without_ways"
    elif len(positions) < len(set(members)):
        result.broken = "member_missing"
    elif any(ways.problems.get(each) == "node_missing" for each in positions):
        result.broken = "node_missing"
    else:
        if len(set(members)) < len(members):
            result.mended.append("member_repeated")
        _close(result, ways, [each for each in positions if each not in ways.problems])


def _close(result: Assembled, ways: Ways, positions: list[int]) -> None:
    try:
        area, problems = polygon_of_rings(join_ways(ways, positions))
    except RingNotClosed:
        result.broken = "ring_not_closed"
        return
    if area is None:
        result.broken = next(iter(problems), NO_AREA)
    else:
        result.area = area
        result.mended.extend(problems)


def _outer_positions(ways: Ways, relation: Relation) -> list[int]:
    return [
        ways.position_of[way]
        for way, role in relation.members
        if role in {"outer", ""} and way in ways.position_of
    ]


def _shared_tags(ways: Ways, positions: Sequence[int]) -> Tags:
    """The tags of the tagged outer ways where all agree; where they do not, they are features."""
    told = [_telling(ways.tags[each]) for each in positions]
    tagged = [tags for tags in told if tags]
    return tagged[0] if tagged and all(tags == tagged[0] for tags in tagged) else {}


def _repeats(way: Tags, relation: Tags) -> bool:
    told = _telling(way)
    return bool(told) and told.items() <= relation.items()


def _telling(tags: Tags) -> Tags:
    """The tags about the thing itself."""
    return {key: text for key, text in tags.items() if key not in _ABOUT_MAPPING}
