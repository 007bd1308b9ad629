"""Conditions checked against the fields of a release, and written as SQL with parameters."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import shapely

from qala.core.errors import FieldError, mark
from qala.core.geometry import BBox
from qala.store.conditions import (
    AllOf,
    AnyOf,
    Compare,
    Condition,
    IsNull,
    Like,
    Not,
    OneOf,
    Related,
    Relation,
    Scalar,
    parts_of,
)
from qala.store.manifest import Manifest

ID = "id"
INTEGER_MAX = (1 << 63) - 1
TEXTUAL = frozenset({"text", "name", "category", "date"})
BBOX_OVERLAPS = (
    "bbox.xmin <= $east AND bbox.xmax >= $west AND bbox.ymin <= $north AND bbox.ymax >= $south"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece of SQL with its parameters by name."""

    sql: str
    params: Mapping[str, Any]


def kinds_of(manifest: Manifest) -> dict[str, str]:
    """The kind of each column that can be asked about; one of several languages is text."""
    declared = {each["name"]: each["type"] for each in manifest.fields}
    return {ID: "text"} | {column: declared.get(column, "text") for column in manifest.columns}


def mistakes(condition: Condition, manifest: Manifest) -> Iterator[FieldError]:
    """What in a condition does not fit the fields of the release, an entry for each."""
    kinds = kinds_of(manifest)
    waiting = [condition]
    while waiting:
        each = waiting.pop()
        waiting.extend(reversed(parts_of(each)))
        if isinstance(each, Compare | OneOf | Like | IsNull):
            yield from _mistakes_in(each, kinds)


def _mistakes_in(
    each: Compare | OneOf | Like | IsNull, kinds: Mapping[str, str]
) -> Iterator[FieldError]:
    if each.column not in kinds:
        yield unknown_column("filter", each.column, kinds)
        return
    kind = kinds[each.column]
    match each:
        case Compare(_, _, value, fold):
            values: tuple[Scalar, ...] = (value,)
        case OneOf(_, values, fold):
            pass
        case Like(_, pattern, _):
            values, fold = (pattern,), True
        case IsNull():
            return
    wrong = [value for value in values if not fits(value, kind) or (fold and kind not in TEXTUAL)]
    if wrong or not values:
        yield FieldError(
            each.column,
            mark("“{value}” does not fit this field, which holds: {kind}."),
            value=str(wrong[0] if wrong else "")[:64],
            kind=kind,
        )


def unknown_column(parameter: str, column: str, kinds: Mapping[str, str]) -> FieldError:
    """A field was named that is not there."""
    return FieldError(
        parameter,
        mark("There is no field “{name}”; there are: {fields}."),
        name=column[:64],
        fields=", ".join(kinds),
    )


def fits(value: object, kind: str) -> bool:
    """Whether a column of that kind can hold the value, so that the two can be compared."""
    if kind == "boolean":
        return isinstance(value, bool)
    if kind in {"integer", "number"}:
        return isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, str)


def bbox_params(bbox: BBox) -> dict[str, float]:
    """Parameters of BBOX_OVERLAPS."""
    return {"west": bbox.west, "south": bbox.south, "east": bbox.east, "north": bbox.north}


def quoted(column: str) -> str:
    """A column as an SQL identifier."""
    return '"' + column.replace('"', '""') + '"'


def clause_of(condition: Condition) -> Clause:
    """A condition that has no mistakes as SQL; values and shapes are parameters."""
    writing = _Writing()
    return Clause(writing.written(condition), writing.params)


@dataclass(slots=True)
class _Writing:
    """SQL in the making: each value gets the next name of a parameter."""

    params: dict[str, Any] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=count)

    def written(self, condition: Condition) -> str:
        match condition:
            case Not(part):
                return f"NOT ({self.written(part)})"
            case AllOf(parts):
                return self._joined(parts, "AND", "true")
            case AnyOf(parts):
                return self._joined(parts, "OR", "false")
            case Related(relation, shape):
                return self._related(relation, shape)
        return self._about_column(condition)

    def _about_column(self, condition: Compare | OneOf | Like | IsNull) -> str:
        column, fold = quoted(condition.column), getattr(condition, "fold", False)
        side = f"lower({column})" if fold else column
        match condition:
            case IsNull():
                return f"{side} IS NULL"
            case Compare(_, comparison, value):
                return f"{side} {comparison} {self._value(value, fold=fold)}"
            case OneOf(_, values):
                return f"{side} IN ({', '.join(self._value(each, fold=fold) for each in values)})"
            case Like(_, pattern):
                return f"{side} LIKE {self._value(pattern, fold=fold)} ESCAPE '\\'"

    def _joined(self, parts: tuple[Condition, ...], word: str, empty: str) -> str:
        return f" {word} ".join(f"({self.written(part)})" for part in parts) or empty

    def _value(self, value: Scalar | bytes, *, fold: bool = False) -> str:
        name = f"value{next(self.numbers)}"
        if isinstance(value, int) and not -INTEGER_MAX <= value <= INTEGER_MAX:
            value = math.inf if value > 0 else -math.inf
        self.params[name] = value
        return f"lower(${name})" if fold else f"${name}"

    def _related(self, relation: Relation, shape: shapely.Geometry) -> str:
        """Boxes first, which the file's statistics answer; the exact predicate where they meet."""
        if relation is Relation.DISJOINT:
            return f"NOT ({self._related(Relation.INTERSECTS, shape)})"
        west, south, east, north = (self._value(side) for side in shapely.bounds(shape).tolist())
        boxes = (
            f"bbox.xmin <= {east} AND bbox.xmax >= {west}"
            f" AND bbox.ymin <= {north} AND bbox.ymax >= {south}"
        )
        wkb = self._value(shapely.to_wkb(shape))
        exact = f"ST_{relation.capitalize()}(ST_GeomFromWKB(geometry), ST_GeomFromWKB({wkb}))"
        return f"({boxes} AND {exact})"
