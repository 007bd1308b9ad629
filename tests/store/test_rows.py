"""Rows read without a query are those that a query finds."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from qala.core.dataset import GeometryType
from qala.core.features import Features
from qala.core.geometry import BBox
from qala.core.text import Text
from qala.store.blocks import Blocks
from qala.store.conditions import AllOf
from qala.store.engine import Engine
from qala.store.query import Query, Selection
from qala.store.reader import Reader
from qala.store.rows import Rows, shape_of
from qala.store.shelf import Release, Shelf
from tests.store.conftest import SCHOOLS, put, schools

COUNT = 20_000
ALL = AllOf(())
"""A condition that is always true, for which DuckDB is asked."""


def shapes(count: int) -> Features:
    """Triangles and lines in place of the points of schools, every 50th without a place."""
    chunk = schools(count)
    x, y = shapely.get_coordinates(chunk.geometry).T
    corners = np.stack([x, y, x + 0.002, y + 0.001, x + 0.0005, y + 0.003], 1).reshape(-1, 3, 2)
    drawn = np.array(shapely.polygons(corners), dtype=object)
    drawn[::3] = shapely.linestrings(corners[::3])
    drawn[::50] = None
    return Features(chunk.ids, drawn, chunk.columns)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Reader, Release]]:
    shelf = Shelf(tmp_path_factory.mktemp("shelf"))
    mixed = replace(SCHOOLS, geometry=GeometryType.MIXED, mapped=False, title=Text({"en": "x"}))
    release = put(shelf, shapes(COUNT), dataset=mixed).release
    engine = Engine(shelf.root)
    yield Reader(shelf, engine, projection=32643), release
    engine.close()


boxes = st.tuples(
    st.floats(76.79, 77.01),
    st.floats(43.19, 43.31),
    st.sampled_from([0.0, 1e-6, 0.003, 0.05, 0.3]),
    st.sampled_from([0.0, 1e-6, 0.003, 0.05, 0.3]),
).map(lambda each: BBox(each[0], each[1], each[0] + each[2], each[1] + each[3]))


@given(box=boxes, exactly=st.booleans(), limit=st.integers(1, 1_000))
def test_a_box_finds_what_a_query_finds(library, box, exactly, limit):
    reader, release = library
    plain = Selection(bbox=box, exactly=exactly)
    mine = reader.features(release, Query(plain, limit=limit))
    theirs = reader.features(release, Query(replace(plain, where=ALL), limit=limit))
    assert mine.table.equals(theirs.table.cast(mine.table.schema))
    assert (mine.matched, mine.matched_capped) == (theirs.matched, theirs.matched_capped)
    assert mine.next == theirs.next
    if exactly:
        found = shapely.from_wkb(mine.table["geometry"])
        assert shapely.intersects(shape_of(box), found).all()


def test_pages_of_everything_have_every_row_once(library):
    reader, release = library
    query, ids = Query(limit=1_000), []
    while True:
        page = reader.features(release, query)
        ids += page.table["id"].to_pylist()
        if not page.next:
            break
        query = replace(query, after=page.next)
    assert len(ids) == len(set(ids)) == COUNT


def test_what_is_kept_stays_within_its_bytes(library):
    _, release = library
    small = Blocks(kept_bytes=600_000)
    rows = Rows(small)
    for start in range(0, COUNT - 10, 1_000):
        found = rows.at(release, np.arange(start, start + 10))
        assert len(found) == 10
        assert rows.count(release, BBox(76, 43, 78, 44), exactly=True, most=9) > 9
    assert small.kept_bytes <= 600_000 or small.kept_parts == 1


def test_no_place_meets_no_box(library):
    reader, release = library
    everywhere = Selection(bbox=BBox(-180, -90, 180, 90), exactly=True)
    page = reader.features(release, Query(everywhere, limit=1_000))
    assert page.matched_capped
    assert page.table["geometry"].null_count == 0
