"""Roads, tracks, stops and stations: their values, and what is none of them."""

import pytest
from pyproj import Geod

from tests.sources.osm.written import EAST, NORTH, only


def street(osm, **tags):
    for number, x in ((1, 0), (2, 1), (3, 2)):
        osm.node(number, x, 0)
    osm.way(1, [1, 2, 3], {"highway": "residential", **tags})


def test_a_road_with_all_its_tags(osm):
    street(
        osm,
        **{"name": "Абай даңғылы", "name:kk": "Абай даңғылы", "name:ru": "проспект  Абая"},
        surface="asphalt",
        lanes="4",
        maxspeed="60",
        ref="A-2",
        oneway="yes",
    )
    row = only(osm, "roads")
    length_m = Geod(ellps="WGS84").line_length([EAST, EAST + 0.002], [NORTH, NORTH])
    assert row.pop("length_m") == pytest.approx(length_m, rel=5e-4)
    assert row.pop("geometry").geom_type == "LineString"
    assert row == {
        "name": "Абай даңғылы",
        "name_kk": "Абай даңғылы",
        "name_ru": "проспект Абая",
        "name_en": None,
        "class": "residential",
        "surface": "asphalt",
        "oneway": True,
        "lanes": 4,
        "maxspeed_kmh": 60,
        "ref": "A-2",
    }


@pytest.mark.parametrize(
    ("tags", "oneway", "backward"),
    [
        ({}, False, False),
        ({"oneway": "no", "junction": "roundabout"}, False, False),
        ({"junction": "roundabout"}, True, False),
        ({"highway": "motorway"}, True, False),
        ({"oneway": "1"}, True, False),
        ({"oneway": "-1"}, True, True),
        ({"oneway": "reversible"}, None, False),
    ],
)
def test_oneway_and_the_direction_of_the_line(osm, tags, oneway, backward):
    street(osm, **tags)
    row = only(osm, "roads")
    assert row["oneway"] is oneway
    starts_at_the_end = row["geometry"].coords[0][0] > EAST + 0.001
    assert starts_at_the_end is backward


def test_values_that_say_nothing_are_noted_and_left_empty(osm):
    street(osm, lanes="many", maxspeed="60;80")
    found, intake = osm.layer("roads")
    assert (found["w1"]["lanes"], found["w1"]["maxspeed_kmh"]) == (None, None)
    assert intake.noted == {"bad_value:lanes": 1, "bad_value:maxspeed_kmh": 1}


@pytest.mark.parametrize(
    ("tags", "reason"),
    [
        ({"highway": "proposed"}, "road_not_built"),
        ({"highway": "platform"}, "not_a_road:platform"),
        ({"highway": "pedestrian", "area": "yes"}, "road_is_area"),
    ],
)
def test_what_is_no_road(osm, tags, reason):
    osm.square(1, 0, 0, 1, tags)
    found, intake = osm.layer("roads")
    assert found == {}
    assert intake.skipped == {reason: 1}


def test_a_road_cut_by_the_edge_of_the_extract_keeps_its_longest_known_part(osm):
    for number, x in ((2, 1), (3, 2), (5, 4), (6, 5), (7, 6)):
        osm.node(number, x, 0)
    osm.way(1, [1, 2, 3, 4, 5, 6, 7], {"highway": "primary"})
    osm.way(2, [1, 2], {"highway": "primary"})
    found, intake = osm.layer("roads")
    assert [x for x, _ in found["w1"]["geometry"].coords] == pytest.approx(
        [EAST + 0.004, EAST + 0.005, EAST + 0.006]
    )
    assert set(found) == {"w1"}
    assert intake.mended == {"node_missing": 1}
    assert intake.skipped == {"node_missing": 1}


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ({"railway": "rail", "service": "yard"}, ("rail", "yard", False)),
        ({"railway": "subway", "tunnel": "yes"}, ("subway", None, True)),
        ({"railway": "funicular", "tunnel": "no"}, ("funicular", None, False)),
        ({"railway": "construction"}, "track_not_in_use"),
        ({"railway": "platform"}, "not_a_track:platform"),
    ],
)
def test_railways(osm, tags, expected):
    osm.square(1, 0, 0, 1, tags)
    found, intake = osm.layer("railways")
    if isinstance(expected, str):
        assert (found, intake.skipped) == ({}, {expected: 1})
    else:
        row = found["w1"]
        assert (row["kind"], row["service"], row["tunnel"]) == expected


@pytest.mark.parametrize(
    ("tags", "kind"),
    [
        ({"highway": "bus_stop"}, "bus"),
        ({"highway": "bus_stop", "trolleybus": "yes"}, "trolleybus"),
        ({"highway": "bus_stop", "trolleybus": "yes", "bus": "yes"}, "bus"),
        ({"railway": "tram_stop"}, "tram"),
        ({"railway": "station"}, "train"),
        ({"railway": "station", "station": "subway"}, "subway"),
        ({"public_transport": "platform", "tram": "yes"}, "tram"),
    ],
)
def test_stops(osm, tags, kind):
    osm.node(1, 0, 0, **tags)
    assert only(osm, "stops")["kind"] == kind


def test_a_stop_is_not_counted_again_on_the_road(osm):
    osm.node(1, 0, 0, public_transport="stop_position", bus="yes")
    osm.node(2, 0, 0, highway="crossing")
    found, intake = osm.layer("stops")
    assert (found, intake.read, intake.skipped) == ({}, 1, {"stop_position": 1})


def test_metro_stations_and_entrances(osm):
    osm.node(1, 0, 0, railway="station", station="subway", name="Абай")
    osm.node(2, 0, 0, railway="subway_entrance")
    osm.node(3, 0, 0, railway="station")
    found, _ = osm.layer("metro")
    assert {record: row["kind"] for record, row in found.items()} == {
        "n1": "station",
        "n2": "entrance",
    }
