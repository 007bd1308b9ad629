"""Conditions select what plain Python and shapely select."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from qala.store.conditions import (
    AllOf,
    AnyOf,
    Compare,
    Comparison,
    IsNull,
    Like,
    Not,
    OneOf,
    Related,
    Relation,
    containing,
)
from qala.store.query import Query, Selection
from tests.store.conftest import COUNT, schools


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        (Compare("name_en", Comparison.EQ, "School 7"), 1),
        (Compare("id", Comparison.EQ, "school-7"), 1),
        (Compare("name_en", Comparison.EQ, "sCHOOL 7"), 0),
        (Compare("name_en", Comparison.EQ, "sCHOOL 7", fold=True), 1),
        (OneOf("name_en", ("School 7", "School 8", "none")), 2),
        (OneOf("name", ("№ 7 МЕКТЕП",), fold=True), 1),
        (containing("name", "№ 299 М"), 1),
        (containing("name", "%"), 0),
        (containing("name", "\\"), 0),
        (Like("name_en", "School _"), 10),
        (Like("name_en", "School 1%"), 1111),
        (IsNull("pupils"), 429),
        (Not(IsNull("pupils")), 2571),
        (Not(Compare("pupils", Comparison.GE, 1)), 2),
        (Compare("open", Comparison.EQ, True), 1500),
        (Compare("pupils", Comparison.LT, 1), 2),
        (Compare("pupils", Comparison.LT, 10**400), 2571),
        (Compare("pupils", Comparison.GT, -(10**400)), 2571),
        (Compare("pupils", Comparison.GE, 999.5), 0),
        (AllOf(()), 3000),
        (AnyOf(()), 0),
        (AnyOf((IsNull("pupils"), Compare("pupils", Comparison.LT, 1))), 431),
        (AllOf((Compare("open", Comparison.NE, True), Not(IsNull("pupils")))), 1286),
        (Compare("name_en", Comparison.EQ, "x' OR '1'='1"), 0),
    ],
)
def test_filters(library, wanted, count):
    reader, release = library
    assert reader.items(release, Query(Selection(where=wanted))).matched == count


corners = st.tuples(
    st.floats(76.75, 77.05), st.floats(43.15, 43.35), st.floats(0, 0.1), st.floats(0, 0.1)
)
shapes = st.one_of(
    corners.map(lambda each: shapely.box(each[0], each[1], each[0] + each[2], each[1] + each[3])),
    corners.map(lambda each: shapely.LineString([each[:2], (each[0] + each[2], each[1])])),
    st.integers(0, COUNT - 1).map(lambda row: schools(COUNT).geometry[row]),
)


@settings(max_examples=50)
@given(relation=st.sampled_from(Relation), shape=shapes)
def test_relations_are_those_of_shapely(library, relation, shape):
    reader, release = library
    chunk = schools(COUNT)
    holds = getattr(shapely, relation)(chunk.geometry, shape)
    wanted = Selection(where=Related(relation, shape))
    found = reader.batches(release, wanted, deadline_s=5)
    ids = {each for batch in found for each in batch["id"].to_pylist()}
    assert ids == {chunk.ids[row] for row in np.flatnonzero(holds)}
