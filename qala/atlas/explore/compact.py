r"""The compact form of a filter, as the address of the map has it: `capacity:500..1000;kind:!a,b`.

Clauses stand between `;` and all must be true. A clause names a field and, between `,`, what it
may hold: `500..1000` (both included; an end may be left out), `500...1000` (the last not
included), a number, a day, a category's value, `yes` or `no`, part of a text, or `_missing` where
nothing is known. After `!` it is what the field must not hold. `\` takes the sign behind it as it
is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qala.core.dataset import Dataset, Field
from qala.core.errors import FieldError, InvalidRequest, mark
from qala.store.conditions import AllOf, Condition

LONGEST = 4_000
CLAUSES_MAX = 40
PARTS_MAX = 100
MISSING = "_missing"
FILTER = "filter"
ESCAPED = re.compile(r"\\(.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Clause:
    r"""What one field must hold (`unless`: must not). Parts are as written, `\` included."""

    field: str
    parts: tuple[str, ...]
    unless: bool = False


def clauses(text: str) -> list[Clause]:
    """The clauses of a filter, not yet compared with any fields. Raises InvalidRequest."""
    if len(text) > LONGEST:
        raise InvalidRequest(
            FieldError(FILTER, mark("Give at most {max_length} characters."), max_length=LONGEST)
        )
    found = [_clause(each) for each in _split(text, ";") if each]
    if len(found) > CLAUSES_MAX:
        raise InvalidRequest(
            FieldError(FILTER, mark("Give at most {maximum} conditions."), maximum=CLAUSES_MAX)
        )
    return found


def _clause(text: str) -> Clause:
    field, colon, rest = text.partition(":")
    if not colon:
        raise InvalidRequest(
            FieldError(
                FILTER,
                mark("“{value}” is no condition: write the field, a colon and what it holds."),
                value=text[:64],
            )
        )
    unless = rest.startswith("!")
    parts = tuple(each for each in _split(rest[unless:], ",") if each)
    if not 1 <= len(parts) <= PARTS_MAX:
        raise InvalidRequest(
            FieldError(field[:64], mark("Give from 1 to {maximum} values."), maximum=PARTS_MAX)
        )
    return Clause(field, parts, unless=unless)


def _split(text: str, separator: str) -> Iterator[str]:
    r"""The pieces between separators that no `\` precedes; a `\` at the end escapes nothing."""
    start = place = 0
    while place < len(text):
        if text[place] == "\\":
            place += 1
            if place == len(text):
                raise InvalidRequest(
                    FieldError(FILTER, mark("A “\\” at the end takes no sign: leave it out."))
                )
        elif text[place] == separator:
            yield text[start:place]
            start = place + 1
        place += 1
    yield text[start:]


def literal(part: str) -> str:
    r"""What a part says, each `\` taken off."""
    return ESCAPED.sub(r"\1", part)


def field_of(clause: Clause, dataset: Dataset) -> Field:
    """The declared field of a clause; InvalidRequest naming those that there are."""
    found = dataset.field_named(clause.field)
    if found is None:
        raise InvalidRequest(
            FieldError(
                FILTER,
                mark("There is no field “{name}”; there are: {fields}."),
                name=clause.field[:64],
                fields=", ".join(each.name for each in dataset.fields),
            )
        )
    return found


def all_of(conditions: list[Condition]) -> Condition | None:
    """One condition for all, None for none."""
    if len(conditions) == 1:
        return conditions[0]
    return AllOf(tuple(conditions)) if conditions else None
