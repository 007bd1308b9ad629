"""What can be asked of a release: which features, in which order, and page by page."""

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import shapely

from qala.core.errors import FieldError, InvalidRequest, mark
from qala.core.geometry import BBox
from qala.store.conditions import Condition
from qala.store.filtering import (
    BBOX_OVERLAPS,
    Clause,
    bbox_params,
    clause_of,
    fits,
    kinds_of,
    mistakes,
    quoted,
    unknown_column,
)
from qala.store.manifest import Manifest
from qala.store.rows import shape_of

LIMIT_MAX = 1_000
SORT_KEYS_MAX = 4
ROW = "file_row_number"
ROWS_MAX = 1 << 32


@dataclass(frozen=True, slots=True)
class Selection:
    """Which features: those whose box meets `bbox` and for which `where` is true.

    `exactly`: the geometry itself must meet `bbox`.
    """

    bbox: BBox | None = None
    where: Condition | None = None
    exactly: bool = False

    @property
    def is_everything(self) -> bool:
        return self.bbox is None and self.where is None


EVERYTHING = Selection()


@dataclass(frozen=True, slots=True)
class SortKey:
    """A column to sort by. Unknown values come last either way.

    Text is in the order of code points, or in the alphabet of the language `collation`.
    """

    column: str
    descending: bool = False
    collation: str = ""

    @property
    def sql(self) -> str:
        """What is compared."""
        return (
            f"{quoted(self.column)} COLLATE {self.collation}"
            if self.collation
            else quoted(self.column)
        )


@dataclass(frozen=True, slots=True)
class Query:
    """Which features, in which order, how many. Without `sort` the order is that of the file."""

    selection: Selection = EVERYTHING
    sort: tuple[SortKey, ...] = ()
    limit: int = 100
    after: str = ""


def checked(query: Query, manifest: Manifest) -> Query:
    """The same query; InvalidRequest with one entry per parameter that does not fit."""
    errors = _selection_errors(query.selection, manifest)
    kinds = kinds_of(manifest)
    errors += [
        unknown_column("sort", key.column, kinds) for key in query.sort if key.column not in kinds
    ]
    if len(query.sort) > SORT_KEYS_MAX:
        errors.append(
            FieldError("sort", mark("Sort by at most {maximum} fields."), maximum=SORT_KEYS_MAX)
        )
    if not 1 <= query.limit <= LIMIT_MAX:
        errors.append(
            FieldError("limit", mark("Give a number from 1 to {maximum}."), maximum=LIMIT_MAX)
        )
    if errors:
        raise InvalidRequest(*errors)
    return query


def checked_selection(selection: Selection, manifest: Manifest) -> Selection:
    """The same selection; InvalidRequest as above."""
    if errors := _selection_errors(selection, manifest):
        raise InvalidRequest(*errors)
    return selection


def _selection_errors(selection: Selection, manifest: Manifest) -> list[FieldError]:
    return list(mistakes(selection.where, manifest)) if selection.where else []


def where(selection: Selection) -> Clause:
    """The condition of a selection, `true` where it is everything."""
    parts: list[str] = []
    params: dict[str, Any] = {}
    if selection.bbox:
        parts.append(BBOX_OVERLAPS)
        params |= bbox_params(selection.bbox)
        if selection.exactly:
            parts.append("ST_Intersects(ST_GeomFromWKB(geometry), ST_GeomFromWKB($box))")
            params["box"] = shapely.to_wkb(shape_of(selection.bbox))
    if selection.where:
        condition = clause_of(selection.where)
        parts.append(f"({condition.sql})")
        params |= condition.params
    return Clause(" AND ".join(parts) or "true", params)


def order(query: Query) -> str:
    """ORDER BY: nulls last, the row number breaks ties."""
    keys = [f"{key.sql} {'DESC' if key.descending else 'ASC'} NULLS LAST" for key in query.sort]
    return ", ".join([*keys, ROW])


@dataclass(frozen=True, slots=True)
class Bookmark:
    """The last row of a page: the release it was read from, its sort values and row number."""

    sequence: int
    sort: list[list[Any]]
    values: list[Any]
    row: int

    def encode(self) -> str:
        record = [self.sequence, self.sort, self.values, self.row]
        text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def bookmark_at(query: Query, sequence: int, values: Sequence[Any], row: int) -> str:
    """The place behind a row with these values of the sort keys, to be continued from."""
    return Bookmark(sequence, _sort_record(query), list(values), row).encode()


def _sort_record(query: Query) -> list[list[Any]]:
    return [[key.column, key.descending, key.collation] for key in query.sort]


def bookmark(query: Query, kinds: Mapping[str, str]) -> Bookmark | None:
    """The place `query.after` names; InvalidRequest where it is not one of ours for this sort."""
    if not query.after:
        return None
    try:
        padded = query.after + "=" * (-len(query.after) % 4)
        place = Bookmark(*json.loads(base64.urlsafe_b64decode(padded)))
    except (ValueError, TypeError, binascii.Error, RecursionError):
        place = None
    if place is None or not _belongs(place, query, kinds):
        raise InvalidRequest(
            FieldError("cursor", mark("This cursor belongs to another query: start again."))
        )
    return place


def _belongs(place: Bookmark, query: Query, kinds: Mapping[str, str]) -> bool:
    return (
        place.sort == _sort_record(query)
        and isinstance(place.values, list)
        and len(place.values) == len(query.sort)
        and all(
            value is None or fits(value, kinds.get(key.column, ""))
            for key, value in zip(query.sort, place.values, strict=True)
        )
        and all(type(each) is int and 0 <= each < ROWS_MAX for each in (place.row, place.sequence))
    )


def after(query: Query, place: Bookmark | None) -> Clause:
    """The condition for rows behind `place` in the order of `query`."""
    if place is None:
        return Clause("true", {})
    params: dict[str, Any] = {"after_row": place.row}
    alike: list[str] = []
    ways: list[str] = []
    for number, (key, value) in enumerate(zip(query.sort, place.values, strict=True)):
        column, name = key.sql, f"after{number}"
        if value is None:  # nothing comes behind the unknown values but more of them
            alike.append(f"{column} IS NULL")
            continue
        params[name] = value
        beyond = f"({column} {'<' if key.descending else '>'} ${name} OR {column} IS NULL)"
        ways.append(" AND ".join([*alike, beyond]))
        alike.append(f"{column} = ${name}")
    ways.append(" AND ".join([*alike, f"{ROW} > $after_row"]))
    return Clause("(" + " OR ".join(f"({way})" for way in ways) + ")", params)
