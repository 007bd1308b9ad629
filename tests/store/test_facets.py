"""Spans, classes and tallies of a release are what plain Python counts on the same rows."""

from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qala.core.errors import InvalidRequest
from qala.store.conditions import Compare, Comparison
from qala.store.engine import Engine
from qala.store.facets import Counted, Span, class_edges, spans, tallies
from qala.store.query import Query, Selection, SortKey
from qala.store.reader import Reader
from qala.store.shelf import Shelf
from tests.store.conftest import put, schools

COUNT = 3_000


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory):
    shelf = Shelf(tmp_path_factory.mktemp("shelf"))
    release = put(shelf, schools(COUNT)).release
    engine = Engine(shelf.root)
    yield engine, release
    engine.close()


def _rows():
    columns = schools(COUNT).columns
    return [{name: values[row] for name, values in columns.items()} for row in range(COUNT)]


def test_the_span_of_a_number(read):
    engine, release = read
    assert spans(engine, release) == {
        "pupils": Span(0, 999, tuple(float(each) for each in range(0, 1001, 50)))
    }


def test_each_field_is_counted(read):
    engine, release = read
    span = spans(engine, release)["pupils"]
    counted = {
        "name": Counted("name"),
        "pupils": Counted("pupils", span),
        "steps": Counted("pupils", breaks=(100.0, 500.0)),
        "open": Counted("open"),
    }
    small = Compare("pupils", Comparison.LT, 600)
    matched, found = tallies(engine, release, counted, Selection(where=small))
    rows = [row for row in _rows() if row["pupils"] is not None and row["pupils"] < 600]
    assert matched == len(rows)
    assert found["name"].counts == {True: len(rows)}
    assert found["open"].counts == Counter(row["open"] for row in rows)
    assert found["pupils"].counts == Counter(row["pupils"] // 50 for row in rows)
    assert found["steps"].counts == Counter(
        (row["pupils"] >= 100) + (row["pupils"] >= 500) for row in rows
    )


def test_what_is_not_known_is_counted_apart(read):
    engine, release = read
    span = spans(engine, release)["pupils"]
    ways = {
        "known": Counted("pupils"),
        "classes": Counted("pupils", span),
        "steps": Counted("pupils", breaks=(5.0,)),
    }
    _matched, found = tallies(engine, release, ways, Selection())
    unknown = sum(row["pupils"] is None for row in _rows())
    assert found["known"].counts == {True: COUNT - unknown, None: unknown}
    assert found["classes"].counts[None] == found["steps"].counts[None] == unknown


def test_nothing_matches(read):
    engine, release = read
    none = Selection(where=Compare("pupils", Comparison.LT, 0))
    assert tallies(engine, release, {"open": Counted("open")}, none)[0] == 0
    with pytest.raises(InvalidRequest):
        tallies(engine, release, {}, Selection(where=Compare("nope", Comparison.LT, 0)))


NUMBERS = st.floats(-1e9, 1e9)


@given(st.lists(NUMBERS, min_size=3, max_size=3), st.booleans())
def test_edges_are_even_and_hold_the_values(three, whole):
    least, tail, most = sorted(round(each) if whole else each for each in three)
    edges = class_edges(least, most, tail, whole=whole)
    widths = {round(b - a, 6) for a, b in pairwise(edges)}
    assert len(widths) == 1
    assert 2 <= len(edges) <= 40
    assert edges[0] <= least + 1e-6 * max(abs(least), 1)
    assert edges[-1] > tail - 1e-6 * max(abs(tail), 1)
    if whole:
        assert all(edge == int(edge) for edge in edges)


def test_giants_share_the_last_class():
    assert class_edges(0, 10_000, 100, whole=True)[-1] == 105
    assert class_edges(0, 150, 100, whole=True)[-1] > 150


def test_text_sorts_by_the_language_s_alphabet(tmp_path: Path):
    names = ["Яблоня", "Әсем", "Ақ", "Өзен", "Байтерек", "Қала"]
    features = schools(len(names))
    features = replace(features, columns={**features.columns, "name": names, "name_kk": names})
    shelf = Shelf(tmp_path)
    release = put(shelf, features).release
    engine = Engine(tmp_path)
    reader = Reader(shelf, engine, projection=32643)
    query = Query(sort=(SortKey("name_kk", collation="kk"),), limit=4)
    first = reader.items(release, query, columns=["name"])
    rest = reader.items(release, replace(query, after=first.next), columns=["name"])
    found = [item.properties["name"] for item in (*first.items, *rest.items)]
    assert found == ["Ақ", "Әсем", "Байтерек", "Қала", "Өзен", "Яблоня"]
    assert first.items[0].geometry is None
    assert set(first.items[0].properties) == {"name", "name_kk"}
    engine.close()
