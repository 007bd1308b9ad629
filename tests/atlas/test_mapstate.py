"""The state of the map as the server reads it."""

from datetime import date

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from qala.atlas.mapstate import MapState, read_state
from qala.core.errors import InvalidRequest

KNOWN = {"roads", "stops", "schools"}
FULL = (
    "at=76.92,43.24,13.5&layers=schools,stops&on=2030-12-31&select=stops/osm%2Fway%2012%2C3%26x"
    "&place=76.91234,43.25&mode=tools&tool=share&tall=1&turn=-20,55&fade=schools:40"
    "&hide=schools/_missing&hide=stops/a%2Fb%20c&filter=stops:kind=bus"
    "&compare=2026-01-31,2026-11-28,stops"
)


def test_every_part_is_read():
    assert read_state(QueryDict(FULL), KNOWN) == MapState(
        at=(76.92, 43.24, 13.5),
        layers=("schools", "stops"),
        on=date(2030, 12, 31),
        select=("stops", "osm/way 12,3&x"),
        place=(76.91234, 43.25),
        turn=(-20, 55),
        fade={"schools": 0.4},
        hidden=(("schools", "_missing"), ("stops", "a/b c")),
        mode="tools",
        tool="share",
        tall="1",
        compare="2026-01-31,2026-11-28,stops",
        filters=("stops:kind=bus",),
    )


def test_what_was_written_is_read_again():
    state = read_state(QueryDict(FULL), KNOWN)
    assert read_state(QueryDict(state.query), KNOWN) == state


@given(
    st.tuples(st.floats(-180, 180), st.floats(-85, 85), st.floats(0, 24)),
    st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=40),
)
def test_any_place_and_any_id_survive(at, feature):
    query = QueryDict(mutable=True)
    query["at"] = ",".join(map(repr, at))
    query["select"] = f"roads/{feature}"
    state = read_state(query, KNOWN)
    again = read_state(QueryDict(state.query), KNOWN)
    assert again == state
    assert again.select == ("roads", feature)


def test_nothing_said_is_nothing_written():
    assert read_state(QueryDict("at=&layers=&hide=&other=1"), KNOWN) == MapState()
    assert MapState().query == ""


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("at=76.9,43.2", "at"),
        ("at=nan,43,12", "at"),
        ("at=76.9,143,12", "at"),
        ("layers=nothing", "layers"),
        ("on=2026-02-30", "on"),
        ("on=tomorrow", "on"),
        ("select=roads", "select"),
        ("select=nothing/1", "select"),
        ("select=roads/%00", "select"),
        ("place=76.9", "place"),
        ("mode=%3Cb%3E", "mode"),
        ("tool=a b", "tool"),
        ("turn=200,10", "turn"),
        ("turn=10,80", "turn"),
        ("fade=roads:100", "fade"),
        ("fade=roads:x", "fade"),
        ("fade=nothing:20", "fade"),
        ("hide=roads/", "hide"),
        ("&".join(f"hide=roads/{n}" for n in range(81)), "hide"),
        ("filter=" + "x" * 2_001, "filter"),
        ("compare=2026-01-01", "compare"),
    ],
)
def test_what_cannot_be_used_is_named(query, field):
    with pytest.raises(InvalidRequest) as caught:
        read_state(QueryDict(query), KNOWN)
    assert [each.field for each in caught.value.errors] == [field]


def test_a_layer_s_filter_and_its_table():
    query = "filter=roads/lanes:2..&filter=schools/kind:!a;open:yes&table=schools/-kind"
    state = read_state(QueryDict(query), KNOWN)
    assert state.filter_of("schools") == "kind:!a;open:yes"
    assert state.filter_of("stops") == ""
    assert state.query == query
    with pytest.raises(InvalidRequest):
        read_state(QueryDict("table=schools/-no such"), KNOWN)
