"""The one table that maps errors to HTTP, and the one JSON shape of an error (RFC 9457).

Needs no Django: the tile front and the pages share it. Sentences are translated by the caller,
who knows the visitor's language.
"""

from collections.abc import Callable
from typing import Any, TypedDict

from qala.core.errors import (
    Busy,
    ClientLeft,
    Forbidden,
    Gone,
    InvalidRequest,
    NotDrawn,
    NotFound,
    QalaError,
    ShelfDamaged,
    TimedOut,
    TooLarge,
    TooMany,
    Withdrawn,
    mark,
)

MEDIA_TYPE = "application/problem+json"

STATUS: dict[type[QalaError], int] = {
    InvalidRequest: 400,
    Forbidden: 403,
    NotFound: 404,
    Withdrawn: 410,
    Gone: 410,
    TooLarge: 413,
    TooMany: 429,
    NotDrawn: 500,
    Busy: 503,
    ClientLeft: 503,
    TimedOut: 503,
    ShelfDamaged: 503,
}

TITLES = {
    400: mark("The request is not understood"),
    403: mark("This is not allowed"),
    404: mark("Not found"),
    405: mark("This method is not allowed here"),
    410: mark("No longer here"),
    413: mark("Too much was asked for"),
    414: mark("The address is too long"),
    416: mark("There is no such part of the file"),
    429: mark("Too many requests"),
    500: mark("Something went wrong on our side"),
    503: mark("This cannot be answered right now"),
}

DETAILS = {
    400: mark("The request cannot be answered as it is."),
    403: mark("You may not do this here."),
    404: mark("There is nothing at this address."),
    405: mark("The address is right, but it does not take requests of this kind."),
    500: mark("The error has been recorded. Please try again in a few minutes."),
    503: mark("Please try again in a few minutes."),
}

Translate = Callable[[str], str]


class FieldProblem(TypedDict):
    """What is wrong with one field, in words."""

    field: str
    message: str


def status_of(error: QalaError) -> int:
    """The HTTP status of an error; 500 for one that nobody planned to show."""
    return next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 500)


def worded(template: str, params: dict[str, Any], translate: Translate) -> str:
    """A marked sentence in the reader's language, its {names} filled in."""
    return translate(template).format(**params) if params else translate(template)


def problem(status: int, *, translate: Translate, detail: str = "") -> dict[str, Any]:
    """The body of an error that has no exception of ours behind it."""
    return {
        "type": "about:blank",
        "title": translate(TITLES.get(status, TITLES[400 if status < 500 else 500])),
        "status": status,
        "detail": detail or translate(DETAILS.get(status, TITLES.get(status, TITLES[500]))),
    }


def problem_of(error: QalaError, *, translate: Translate) -> dict[str, Any]:
    """The body of one of our errors; for input it lists each wrong field."""
    status = status_of(error)
    unplanned = not isinstance(error, tuple(STATUS))
    if unplanned or isinstance(error, ShelfDamaged):  # may name folders of the machine
        return problem(status, translate=translate)
    body = problem(
        status, translate=translate, detail=worded(error.template, error.params, translate)
    )
    if isinstance(error, InvalidRequest):
        body["errors"] = [
            FieldProblem(field=each.field, message=worded(each.template, each.params, translate))
            for each in error.errors
        ]
    return body
