"""What `qala new` learns from an extract."""

import pytest

from qala.core.errors import BadInput
from qala.core.geometry import BBox
from qala.sources.osm import describe
from tests.sources.osm.written import EAST, NORTH


def admin(level: int, name: str) -> dict[str, str]:
    return {
        "type": "boundary",
        "boundary": "administrative",
        "admin_level": str(level),
        "name": name,
    }


def a_city_with_two_districts(osm):
    osm.square(1, 0, 0, 10)
    osm.square(2, 1, 1, 3)
    osm.square(3, 5, 5, 3)
    osm.square(4, 5, 5, 1)
    osm.relation(1, [(1, "outer")], {**admin(4, "City"), "name:kk": "Қала", "name:ru": "Город"})
    osm.relation(2, [(2, "outer")], {**admin(6, "First"), "name:ru": "Первый"})
    osm.relation(3, [(3, "outer")], {**admin(6, "Second"), "population": "12 345"})
    osm.relation(4, [(4, "outer")], admin(10, "Quarter"))
    osm.relation(5, [(1, "outer"), (99, "outer")], admin(6, "Cut"))


def test_a_city_is_described(osm):
    a_city_with_two_districts(osm)
    osm.tagged_node(9, 5, 5, {"place": "city", "name": "City", "name:zh-Hant": "城"})
    osm.tagged_node(8, 5, 6, {"place": "suburb", "name": "Part"})
    osm.extract()
    told = describe(osm.path)
    assert told.bounds.as_list() == pytest.approx([EAST, NORTH, EAST + 0.01, NORTH + 0.01])
    assert told.languages == {"ru": 2, "kk": 1}
    assert [each.name for each in told.settlements] == ["City", "Part"]
    first = told.boundaries[1]
    assert (first.id, first.name, first.admin_level, first.whole) == ("r2", "First", 6, True)
    cut = told.boundaries[-1]
    assert (cut.name, cut.whole) == ("Cut", False)


def test_districts_are_the_first_level_with_two_in_one_whole_boundary(osm):
    a_city_with_two_districts(osm)
    found, intake = osm.layer("districts")
    assert {row["name"]: row["population"] for row in found.values()} == {
        "First": None,
        "Second": 12345,
    }
    assert intake.skipped == {
        "other_admin_level:4": 1,
        "other_admin_level:10": 1,
        "member_missing": 1,
    }


def test_neighbouring_towns_are_no_districts_of_each_other(osm):
    """Two towns of level 8 stand alone; the quarters of level 10 share the town around them."""
    osm.square(1, 0, 0, 10)
    osm.square(2, 20, 0, 10)
    osm.square(3, 1, 1, 2)
    osm.square(4, 4, 4, 2)
    for number, level in ((1, 8), (2, 8), (3, 10), (4, 10)):
        osm.relation(number, [(number, "outer")], admin(level, f"N{number}"))
    found, _ = osm.layer("districts")
    assert {row["name"] for row in found.values()} == {"N3", "N4"}


def test_without_anything_whole_above_the_first_level_with_two_is_taken(osm):
    osm.square(1, 0, 0, 10)
    osm.square(2, 20, 0, 10)
    for number in (1, 2):
        osm.relation(number, [(number, "outer")], admin(9, f"N{number}"))
    assert osm.extract().levels == (9,)


def test_real_extracts_are_described(shared):
    monaco = describe(shared / "data/other/monaco.osm.pbf")
    assert monaco.bounds == BBox(7.409205, 43.72335, 7.448637, 43.75169)
    assert {"fr", "en", "it"} <= set(list(monaco.languages)[:5])
    assert monaco.settlements[0].name == "Monaco"
    almaty = describe(shared / "data/almaty/osm/almaty_osm_2012-03.osm.pbf")
    assert almaty.bounds == BBox(76.575, 43.057, 77.223, 43.549)
    assert list(almaty.languages)[:2] == ["ru", "en"]
    assert (almaty.settlements[0].name, almaty.boundaries) == ("Алматы", ())


def test_an_extract_without_any_place_is_refused(osm):
    osm.node(1, 5, 5)
    osm.relation(1, [(1, "outer")], admin(6, "Nowhere"))
    osm.extract()
    with pytest.raises(BadInput, match="holds no OpenStreetMap objects"):
        describe(osm.path)
