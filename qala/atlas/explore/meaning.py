"""What a compact filter means: its clauses as conditions on the columns of a release."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from qala.atlas.explore.compact import (
    MISSING,
    Clause,
    all_of,
    clauses,
    field_of,
    literal,
)
from qala.core.dataset import Dataset, Field, FieldType
from qala.core.errors import FieldError, InvalidRequest, mark
from qala.store.conditions import (
    AllOf,
    AnyOf,
    Compare,
    Comparison,
    Condition,
    IsNull,
    Not,
    OneOf,
    Scalar,
    containing,
)
from qala.store.manifest import Manifest

NUMBER = r"-?\d{1,18}(?:\.\d{1,12})?"
DAY = r"\d{4}(?:-\d{2}(?:-\d{2})?)?"
TWO_DOTS = r"({0})?\.\.(\.?)({0})?"
NUMBERS, DAYS = (re.compile(TWO_DOTS.format(f"(?:{each})")) for each in (NUMBER, DAY))
YES_NO = {"yes": True, "no": False}
LAST_DAY = "-12-31"


@dataclass(frozen=True, slots=True)
class Meant:
    """The condition of each field that a filter speaks of."""

    by_field: dict[str, Condition]

    @property
    def condition(self) -> Condition | None:
        """All of them; None for an empty filter."""
        return all_of(list(self.by_field.values()))

    def without(self, field: str) -> Condition | None:
        """All but that of one field: what its own values are counted under."""
        return all_of([each for name, each in self.by_field.items() if name != field])


def meant(text: str, dataset: Dataset, manifest: Manifest, languages: tuple[str, ...]) -> Meant:
    """The conditions of the filter `text`. Raises InvalidRequest, an entry for each mistake."""
    by_field: dict[str, list[Condition]] = {}
    errors: list[FieldError] = []
    for clause in clauses(text):
        try:
            field = field_of(clause, dataset)
            held = [each for each in field.columns(languages) if each in manifest.columns]
            condition = _condition(clause, field, held or [field.name])
        except InvalidRequest as error:
            errors.extend(error.errors)
        else:
            by_field.setdefault(field.name, []).append(condition)
    if errors:
        raise InvalidRequest(*errors)
    return Meant({name: all_of(each) or AllOf(()) for name, each in by_field.items()})


def _condition(clause: Clause, field: Field, columns: list[str]) -> Condition:
    unknown = AllOf(tuple(IsNull(each) for each in columns))
    known = [each for each in clause.parts if each != MISSING]
    parts = list(_READERS[field.type](field, known, columns)) if known else []
    if MISSING in clause.parts:
        parts.append(unknown)
    if not clause.unless:
        return AnyOf(tuple(parts))
    if MISSING in clause.parts:
        return Not(AnyOf(tuple(parts)))
    return AnyOf((unknown, Not(AnyOf(tuple(parts)))))


def _texts(_: Field, parts: list[str], columns: list[str]) -> Iterable[Condition]:
    for part in parts:
        yield from (containing(column, literal(part)) for column in columns)


def _values(field: Field, parts: list[str], columns: list[str]) -> Iterable[Condition]:
    values = tuple(map(literal, parts))
    unknown = [each for each in values if each not in field.values] if field.values else []
    if unknown:
        raise _misfit(field, unknown[0], ", ".join(field.values))
    yield OneOf(columns[0], values)


def _truths(field: Field, parts: list[str], columns: list[str]) -> Iterable[Condition]:
    for part in parts:
        if part not in YES_NO:
            raise _misfit(field, part, ", ".join(YES_NO))
        yield Compare(columns[0], Comparison.EQ, YES_NO[part])


def _numbers(field: Field, parts: list[str], columns: list[str]) -> Iterable[Condition]:
    for part in parts:
        if re.fullmatch(NUMBER, part):
            yield Compare(columns[0], Comparison.EQ, float(part))
            continue
        low, high, is_open = _ends(field, part, NUMBERS)
        yield _between(
            columns[0],
            float(low) if low else None,
            float(high) if high else None,
            is_open=is_open,
        )


def _days(field: Field, parts: list[str], columns: list[str]) -> Iterable[Condition]:
    for part in parts:
        alone = re.fullmatch(DAY, part)
        low, high, is_open = (part, part, False) if alone else _ends(field, part, DAYS)
        last = high if not high or is_open else high + LAST_DAY[len(high) - 4 :]
        yield _between(columns[0], low or None, last or None, is_open=is_open)


def _ends(field: Field, part: str, form: re.Pattern[str]) -> tuple[str, str, bool]:
    """Both ends of a range as written, and whether the last is not included."""
    found = form.fullmatch(part)
    if found is None or not (found[1] or found[3]):
        raise InvalidRequest(
            FieldError(
                field.name,
                mark("“{value}” is no range: write 5..10, or leave out an end."),
                value=literal(part)[:64],
            )
        )
    return found[1] or "", found[3] or "", bool(found[2])


def _between(column: str, low: Scalar | None, high: Scalar | None, *, is_open: bool) -> Condition:
    ends: list[Condition] = []
    if low is not None:
        ends.append(Compare(column, Comparison.GE, low))
    if high is not None:
        ends.append(Compare(column, Comparison.LT if is_open else Comparison.LE, high))
    return AllOf(tuple(ends))


def _misfit(field: Field, value: str, wanted: str) -> InvalidRequest:
    return InvalidRequest(
        FieldError(
            field.name,
            mark("“{value}” does not fit this field, which takes: {wanted}."),
            value=value[:64],
            wanted=wanted,
        )
    )


_READERS: dict[FieldType, Callable[[Field, list[str], list[str]], Iterable[Condition]]] = {
    FieldType.TEXT: _texts,
    FieldType.NAME: _texts,
    FieldType.CATEGORY: _values,
    FieldType.BOOLEAN: _truths,
    FieldType.INTEGER: _numbers,
    FieldType.NUMBER: _numbers,
    FieldType.DATE: _days,
}
