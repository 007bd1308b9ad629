"""What a layer is: which elements are its candidates, and how tags become its columns."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import NamedTuple

from qala.sources.osm.elements import Tags


class Kind(Enum):
    """What an element is before its tags are read."""

    NODE = auto()
    OPEN_WAY = auto()
    CLOSED_WAY = auto()
    RELATION = auto()


class Shape(Enum):
    """What an element becomes. `BACKWARD_LINE` runs against the direction it was drawn in."""

    POINT = auto()
    LINE = auto()
    BACKWARD_LINE = auto()
    AREA = auto()


class Found(NamedTuple):
    """A feature found in tags: its shape and the values of the layer's own columns.

    `bad` are the columns whose tag could not be understood.
    """

    shape: Shape
    values: tuple[object, ...]
    bad: tuple[str, ...] = ()


Reading = Found | str
"""A feature, or the reason why the element is none of this layer."""

WAYS = frozenset({Kind.OPEN_WAY, Kind.CLOSED_WAY})
AREAS = frozenset({*WAYS, Kind.RELATION})
POINTS_AND_AREAS = frozenset(Kind)


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer of the reader.

    An element of one of `kinds` with one of `keys` is a candidate; `read` looks at its tags.
    `texts` are columns in the languages of the city, each with its tag: `name` gives `name` and
    `name_xx`. `own` are the columns `read` fills, over a text of the same name; `measured` is a
    last column computed from the geometry (`length_m`, `area_m2`, `area_km2`). `as_points`: areas
    are shown by a point on their surface. `vocabulary`: the values a category column may take.
    """

    name: str
    keys: frozenset[str]
    kinds: frozenset[Kind]
    own: tuple[str, ...]
    read: Callable[[Tags, Kind], Reading]
    texts: Mapping[str, str] = field(default_factory=lambda: {"name": "name"})
    measured: str = ""
    as_points: bool = False
    vocabulary: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def area_or_reason(kind: Kind, *values: object, bad: tuple[str, ...] = ()) -> Reading:
    """An area, when the element can be one; an open way cannot."""
    if kind is Kind.OPEN_WAY:
        return "area_not_closed"
    return Found(Shape.AREA, values, bad)


def point_or_area(kind: Kind, *values: object) -> Reading:
    """A point from a node, an area from anything closed."""
    return Found(Shape.POINT, values) if kind is Kind.NODE else area_or_reason(kind, *values)
