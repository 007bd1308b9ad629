"""The parameters of `items` as a query of the release."""

import math
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from qala.atlas.cql2.reading import TEXT, condition_of, written_as
from qala.atlas.ogc.asked import Asked
from qala.atlas.ogc.crs import CRS84, Reference, boxes_in_degrees, in_degrees, references
from qala.core.errors import FieldError, InvalidRequest, mark
from qala.core.geometry import BBox
from qala.store.conditions import AllOf, AnyOf, Compare, Comparison, Condition, Related, Relation
from qala.store.filtering import kinds_of
from qala.store.query import LIMIT_MAX, Query, Selection, SortKey
from qala.store.rows import shape_of
from qala.store.shelf import Release

LIMIT_DEFAULT = 100
LIMIT = re.compile(r"\d{1,9}", re.ASCII)
INTEGER = re.compile(r"[+-]?\d{1,18}", re.ASCII)
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
MOMENT = re.compile(r"\d{4}-\d\d-\d\d([Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d))?", re.ASCII)
BOOLEANS = {"true": True, "false": False}
OPEN_END = ("", "..")


def items_query(asked: Asked, release: Release) -> Query:
    """The query; InvalidRequest with an entry for each parameter that cannot be used."""
    found: dict[str, Any] = {}
    errors: list[FieldError] = []
    reads: Mapping[str, Callable[[Asked], Any]] = {
        "limit": _limit,
        "boxes": _boxes,
        "datetime": _datetime,
        "sort": _sort,
        "fields": lambda each: _fields(each, release),
        "filter": _filter,
    }
    for name, read in reads.items():
        try:
            found[name] = read(asked)
        except InvalidRequest as error:
            errors += error.errors
    if errors:
        raise InvalidRequest(*errors)
    conditions = [*found["fields"], *([found["filter"]] if found["filter"] else [])]
    return Query(
        selection=_selection(found["boxes"], conditions),
        sort=found["sort"],
        limit=found["limit"],
        after=asked.parameter("cursor"),
    )


def _selection(boxes: list[BBox] | None, conditions: list[Condition]) -> Selection:
    """A box that crosses the 180th meridian is two, and asked for as a condition."""
    box = None
    if boxes is not None and len(boxes) == 1:
        box = boxes[0]
    elif boxes is not None:
        halves = (Related(Relation.INTERSECTS, shape_of(each)) for each in boxes)
        conditions = [AnyOf(tuple(halves)), *conditions]
    where = AllOf(tuple(conditions)) if len(conditions) > 1 else next(iter(conditions), None)
    return Selection(bbox=box, where=where, exactly=box is not None)


def reference_of(asked: Asked, parameter: str) -> Reference:
    """The reference system that a parameter names, by default CRS84."""
    known = references(asked.served.city.projection)
    name = asked.parameters.get(parameter, CRS84)
    if name not in known:
        raise InvalidRequest(
            FieldError(parameter, mark("Give one of: {names}."), names=", ".join(known))
        )
    return known[name]


def _limit(asked: Asked) -> int:
    """How many features at most; more than LIMIT_MAX are never given, as the standard wants."""
    text = asked.parameters.get("limit", str(LIMIT_DEFAULT))
    if not LIMIT.fullmatch(text) or int(text) < 1:
        raise InvalidRequest(FieldError("limit", mark("Give a whole number from 1.")))
    return min(int(text), LIMIT_MAX)


def _boxes(asked: Asked) -> list[BBox] | None:
    reference = reference_of(asked, "bbox-crs")
    if "bbox" not in asked.parameters:
        return None
    parts = asked.parameter("bbox").split(",")
    numbers = [float(part) if NUMBER.fullmatch(part) else math.nan for part in parts]
    try:
        return boxes_in_degrees(numbers, reference)
    except ValueError as error:
        raise InvalidRequest(
            FieldError(
                "bbox",
                mark("Give four numbers with commas: west,south,east,north, in the order of axes."),
            )
        ) from error


def _datetime(asked: Asked) -> None:
    """Checked and no more: a feature without a time belongs to every time, says the standard."""
    if "datetime" not in asked.parameters:
        return
    moments = asked.parameter("datetime").split("/")
    ends = [each for each in moments if each not in OPEN_END]
    if len(moments) > 2 or (len(moments) == 1 and not ends) or not all(map(_is_moment, ends)):
        raise InvalidRequest(
            FieldError(
                "datetime",
                mark("Give a moment like {example}, or two with a slash between them."),
                example="2026-11-22T00:00:00Z",
            )
        )


def _is_moment(text: str) -> bool:
    """Whether it is a day or a moment as RFC 3339 writes them."""
    try:
        datetime.fromisoformat(text.upper())
    except ValueError:
        return False
    return bool(MOMENT.fullmatch(text))


def _filter(asked: Asked) -> Condition | None:
    reference = reference_of(asked, "filter-crs")
    written_in = written_as(asked.parameters.get("filter-lang", TEXT))
    if "filter" not in asked.parameters:
        return None
    return condition_of(
        asked.parameter("filter"),
        written_in=written_in,
        placed=lambda shape: in_degrees(shape, reference),
    )


def _sort(asked: Asked) -> tuple[SortKey, ...]:
    if "sortby" not in asked.parameters:
        return ()
    keys = asked.parameter("sortby").split(",")
    return tuple(  # a plus in a query is a space
        SortKey(each.lstrip("+- "), descending=each.startswith("-")) for each in keys
    )


def _fields(asked: Asked, release: Release) -> list[Condition]:
    """Conditions of the parameters that name a field."""
    kinds = kinds_of(release.manifest)
    named = [name for name in release.manifest.columns if name in asked.parameters]
    named = [name for name in named if name not in asked.route.parameters]
    return [
        Compare(name, Comparison.EQ, _value(name, asked.parameter(name), kinds[name]))
        for name in named
    ]


def _value(name: str, text: str, kind: str) -> str | int | float | bool:
    if kind == "boolean" and text in BOOLEANS:
        return BOOLEANS[text]
    if kind in {"integer", "number"} and INTEGER.fullmatch(text):
        return int(text)
    if kind == "number" and NUMBER.fullmatch(text):
        return float(text)
    if kind in {"boolean", "integer", "number"}:
        raise InvalidRequest(
            FieldError(
                name,
                mark("“{value}” does not fit this field, which holds: {kind}."),
                value=text[:64],
                kind=kind,
            )
        )
    return text
