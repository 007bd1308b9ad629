"""Areas from closed ways and relations: right ones, mended ones, broken ones by reason."""

import pytest

BUILDING = {"building": "yes"}
# One square of a thousandth of a degree, in square degrees.
UNIT = 1e-6


def area(row: dict) -> float:
    return row["geometry"].area / UNIT


def test_a_closed_way_is_a_polygon_without_more(osm):
    osm.square(1, 0, 0, 2, BUILDING)
    found, intake = osm.layer("buildings")
    assert list(found) == ["w1"]
    assert area(found["w1"]) == pytest.approx(4)
    assert (intake.read, intake.skipped, intake.mended) == (1, {}, {})


def test_a_hole_is_a_hole_even_when_the_roles_are_wrong(osm):
    osm.square(1, 0, 0, 10)
    osm.square(2, 2, 2, 3)
    osm.relation(7, [(1, "inner"), (2, "outer")], BUILDING)
    found, intake = osm.layer("buildings")
    assert area(found["r7"]) == pytest.approx(100 - 9)
    assert len(found["r7"]["geometry"].interiors) == 1
    assert not intake.mended


def test_an_island_in_a_hole_is_a_part_of_its_own(osm):
    osm.square(1, 0, 0, 10)
    osm.square(2, 2, 2, 6)
    osm.square(3, 4, 4, 1)
    osm.relation(7, [(1, "outer"), (2, "inner"), (3, "outer")], BUILDING)
    found, _ = osm.layer("buildings")
    assert found["r7"]["geometry"].geom_type == "MultiPolygon"
    assert area(found["r7"]) == pytest.approx(100 - 36 + 1)


def test_two_outers_each_keep_their_own_hole(osm):
    for number, x in ((1, 0), (2, 20)):
        osm.square(number, x, 0, 10)
        osm.square(number + 10, x + 1, 1, 2)
    osm.relation(7, [(1, "outer"), (2, "outer"), (11, "inner"), (12, "inner")], BUILDING)
    found, _ = osm.layer("buildings")
    parts = found["r7"]["geometry"].geoms
    assert [len(part.interiors) for part in parts] == [1, 1]
    assert area(found["r7"]) == pytest.approx(2 * (100 - 4))


def test_a_ring_of_several_ways_drawn_in_any_direction_is_joined(osm):
    for number, x, y in ((1, 0, 0), (2, 4, 0), (3, 4, 4), (4, 0, 4)):
        osm.node(number, x, y)
    osm.way(1, [1, 2])
    osm.way(2, [3, 2])
    osm.way(3, [3, 4])
    osm.way(4, [1, 4])
    osm.relation(7, [(each, "outer") for each in (1, 3, 2, 4)], BUILDING)
    found, intake = osm.layer("buildings")
    assert area(found["r7"]) == pytest.approx(16)
    assert not intake.skipped


def test_two_rings_that_touch_in_a_node_are_told_apart(osm):
    for number, x, y in ((1, 0, 0), (2, 2, 0), (3, 2, 2), (4, 4, 2), (5, 4, 4), (6, 2, 4)):
        osm.node(number, x, y)
    osm.way(1, [3, 1])
    osm.way(2, [1, 2, 3])
    osm.way(3, [3, 4, 5])
    osm.way(4, [5, 6, 3])
    osm.relation(7, [(each, "outer") for each in (1, 3, 2, 4)], BUILDING)
    found, intake = osm.layer("buildings")
    assert area(found["r7"]) == pytest.approx(2 + 4)
    assert found["r7"]["geometry"].is_valid
    assert not intake.skipped


def test_holes_that_share_an_edge_are_one_hole(osm):
    osm.square(1, 0, 0, 10)
    osm.square(2, 2, 2, 2)
    osm.square(3, 4, 2, 2)
    osm.relation(7, [(1, "outer"), (2, "inner"), (3, "inner")], BUILDING)
    found, intake = osm.layer("buildings")
    assert area(found["r7"]) == pytest.approx(100 - 8)
    assert found["r7"]["geometry"].is_valid
    assert intake.mended == {"rings_touch_or_cross": 1}
    assert intake.examples["rings_touch_or_cross"] == ["r7"]


def test_a_self_intersecting_way_is_mended_and_counted(osm):
    for number, x, y in ((1, 0, 0), (2, 2, 2), (3, 2, 0), (4, 0, 2)):
        osm.node(number, x, y)
    osm.way(1, [1, 2, 3, 4, 1], BUILDING)
    found, intake = osm.layer("buildings")
    assert area(found["w1"]) == pytest.approx(2)
    assert found["w1"]["geometry"].is_valid
    assert intake.mended == {"geometry_self_intersection": 1}


def broken_unclosed(osm):
    osm.square(1, 0, 0, 2)
    osm.way(2, [10, 11])
    osm.relation(7, [(1, "outer"), (2, "outer")], BUILDING)


