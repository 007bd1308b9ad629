"""CQL2 in its JSON form, walked into conditions: what is not listed here is not understood."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import shapely

from qala.atlas.cql2.shapes import shape_in
from qala.core.errors import FieldError, InvalidRequest, mark
from qala.store.conditions import (
    AllOf,
    AnyOf,
    Compare,
    Comparison,
    Condition,
    IsNull,
    Like,
    Not,
    OneOf,
    Related,
    Relation,
    Scalar,
)

GEOMETRY = "geometry"
VALUES_MAX = 1_000
LOGICAL = ("and", "or", "not")
COMPARISONS = {each.value: each for each in Comparison}
TURNED = {"=": "=", "<>": "<>", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
RELATIONS = {f"s_{each.value}": each for each in Relation}
TURNED_RELATIONS = {
    Relation.WITHIN: Relation.CONTAINS,
    Relation.CONTAINS: Relation.WITHIN,
}
MOMENTS = ("date", "timestamp")

Placed = Callable[[shapely.Geometry], shapely.Geometry]


@dataclass(frozen=True, slots=True)
class _Column:
    """A field; `fold`: inside CASEI."""

    name: str
    fold: bool = False


@dataclass(frozen=True, slots=True)
class _Value:
    """A literal; `fold` as above."""

    value: Scalar
    fold: bool = False


def condition_in(tree: Any, *, placed: Placed) -> Condition:  # noqa: ANN401 - CQL2 as JSON
    """The condition that a tree says; InvalidRequest names what is not understood.

    `placed` moves shapes into EPSG:4326.
    """
    if isinstance(tree, bool):
        return AllOf(()) if tree else AnyOf(())
    if isinstance(tree, dict) and "property" in tree:
        return Compare(_name(tree), Comparison.EQ, value=True)
    if not isinstance(tree, dict) or not isinstance(tree.get("op"), str):
        raise _not_understood(tree)
    operator, parts = tree["op"].lower(), tree.get("args")
    if not isinstance(parts, list):
        raise _not_understood(tree["op"])
    if operator in LOGICAL and parts:
        return _joined(operator, [condition_in(each, placed=placed) for each in parts])
    if operator in RELATIONS:
        return _related(RELATIONS[operator], parts, placed)
    return _about_column(tree["op"], parts)


def _joined(operator: str, parts: list[Condition]) -> Condition:
    if operator == "not":
        (part,) = _exactly(1, parts, operator)
        return Not(part)
    return AllOf(tuple(parts)) if operator == "and" else AnyOf(tuple(parts))


def _about_column(operator: str, parts: list[Any]) -> Condition:
    if operator in COMPARISONS:
        return _compared(operator, parts)
    if operator.lower() in ABOUT_COLUMN:
        return ABOUT_COLUMN[operator.lower()](parts)
    raise _not_understood(operator)


def _compared(operator: str, parts: list[Any]) -> Condition:
    left, right = (_term(each) for each in _exactly(2, parts, operator))
    if isinstance(left, _Value) and isinstance(right, _Column):
        left, right, operator = right, left, TURNED[operator]
    if not isinstance(left, _Column) or not isinstance(right, _Value):
        raise InvalidRequest(
            FieldError(
                "filter", mark("A comparison needs a field on one side and a value beside it.")
            )
        )
    _same_fold(left.fold, right)
    return Compare(left.name, COMPARISONS[operator], right.value, fold=left.fold)


def _like(parts: list[Any]) -> Condition:
    column, pattern = _exactly(2, parts, "LIKE")
    field, value = _column(column), _literal(pattern)
    _same_fold(field.fold, value)
    if not isinstance(value.value, str):
        raise _not_understood(value.value)
    return Like(field.name, value.value, fold=field.fold)


def _one_of(parts: list[Any]) -> Condition:
    column, listed = _exactly(2, parts, "IN")
    if not isinstance(listed, list) or not 1 <= len(listed) <= VALUES_MAX:
        raise InvalidRequest(
            FieldError("filter", mark("IN takes from 1 to {most} values."), most=VALUES_MAX)
        )
    field, values = _column(column), [_literal(each) for each in listed]
    _same_fold(field.fold, *values)
    return OneOf(field.name, tuple(each.value for each in values), fold=field.fold)


def _between(parts: list[Any]) -> Condition:
    column, least, most = _exactly(3, parts, "BETWEEN")
    field, low, high = _column(column), _literal(least), _literal(most)
    _same_fold(field.fold, low, high)
    return AllOf(
        (
            Compare(field.name, Comparison.GE, low.value, fold=field.fold),
            Compare(field.name, Comparison.LE, high.value, fold=field.fold),
        )
    )


def _is_null(parts: list[Any]) -> Condition:
    (column,) = _exactly(1, parts, "IS NULL")
    return IsNull(_column(column).name)


ABOUT_COLUMN: dict[str, Callable[[list[Any]], Condition]] = {
    "like": _like,
    "in": _one_of,
    "between": _between,
    "isnull": _is_null,
}


def _related(relation: Relation, parts: list[Any], placed: Placed) -> Condition:
    """A relation of the geometry to a shape; written the other way round it is turned."""
    left, right = _exactly(2, parts, f"S_{relation.upper()}")
    if _is_geometry(right):
        left, right, relation = right, left, TURNED_RELATIONS.get(relation, relation)
    if not _is_geometry(left):
        raise InvalidRequest(
            FieldError(
                "filter",
                mark("{operator} takes the field “{geometry}” and a shape."),
                operator=f"S_{relation.upper()}",
                geometry=GEOMETRY,
            )
        )
    return Related(relation, shape_in(right, placed=placed))


def _is_geometry(part: Any) -> bool:  # noqa: ANN401 - CQL2 as JSON
    return isinstance(part, dict) and part.get("property") == GEOMETRY


def _term(part: Any) -> _Column | _Value:  # noqa: ANN401 - CQL2 as JSON
    """A field or a literal, either perhaps inside CASEI."""
    if isinstance(part, dict) and str(part.get("op")).lower() == "casei":
        (inner,) = _exactly(1, part.get("args"), "CASEI")
        found = _term(inner)
        if isinstance(found, _Column):
            return _Column(found.name, fold=True)
        if isinstance(found.value, str):
            return _Value(found.value, fold=True)
        raise _not_understood("CASEI")
    if isinstance(part, dict) and "property" in part:
        return _Column(_name(part))
    return _Value(_scalar(part))


def _column(part: Any) -> _Column:  # noqa: ANN401 - CQL2 as JSON
    found = _term(part)
    if not isinstance(found, _Column):
        raise InvalidRequest(FieldError("filter", mark("Here a field is needed, not a value.")))
    return found


def _literal(part: Any) -> _Value:  # noqa: ANN401 - CQL2 as JSON
    found = _term(part)
    if not isinstance(found, _Value):
        raise InvalidRequest(FieldError("filter", mark("Here a value is needed, not a field.")))
    return found


def _scalar(part: Any) -> Scalar:  # noqa: ANN401 - CQL2 as JSON
    """A literal: dates are compared as they are stored, by their ISO 8601 text."""
    if isinstance(part, dict):
        for kind in MOMENTS:
            if isinstance(part.get(kind), str):
                return str(part[kind])
        raise _not_understood(part.get("op") or next(iter(part), ""))
    if isinstance(part, float):
        if not math.isfinite(part):
            raise _not_understood(part)
        return int(part) if part.is_integer() and abs(part) < 1 << 53 else part
    if isinstance(part, str | int):
        return part
    raise _not_understood(part)


def _name(part: dict[str, Any]) -> str:
    if not isinstance(part["property"], str):
        raise _not_understood(part["property"])
    return part["property"]


def _exactly(count: int, parts: Any, operator: str) -> list[Any]:  # noqa: ANN401 - CQL2 as JSON
    if not isinstance(parts, list) or len(parts) != count:
        raise _not_understood(operator)
    return parts


def _same_fold(fold: bool, *values: _Value) -> None:  # noqa: FBT001 - said by its only two callers
    if any(each.fold is not fold for each in values):
        raise InvalidRequest(
            FieldError("filter", mark("CASEI must stand on both sides of a comparison."))
        )


def _not_understood(what: object) -> InvalidRequest:
    return InvalidRequest(
        FieldError(
            "filter",
            mark("“{what}” is not understood here. There are: {operators}."),
            what=str(what)[:64],
            operators=", ".join(
                ["AND", "OR", "NOT", *COMPARISONS, "BETWEEN", "IN", "LIKE", "IS NULL", "CASEI"]
                + [each.upper() for each in RELATIONS]
            ),
        )
    )
