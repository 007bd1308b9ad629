"""How the values of a release are spread: counts of each value, numbers by classes."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qala.store.engine import Engine
from qala.store.filtering import kinds_of, quoted
from qala.store.items import table_of
from qala.store.query import Selection, checked_selection, where
from qala.store.shelf import Release

CLASSES = 24
"""About as many classes of numbers as a small drawing can show."""
TAIL = 0.98
"""Beyond this share of the values all of them are in one class: a few giants squeeze the rest."""
STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Span:
    """The least and the greatest value of a column; of numbers, classes of equal width.

    `edges` stand between the classes and around them, round numbers. What is beyond the last is
    counted in the last class.
    """

    least: Any
    most: Any
    edges: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Counted:
    """What features are counted by: the values of a column, its classes, or those between breaks.

    Of text and of days only whether there is a value. A break belongs to the class above it.
    """

    column: str
    span: Span | None = None
    breaks: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """How many features have each value, or are in each class by number; None is not known."""

    counts: Mapping[Any, int]


def spans(engine: Engine, release: Release) -> dict[str, Span]:
    """The span of every column of numbers or days that has values."""
    kinds = kinds_of(release.manifest)
    numeric = [each for each, kind in kinds.items() if kind in {"integer", "number"}]
    days = [each for each, kind in kinds.items() if kind == "date"]
    wanted = [
        *(
            f"min({quoted(each)}), max({quoted(each)}), quantile_cont({quoted(each)}, {TAIL})"
            for each in numeric
        ),
        *(f"min({quoted(each)}), max({quoted(each)}), NULL" for each in days),
    ]
    if not wanted:
        return {}
    with engine.cursor() as cursor:
        sql = f"SELECT {', '.join(wanted)} FROM {table_of(release)}"  # noqa: S608 - quoted columns
        row = cursor.execute(sql).fetchall()[0]
    found = {}
    for number, column in enumerate([*numeric, *days]):
        least, most, tail = row[number * 3 : number * 3 + 3]
        if least is None:
            continue
        whole = kinds[column] == "integer"
        edges = () if tail is None else class_edges(least, most, tail, whole=whole)
        found[column] = Span(least, most, edges)
    return found


def class_edges(least: float, most: float, tail: float, *, whole: bool) -> tuple[float, ...]:
    """Round numbers from below `least` to above `tail`, or to above `most` if that is not far."""
    end = most if most - least <= 2 * (tail - least) else tail
    step = _round_step((end - least) / CLASSES)
    if whole:
        step = max(1.0, math.ceil(step))
    first = math.floor(least / step)
    last = max(first + 1, math.floor(end / step) + 1)
    return tuple(round(number * step, 9) for number in range(first, last + 1))


def _round_step(wanted: float) -> float:
    """The next round number: 1, 2, 2.5 or 5 times a power of ten."""
    if wanted <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(wanted))
    return next((each * power for each in STEPS if each * power >= wanted), 10.0 * power)


def tallies(
    engine: Engine, release: Release, counted: Mapping[str, Counted], selection: Selection
) -> tuple[int, dict[str, Tally]]:
    """How many features are selected, and a tally of them for each entry of `counted`.

    One pass over the file. Raises InvalidRequest, TimedOut.
    """
    condition = where(checked_selection(selection, release.manifest))
    kinds = kinds_of(release.manifest)
    named = [f"c{number}" for number in range(len(counted))]
    inner = ", ".join(
        f"{_expression(each, kinds[each.column])} AS {name}"
        for each, name in zip(counted.values(), named, strict=True)
    )
    sets = ", ".join(["()", *(f"({name})" for name in named)])
    grouping = f"grouping({', '.join(named)})" if named else "0"
    sql = (
        f"SELECT {', '.join([grouping, 'count(*)', *named])}"  # noqa: S608 - quoted declared columns
        f" FROM (SELECT {inner or '1'} FROM {table_of(release)} WHERE {condition.sql})"
        f" GROUP BY GROUPING SETS ({sets})"
    )
    with engine.cursor() as cursor:
        rows = cursor.execute(sql, condition.params).fetchall()
    return _sorted_out(rows, list(counted))


def _expression(each: Counted, kind: str) -> str:
    name = quoted(each.column)
    if each.breaks:
        below = " ".join(
            f"WHEN {name} < {limit!r} THEN {number}" for number, limit in enumerate(each.breaks)
        )
        return f"CASE {below} WHEN {name} IS NOT NULL THEN {len(each.breaks)} END"
    if each.span and each.span.edges:
        edges = each.span.edges
        place = f"floor(({name} - {edges[0]!r}) / {edges[1] - edges[0]!r})"
        number = f"least(greatest({place}, 0), {len(edges) - 2})::INTEGER"
        return f"CASE WHEN {name} IS NOT NULL THEN {number} END"
    if kind in {"category", "boolean"}:
        return name
    return f"CASE WHEN {name} IS NOT NULL THEN true END"


def _sorted_out(
    rows: Sequence[tuple[Any, ...]], names: Sequence[str]
) -> tuple[int, dict[str, Tally]]:
    """Rows by what they are grouped by: GROUPING has a bit for each column that is left out."""
    everything = (1 << len(names)) - 1
    counts: list[dict[Any, int]] = [{} for _ in names]
    matched = 0
    for mask, count, *values in rows:
        if mask == everything:
            matched = count
            continue
        place = len(names) - (everything ^ mask).bit_length()
        counts[place][values[place]] = count
    return matched, {name: Tally(each) for name, each in zip(names, counts, strict=True)}