def broken_member_missing(osm):
    osm.square(1, 0, 0, 2)
    osm.relation(7, [(1, "outer"), (999, "inner")], BUILDING)


def broken_node_missing(osm):
    osm.square(1, 0, 0, 2)
    osm.way(2, [10, 11, 999, 10])
    osm.relation(7, [(2, "outer")], BUILDING)


def broken_first_node_missing(osm):
    osm.square(1, 0, 0, 2)
    osm.way(2, [999, 10, 11, 12])
    osm.way(3, [12, 999])
    osm.relation(7, [(2, "outer"), (3, "outer")], BUILDING)


def broken_two_points(osm):
    osm.square(1, 0, 0, 2)
    osm.way(2, [10, 11, 10])
    osm.relation(7, [(2, "outer")], BUILDING)


def broken_without_ways(osm):
    osm.square(1, 0, 0, 2)
    osm.relation(7, [(1, "label")], BUILDING)


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (broken_unclosed, "ring_not_closed"),
        (broken_member_missing, "member_missing"),
        (broken_node_missing, "node_missing"),
        (broken_first_node_missing, "node_missing"),
        (broken_two_points, "ring_too_short"),
        (broken_without_ways, "relation_without_ways"),
    ],
)
def test_a_broken_relation_is_skipped_by_reason_and_the_rest_is_read(osm, make, reason):
    make(osm)
    osm.square(50, 20, 20, 1, BUILDING)
    found, intake = osm.layer("buildings")
    assert list(found) == ["w50"]
    assert intake.read == 2
    assert intake.skipped == {reason: 1}
    assert intake.examples[reason] == ["r7"]


@pytest.mark.parametrize(
    ("nodes", "reason"),
    [
        ([10, 11, 10], "ring_too_short"),
        ([10, 11, 12], "area_not_closed"),
        ([10, 11, 999, 10], "node_missing"),
        ([999, 10, 11, 999], "node_missing"),
        ([10, 10], "too_few_nodes"),
    ],
)
def test_a_way_that_is_no_area_is_skipped_by_reason(osm, nodes, reason):
    osm.square(1, 0, 0, 2)
    osm.way(2, nodes, BUILDING)
    found, intake = osm.layer("buildings")
    assert found == {}
    assert intake.skipped == {reason: 1}


def test_a_flat_ring_has_no_area(osm):
    for number, x in ((1, 0), (2, 1), (3, 2)):
        osm.node(number, x, 0)
    osm.way(1, [1, 2, 3, 1], BUILDING)
    found, intake = osm.layer("buildings")
    assert found == {}
    assert intake.skipped == {"geometry_no_area": 1}


def test_a_relation_without_tags_takes_those_of_its_outer_way_which_then_is_no_feature(osm):
    osm.square(1, 0, 0, 10, {"building": "school", "name": "№ 165", "source": "survey"})
    osm.square(2, 2, 2, 2)
    osm.relation(7, [(1, "outer"), (2, "inner")])
    found, intake = osm.layer("buildings")
    assert list(found) == ["r7"]
    assert (found["r7"]["name"], found["r7"]["use"]) == ("№ 165", "education")
    assert area(found["r7"]) == pytest.approx(96)
    assert intake.skipped == {"part_of_relation": 1}


def test_outer_ways_that_disagree_are_features_themselves(osm):
    osm.square(1, 0, 0, 2, {"building": "yes", "name": "A"})
    osm.square(2, 5, 0, 2, {"building": "yes", "name": "B"})
    osm.relation(7, [(1, "outer"), (2, "outer")])
    found, _ = osm.layer("buildings")
    assert {record: row["name"] for record, row in found.items()} == {"w1": "A", "w2": "B"}


def test_an_outer_way_stays_when_its_old_style_relation_is_broken(osm):
    osm.square(1, 0, 0, 2, BUILDING)
    osm.relation(7, [(1, "outer"), (999, "inner")])
    found, intake = osm.layer("buildings")
    assert list(found) == ["w1"]
    assert intake.skipped == {"member_missing": 1}


def test_a_member_listed_twice_counts_once(osm):
    osm.square(1, 0, 0, 2)
    osm.relation(7, [(1, "outer"), (1, "outer")], BUILDING)
    found, intake = osm.layer("buildings")
    assert area(found["r7"]) == pytest.approx(4)
    assert intake.mended == {"member_repeated": 1}


def test_an_element_given_twice_is_taken_once(osm):
    osm.square(1, 0, 0, 2, BUILDING)
    osm.way(1, [10, 11, 12, 13, 10], BUILDING)
    found, intake = osm.layer("buildings")
    assert list(found) == ["w1"]
    assert intake.skipped == {"duplicate_id": 1}
