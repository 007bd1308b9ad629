"""Reading: filters, sorting and paging give what plain Python gives on the same rows."""

from dataclasses import replace
from pathlib import Path
from threading import Timer

import duckdb
import numpy as np
import pyproj
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from qala.core.dataset import Dataset, GeometryType
from qala.core.errors import ClientLeft, InvalidRequest, TimedOut
from qala.core.features import Features
from qala.core.geometry import BBox
from qala.core.text import Text
from qala.core.visits import Visit, visit
from qala.store.conditions import (
    AnyOf,
    Compare,
    Comparison,
    Condition,
    IsNull,
    Not,
    OneOf,
    containing,
)
from qala.store.engine import Engine
from qala.store.items import Item
from qala.store.query import Bookmark, Query, Selection, SortKey
from qala.store.reader import Reader
from qala.store.shelf import Release, Shelf
from tests.store.conftest import COUNT, put, schools


def _all(reader: Reader, release: Release, query: Query) -> list[Item]:
    """All pages, one after the other."""
    found: list[Item] = []
    while True:
        page = reader.items(release, query)
        found += page.items
        if not page.next:
            return found
        query = replace(query, after=page.next)


def test_by_id(library):
    reader, release = library
    item = reader.item(release, "school-42")
    assert item.properties == {
        "name": "№ 42 мектеп",
        "name_kk": "№ 42 мектеп",
        "name_en": "School 42",
        "pupils": None,
        "open": True,
    }
    assert item.geometry.equals(schools(COUNT).geometry[42])
    assert reader.item(release, "school-3000") is None


boxes = st.tuples(
    st.floats(76.75, 77.05), st.floats(43.15, 43.35), st.floats(0, 0.1), st.floats(0, 0.1)
).map(lambda each: BBox(each[0], each[1], each[0] + each[2], each[1] + each[3]))


queries = st.builds(
    Query,
    st.builds(
        Selection,
        boxes,
        st.integers(0, 1000).map(lambda least: Compare("pupils", Comparison.GE, least)),
    ),
    sort=st.lists(
        st.builds(SortKey, st.sampled_from(["pupils", "name_en", "open"]), st.booleans()),
        max_size=3,
        unique_by=lambda key: key.column,
    ).map(tuple),
    limit=st.integers(50, 1000),
)


@settings(max_examples=25, deadline=None)
@given(query=queries)
def test_any_query_gives_what_python_gives(library, query):
    reader, release = library
    box, least = query.selection.bbox, query.selection.where.value
    chunk = schools(COUNT)
    expected = {
        chunk.ids[n]
        for n in range(COUNT)
        if box.contains(chunk.geometry[n].x, chunk.geometry[n].y)
        and (-1 if chunk.columns["pupils"][n] is None else chunk.columns["pupils"][n]) >= least
    }
    found = _all(reader, release, query)
    assert [item.id for item in found] == list(dict.fromkeys(item.id for item in found))
    assert {item.id for item in found} == expected
    ordered = list(found)
    for key in reversed(query.sort):
        ordered.sort(key=lambda item: item.properties[key.column], reverse=key.descending)
    for key in query.sort:
        assert [item.properties[key.column] for item in found] == [
            item.properties[key.column] for item in ordered
        ]


def test_paging_with_unknown_values_last(library):
    reader, release = library
    for descending in (False, True):
        found = _all(reader, release, Query(sort=(SortKey("pupils", descending),), limit=700))
        values = [item.properties["pupils"] for item in found]
        known = [value for value in values if value is not None]
        assert len(values) == COUNT
        assert values == sorted(known, reverse=descending) + [None] * (COUNT - len(known))


def test_counts_are_capped(shelf: Shelf, reader: Reader):
    release = put(shelf, schools(12_000)).release
    page = reader.items(release, Query(Selection(where=containing("name", "мектеп"))))
    assert (page.matched, page.matched_capped) == (10_000, True)
    assert reader.items(release, Query()).matched == 12_000


def selecting(condition: Condition) -> Query:
    return Query(Selection(where=condition))


@pytest.mark.parametrize(
    ("query", "field"),
    [
        (Query(limit=0), "limit"),
        (Query(limit=1001), "limit"),
        (Query(sort=(SortKey("colour"),)), "sort"),
        (Query(sort=(SortKey('pupils"; DROP TABLE x; --'),)), "sort"),
        (Query(sort=(SortKey("pupils"),) * 5), "sort"),
        (selecting(Compare("colour", Comparison.EQ, "red")), "filter"),
        (selecting(Compare("pupils", Comparison.EQ, "many")), "pupils"),
        (selecting(Compare("pupils", Comparison.EQ, 1, fold=True)), "pupils"),
        (selecting(Compare("open", Comparison.EQ, 1)), "open"),
        (selecting(OneOf("name", ())), "name"),
        (selecting(containing("pupils", "1")), "pupils"),
        (selecting(Not(AnyOf((IsNull("pupils"), IsNull("colour"))))), "filter"),
        (Query(after="garbage"), "cursor"),
        (Query(after=Bookmark(1, [["name", False]], ["a"], 1).encode()), "cursor"),
        (Query(after=Bookmark(1, [], [], -1).encode()), "cursor"),
        (Query(after=Bookmark(10**30, [], [], 1).encode()), "cursor"),
        (
            Query(
                sort=(SortKey("pupils"),),
                after=Bookmark(1, [["pupils", False]], ["many"], 1).encode(),
            ),
            "cursor",
        ),
    ],
)
def test_a_query_that_does_not_fit_names_the_parameter(library, query, field):
    reader, release = library
    with pytest.raises(InvalidRequest) as caught:
        reader.items(release, query)
    assert [error.field for error in caught.value.errors] == [field]


