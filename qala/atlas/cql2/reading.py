"""From the text of a filter to a condition."""

import json
import re
from collections.abc import Callable
from typing import Any, NoReturn

import cql2
import shapely

from qala.atlas.cql2.limits import check_json, check_text
from qala.atlas.cql2.walking import condition_in
from qala.core.errors import FieldError, InvalidRequest, mark
from qala.store.conditions import Condition

TEXT = "cql2-text"
JSON = "cql2-json"
PLACE = re.compile(r"--> (\d+):(\d+)")

Placed = Callable[[shapely.Geometry], shapely.Geometry]
"""Moves a shape of the filter into EPSG:4326; ValueError where it has no place there."""


def where_it_is(shape: shapely.Geometry) -> shapely.Geometry:
    """For shapes that are in EPSG:4326 already."""
    return shape


def written_as(language: str) -> str:
    """The value of `filter-lang`, by default TEXT; InvalidRequest where it is neither."""
    if language not in ("", TEXT, JSON):
        raise InvalidRequest(
            FieldError("filter-lang", mark("Give one of: {names}."), names=f"{TEXT}, {JSON}")
        )
    return language or TEXT


def condition_of(text: str, *, written_in: str, placed: Placed) -> Condition:
    """The condition of a filter in TEXT or JSON. InvalidRequest says what is not understood."""
    return condition_in(_tree(text, written_in), placed=placed)


def _tree(text: str, written_in: str) -> Any:  # noqa: ANN401 - CQL2 as JSON
    if written_in == JSON:
        check_json(text)
        try:
            return json.loads(text, parse_constant=_no_number)
        except (ValueError, RecursionError) as error:
            raise InvalidRequest(
                FieldError("filter", mark("This is not JSON: check brackets, commas and quotes."))
            ) from error
    check_text(text)
    try:
        return cql2.parse_text(text).to_json()
    except Exception as error:  # the package raises bare ones, too
        raise _unreadable(str(error), text) from error


def _unreadable(said: str, text: str) -> InvalidRequest:
    place = PLACE.search(said)
    if not place:
        return InvalidRequest(FieldError("filter", mark("This is not a filter in CQL2.")))
    line, column = int(place[1]), int(place[2])
    found = "".join(text.splitlines()[line - 1 : line])[column - 1 : column + 19]
    return InvalidRequest(
        FieldError(
            "filter",
            mark("The filter is not understood from character {column} on: “{found}”."),
            column=column,
            found=found,
        )
    )


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)
