"""What features must fulfil, as a tree: written by filters of every kind, read by `filtering`.

Unknown values are neither true nor false, as in SQL and in CQL2: a feature is taken only where
the whole condition is true.
"""

from dataclasses import dataclass
from enum import StrEnum

import shapely

Scalar = str | int | float | bool


class Comparison(StrEnum):
    """How a value is compared, as SQL writes it."""

    EQ = "="
    NE = "<>"
    LT = "<"
    LE = "<="
    GT = ">"
    GE = ">="


class Relation(StrEnum):
    """How a feature's geometry lies to a shape: the names of OGC Simple Features."""

    INTERSECTS = "intersects"
    DISJOINT = "disjoint"
    WITHIN = "within"
    CONTAINS = "contains"
    EQUALS = "equals"
    TOUCHES = "touches"
    CROSSES = "crosses"
    OVERLAPS = "overlaps"


@dataclass(frozen=True, slots=True)
class Compare:
    """`column comparison value`; `fold`: letters are compared without regard to case."""

    column: str
    comparison: Comparison
    value: Scalar
    fold: bool = False


@dataclass(frozen=True, slots=True)
class OneOf:
    """The column holds one of the values."""

    column: str
    values: tuple[Scalar, ...]
    fold: bool = False


@dataclass(frozen=True, slots=True)
class Like:
    r"""The text fits a pattern: `%` is any letters, `_` is one, `\` takes a sign as it is."""

    column: str
    pattern: str
    fold: bool = False


@dataclass(frozen=True, slots=True)
class IsNull:
    """The value is not known."""

    column: str


@dataclass(frozen=True, slots=True)
class Related:
    """The geometry lies so to a shape in EPSG:4326."""

    relation: Relation
    shape: shapely.Geometry


@dataclass(frozen=True, slots=True)
class Not:
    """The part is false."""

    part: "Condition"


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part is true; true without parts."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """A part is true; false without parts."""

    parts: tuple["Condition", ...]


Condition = Compare | OneOf | Like | IsNull | Related | Not | AllOf | AnyOf


def containing(column: str, text: str) -> Like:
    """The column holds `text` somewhere, in any case."""
    literal = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return Like(column, f"%{literal}%", fold=True)


def parts_of(condition: Condition) -> tuple[Condition, ...]:
    """The conditions directly inside another."""
    if isinstance(condition, Not):
        return (condition.part,)
    return condition.parts if isinstance(condition, AllOf | AnyOf) else ()
