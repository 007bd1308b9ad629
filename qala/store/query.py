"""What can be asked of a release: filters, sorting and pages, checked against its fields."""

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from qala.core.errors import FieldError, InvalidRequest, mark
from qala.core.geometry import BBox
from qala.store.manifest import Manifest

LIMIT_MAX = 1_000
ROW = "file_row_number"


class Operator(StrEnum):
    """Comparisons a filter may make."""

    EQ = "eq"
    NE = "ne"
    LT = "lt"
    LE = "le"
    GT = "gt"
    GE = "ge"
    IN = "in"
    CONTAINS = "contains"
    IS_NULL = "is_null"


_COMPARISONS = {
    Operator.EQ: "=",
    Operator.NE: "<>",
    Operator.LT: "<",
    Operator.LE: "<=",
    Operator.GT: ">",
    Operator.GE: ">=",
}


@dataclass(frozen=True, slots=True)
class Filter:
    """`column operator value`; for IN a tuple, for IS_NULL a boolean, for CONTAINS a text."""

    column: str
    operator: Operator
    value: Any


@dataclass(frozen=True, slots=True)
class Query:
    """Which features, in which order, how many. Without `sort` the order is that of the file."""

    bbox: BBox | None = None
    filters: tuple[Filter, ...] = ()
    sort: str = ""
    descending: bool = False
    limit: int = 100
    after: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece of SQL with its parameters by name."""

    sql: str
    params: Mapping[str, Any]


def checked(query: Query, manifest: Manifest) -> Query:
    """The same query; InvalidRequest with one entry per parameter that does not fit."""
    types = {each["name"]: each["type"] for each in manifest.fields}
    errors = [error for each in query.filters for error in _filter_errors(each, manifest, types)]
    if query.sort and query.sort not in manifest.columns:
        errors.append(_unknown_column("sort", query.sort, manifest))
    if not 1 <= query.limit <= LIMIT_MAX:
        errors.append(
            FieldError("limit", mark("Give a number from 1 to {maximum}."), maximum=LIMIT_MAX)
        )
    if errors:
        raise InvalidRequest(*errors)
    return query


def _unknown_column(parameter: str, column: str, manifest: Manifest) -> FieldError:
    return FieldError(
        parameter,
        mark("There is no field “{name}”; there are: {fields}."),
        name=column[:64],
        fields=", ".join(manifest.columns),
    )


def _filter_errors(
    wanted: Filter, manifest: Manifest, types: Mapping[str, str]
) -> list[FieldError]:
    if wanted.column not in manifest.columns:
        return [_unknown_column("filter", wanted.column, manifest)]
    kind = types.get(wanted.column, "text")
    values = wanted.value if wanted.operator is Operator.IN else (wanted.value,)
    if wanted.operator is Operator.IS_NULL:
        fits = isinstance(wanted.value, bool)
    elif wanted.operator is Operator.CONTAINS:
        fits = isinstance(wanted.value, str) and kind not in {"integer", "number", "boolean"}
    else:
        fits = bool(values) and all(_fits(value, kind) for value in values)
    if fits:
        return []
    return [
        FieldError(
            wanted.column,
            mark("“{value}” does not fit this field, which holds: {kind}."),
            value=str(wanted.value)[:64],
            kind=kind,
        )
    ]


def _fits(value: object, kind: str) -> bool:
    if kind == "boolean":
        return isinstance(value, bool)
    if kind in {"integer", "number"}:
        return isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, str)


def where(query: Query) -> Clause:
    """The condition of bbox and filters, `true` where there is none."""
    parts: list[str] = []
    params: dict[str, Any] = {}
    if query.bbox:
        parts.append(BBOX_OVERLAPS)
        params |= bbox_params(query.bbox)
    for number, each in enumerate(query.filters):
        parts.append(_condition(each, f"value{number}", params))
    return Clause(" AND ".join(parts) or "true", params)


BBOX_OVERLAPS = (
    "bbox.xmin <= $east AND bbox.xmax >= $west AND bbox.ymin <= $north AND bbox.ymax >= $south"
)


def bbox_params(bbox: BBox) -> dict[str, float]:
    """Parameters of BBOX_OVERLAPS."""
    return {"west": bbox.west, "south": bbox.south, "east": bbox.east, "north": bbox.north}


def quoted(column: str) -> str:
    """A column as an SQL identifier."""
    return '"' + column.replace('"', '""') + '"'


def _condition(wanted: Filter, name: str, params: dict[str, Any]) -> str:
    column = quoted(wanted.column)
    if wanted.operator is Operator.IS_NULL:
        return f"{column} IS {'' if wanted.value else 'NOT '}NULL"
    params[name] = list(wanted.value) if wanted.operator is Operator.IN else wanted.value
    if wanted.operator is Operator.IN:
        return f"list_contains(${name}, {column})"
    if wanted.operator is Operator.CONTAINS:
        return f"contains(lower({column}), lower(${name}))"
    return f"{column} {_COMPARISONS[wanted.operator]} ${name}"


def order(query: Query) -> str:
    """ORDER BY: nulls last, the row number breaks ties."""
    if not query.sort:
        return ROW
    column = quoted(query.sort)
    return f"{column} IS NULL, {column} {'DESC' if query.descending else 'ASC'}, {ROW}"


@dataclass(frozen=True, slots=True)
class Bookmark:
    """The last row of a page: the release it was read from, its sort value and row number."""

    sequence: int
    sort: str
    descending: bool
    value: Any
    row: int

    def encode(self) -> str:
        record = [self.sequence, self.sort, self.descending, self.value, self.row]
        text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def bookmark(query: Query) -> Bookmark | None:
    """The place `query.after` names; InvalidRequest where it is not one of ours for this sort."""
    if not query.after:
        return None
    try:
        padded = query.after + "=" * (-len(query.after) % 4)
        place = Bookmark(*json.loads(base64.urlsafe_b64decode(padded)))
    except (ValueError, TypeError, binascii.Error):
        place = None
    if (
        place is None
        or (place.sort, place.descending) != (query.sort, query.descending)
        or not isinstance(place.row, int)
        or not isinstance(place.sequence, int)
    ):
        raise InvalidRequest(
            FieldError("cursor", mark("This cursor belongs to another query: start again."))
        )
    return place


def after(query: Query, place: Bookmark | None) -> Clause:
    """The condition for rows behind `place` in the order of `query`."""
    if place is None:
        return Clause("true", {})
    params: dict[str, Any] = {"after_row": place.row}
    if not query.sort:
        return Clause(f"{ROW} > $after_row", params)
    column = quoted(query.sort)
    if place.value is None:
        return Clause(f"{column} IS NULL AND {ROW} > $after_row", params)
    params["after_value"] = place.value
    beyond = "<" if query.descending else ">"
    return Clause(
        f"({column} {beyond} $after_value OR {column} IS NULL"
        f" OR ({column} = $after_value AND {ROW} > $after_row))",
        params,
    )