def test_a_continued_query_stays_on_its_release(shelf: Shelf, reader: Reader):
    put(shelf, schools(300))
    page = reader.items(shelf.current("schools"), Query(limit=200))
    put(shelf, schools(500, seed=9))
    rest = reader.items(shelf.current("schools"), Query(limit=200, after=page.next))
    assert len(rest.items) == 100
    assert {item.id for item in page.items + rest.items} == {f"school-{n}" for n in range(300)}


def test_the_engine_reads_the_shelf_and_nothing_else(library, tmp_path: Path):
    reader, _ = library
    outside = tmp_path / "secret.csv"
    outside.write_text("a\n1\n")
    with reader.engine.cursor() as cursor:
        with pytest.raises(duckdb.Error):
            cursor.execute("SELECT * FROM read_csv($path)", {"path": str(outside)})
        with pytest.raises(duckdb.Error):
            cursor.execute("SET threads = 64")


def test_a_query_is_stopped_at_its_deadline(shelf: Shelf):
    shelf.root.mkdir()
    engine = Engine(shelf.root, deadline_s=0.2)
    with pytest.raises(TimedOut), engine.cursor() as cursor:
        cursor.execute(
            "SELECT sum(a.range * b.range) FROM range(1000000) a, range(1000000) b"
        ).fetchall()
    with engine.cursor() as cursor:
        assert cursor.execute("SELECT 1").fetchall() == [(1,)]
    engine.close()


def test_a_query_is_stopped_when_its_client_has_left(shelf: Shelf):
    shelf.root.mkdir()
    engine = Engine(shelf.root)
    caller = Visit()
    token = visit.set(caller)
    leaving = Timer(0.2, caller.leave)
    leaving.start()
    try:
        with pytest.raises(ClientLeft), engine.cursor() as cursor:
            cursor.execute(
                "SELECT sum(a.range * b.range) FROM range(1000000) a, range(1000000) b"
            ).fetchall()
    finally:
        visit.reset(token)
        engine.close()


def test_batches_give_every_selected_feature_once(library):
    reader, release = library
    wanted = Selection(where=Compare("open", Comparison.EQ, True))
    batches = list(reader.batches(release, wanted, deadline_s=5))
    rows = [row for batch in batches for row in batch.to_pylist()]
    assert list(rows[0]) == ["id", "geometry", "name", "name_kk", "name_en", "pupils", "open"]
    assert sorted(row["id"] for row in rows) == sorted(f"school-{n}" for n in range(0, COUNT, 2))
    assert all(row["open"] for row in rows)
    with pytest.raises(InvalidRequest):
        next(reader.batches(release, Selection(where=IsNull("colour")), deadline_s=5))


DISTRICTS = Dataset(
    "districts", Text(), Text(), "territory", GeometryType.POLYGON, (), (), "districts.toml"
)


def test_near_gives_the_smallest_polygon_first_then_by_distance(shelf: Shelf, reader: Reader):
    outer = shapely.box(76.8, 43.2, 77.0, 43.3)
    inner = shapely.box(76.89, 43.24, 76.91, 43.26)
    hole = shapely.Polygon(outer.exterior, [shapely.box(76.88, 43.23, 76.92, 43.27).exterior])
    areas = Features(["outer", "inner", "ring"], np.array([outer, inner, hole]), {})
    put(shelf, areas, dataset=DISTRICTS)
    put(shelf, schools(COUNT))
    lon, lat = 76.9, 43.25
    releases = [shelf.current("districts"), shelf.current("schools")]
    hits = reader.near(releases, lon, lat, {"districts": 30.0, "schools": 800.0})
    assert [hit.item.id for hit in hits[:2]] == ["inner", "outer"]
    assert hits[0].inside
    assert hits[0].area_m2 == pytest.approx(1624 * 2222, rel=0.01)
    geod = pyproj.Geod(ellps="WGS84")
    chunk = schools(COUNT)
    metres = {
        name: geod.inv(lon, lat, point.x, point.y)[2]
        for name, point in zip(chunk.ids, chunk.geometry, strict=True)
    }
    expected = sorted((name for name in metres if metres[name] <= 795), key=metres.__getitem__)
    found = [hit for hit in hits if hit.release.dataset == "schools"]
    assert {hit.item.id for hit in found} >= set(expected)
    for hit in found:
        assert hit.distance_m == pytest.approx(metres[hit.item.id], rel=0.002)
    assert [hit.distance_m for hit in hits] == sorted(hit.distance_m for hit in hits)


def test_near_nothing(shelf: Shelf, reader: Reader):
    put(shelf, schools(10))
    assert reader.near([shelf.current("schools")], 0.0, 89.9, {"schools": 30.0}) == []
    assert reader.near([], 76.9, 43.2, {}) == []


def test_an_engine_leaves_nothing_behind_however_its_process_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    engine = Engine(tmp_path)
    with engine.cursor() as cursor:
        assert cursor.execute("SELECT 1").fetchall() == [(1,)]
    assert list(tmp_path.iterdir()) == []
    engine.close()
