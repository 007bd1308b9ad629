"""Differences between releases, against a naive comparison of the same features."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qala.core.dataset import Field, FieldType
from qala.core.errors import Busy, ShelfDamaged, TimedOut
from qala.core.features import Features
from qala.core.text import Text
from qala.store.compare import Kind, Pair, compare
from qala.store.comparisons import Comparison, Comparisons
from qala.store.engine import Engine
from qala.store.shelf import Release, Shelf
from qala.store.upkeep import withdraw
from tests.store.conftest import SCHOOLS, put, schools

UNMAPPED = replace(SCHOOLS, mapped=False, key="name")

PLACES = st.one_of(st.none(), st.sampled_from([(76.9, 43.2), (76.9, 43.3), (77.0, 43.2)]))
ROWS = st.dictionaries(
    st.sampled_from([f"id-{number}" for number in range(6)]),
    st.tuples(
        st.sampled_from(["", "а", "ә'\"", None]),
        st.one_of(st.none(), st.integers(0, 2)),
        st.sampled_from([True, False, None]),
        PLACES,
    ),
)
Rows = dict[str, tuple[str | None, int | None, bool | None, tuple[float, float] | None]]


def features(rows: Rows) -> Features:
    values = list(rows.values())
    names = [each[0] for each in values]
    geometry = np.full(len(rows), None, dtype=object)
    geometry[:] = [None if each[3] is None else shapely.Point(each[3]) for each in values]
    return Features(
        ids=list(rows),
        geometry=geometry,
        columns={
            "name": names,
            "name_kk": names,
            "name_en": [None] * len(rows),
            "pupils": [each[1] for each in values],
            "open": [each[2] for each in values],
        },
    )


def published(shelf: Shelf, rows: Rows) -> Release:
    return put(shelf, features(rows), dataset=UNMAPPED).release


def naive(before: Rows, after: Rows) -> list[tuple[str, str, tuple[str, ...]]]:
    found = [("added", each, ()) for each in sorted(after.keys() - before.keys())]
    for each in sorted(before.keys() & after.keys()):
        old, new = before[each], after[each]
        changed = [
            name
            for number, names in enumerate((("name", "name_kk"), ("pupils",), ("open",)))
            for name in names
            if old[number] != new[number]
        ]
        changed += ["geometry"] if old[3] != new[3] else []
        if changed:
            found.append(("changed", each, tuple(changed)))
    return found + [("removed", each, ()) for each in sorted(before.keys() - after.keys())]


@pytest.fixture
def comparisons(shelf: Shelf, tmp_path) -> Comparisons:
    return Comparisons(tmp_path / "kept", shelf)


@pytest.fixture
def engine(shelf: Shelf) -> Iterator[Engine]:
    shelf.root.mkdir(exist_ok=True)
    made = Engine(shelf.root)
    yield made
    made.close()


def everything(comparison: Comparison):
    return [
        (each.kind.value, each.id, each.columns)
        for each in comparison.differences(limit=sum(comparison.counts.values()))
    ]


reused = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])


@reused
@given(before=ROWS, after=ROWS)
def test_features_with_a_key_are_compared_one_by_one(shelf, comparisons, before, after):
    pair = Pair(published(shelf, before), published(shelf, after), keyed=True)
    comparison = comparisons.of(pair)
    assert everything(comparison) == naive(before, after)
    assert {kind.value: count for kind, count in comparison.counts.items() if count} == Counter(
        kind for kind, _id, _columns in naive(before, after)
    )


@reused
@given(before=ROWS, after=ROWS)
def test_features_without_a_key_are_compared_by_content(shelf, engine, before, after):
    older, newer = published(shelf, before), published(shelf, after)
    had, has = Counter(before.values()), Counter(after.values())
    found = Counter()
    for batch in compare(engine, Pair(older, newer, keyed=False)):
        for row in batch.to_pylist():
            release, number = (
                (newer, row["after"]) if row["kind"] == "added" else (older, row["before"])
            )
            found[row["kind"], row_content(release, number)] += 1
    assert found == Counter(
        {
            **{("added", each): count for each, count in (has - had).items()},
            **{("removed", each): count for each, count in (had - has).items()},
        }
    )


def row_content(release: Release, number: int):
    import pyarrow.parquet as pq  # noqa: PLC0415 - one place

    row = pq.read_table(release.features).slice(number, 1).to_pylist()[0]
    shape = row["geometry"] and shapely.from_wkb(row["geometry"])
    return row["name"], row["pupils"], row["open"], (shape.x, shape.y) if shape else None


def test_a_column_that_only_one_of_them_has_is_not_compared(shelf, comparisons):
    before = put(shelf, schools(5), dataset=UNMAPPED).release
    retyped = Field("pupils", FieldType.TEXT, Text({"en": "Pupils"}))
    fewer = replace(UNMAPPED, fields=(UNMAPPED.fields[0], retyped))
    chunk = schools(5)
    chunk.columns = {
        **{name: chunk.columns[name] for name in ("name", "name_kk", "name_en")},
        "pupils": ["many"] * 5,
    }
    after = put(shelf, chunk, dataset=fewer).release
    pair = Pair(before, after, keyed=True)
    assert pair.columns() == ["name", "name_kk", "name_en"]
    assert everything(comparisons.of(pair)) == []


def test_a_part_of_many_differences_is_read_by_kind(shelf, comparisons):
    before = put(shelf, schools(12_000), dataset=UNMAPPED).release
    after = put(shelf, schools(20_000, first=6_000), dataset=UNMAPPED).release
    comparison = comparisons.of(Pair(before, after, keyed=True))
    assert comparison.counts[Kind.ADDED] == 14_000
    assert comparison.counts[Kind.REMOVED] == 6_000
    part = comparison.differences(kind=Kind.REMOVED, start=2, limit=3)
    assert [each.id for each in part] == ["school-10", "school-100", "school-1000"]
    assert {each.kind for each in part} == {Kind.REMOVED}
    assert comparison.differences(kind=Kind.REMOVED, start=6_000, limit=3) == []
    crossing = comparison.differences(kind=Kind.ADDED, start=8_000, limit=500)
    assert len({each.id for each in crossing}) == 500
    assert len(comparison.differences(start=13_999, limit=2)) == 2


def test_a_comparison_is_made_once_and_goes_with_its_releases(shelf, comparisons):
    before = put(shelf, schools(5), dataset=UNMAPPED).release
    after = put(shelf, schools(6), dataset=UNMAPPED).release
    pair = Pair(before, after, keyed=True)
    assert comparisons.kept(pair) is None
    made = comparisons.of(pair)
    assert comparisons.kept(pair) == made
    written = made.path.stat().st_mtime_ns
    assert comparisons.of(pair).path.stat().st_mtime_ns == written
    comparisons.clear_outdated()
    assert made.path.exists()
    withdraw(shelf, "schools", 1, reason="a name")
    comparisons.clear_outdated()
    assert not made.path.exists()


def test_a_damaged_comparison_is_made_anew(shelf, comparisons):
    before = put(shelf, schools(5), dataset=UNMAPPED).release
    pair = Pair(before, put(shelf, schools(6), dataset=UNMAPPED).release, keyed=True)
    comparisons.of(pair).path.write_bytes(b"PAR1 cut off")
    assert comparisons.of(pair).counts[Kind.ADDED] == 1


def test_a_damaged_release_leaves_nothing_behind(shelf, comparisons):
    before = put(shelf, schools(5), dataset=UNMAPPED).release
    after = put(shelf, schools(6), dataset=UNMAPPED).release
    content = after.features.read_bytes()
    after.features.write_bytes(content[: len(content) // 2] + content[-8:])
    with pytest.raises(ShelfDamaged):
        comparisons.of(Pair(before, after, keyed=True))
    assert [each for each in comparisons.root.rglob("*") if each.is_file()] == [
        comparisons.root / ".lock"
    ]


def test_who_waits_too_long_is_told_so(shelf, comparisons, monkeypatch):
    before = put(shelf, schools(5), dataset=UNMAPPED).release
    pair = Pair(before, put(shelf, schools(6), dataset=UNMAPPED).release, keyed=True)
    monkeypatch.setattr("qala.store.comparisons.WAIT_S", 0.1)
    with comparisons._alone(), pytest.raises(Busy):
        comparisons.of(pair)


def test_a_comparison_has_a_deadline(shelf, comparisons, monkeypatch):
    before = put(shelf, schools(60_000), dataset=UNMAPPED).release
    pair = Pair(before, put(shelf, schools(60_000, seed=2), dataset=UNMAPPED).release, keyed=True)
    monkeypatch.setattr("qala.store.comparisons.DEADLINE_S", 0.001)
    with pytest.raises(TimedOut):
        comparisons.of(pair)
