"""The tables of Almaty's facts hold together by themselves."""

import re
import tomllib
from itertools import combinations, pairwise

import pytest
import shapely

from qala.sources.folder.load import load_city
from tests.cities.facts import CITY, NAMES, bounds, lines, metres, rows, shape

NAMED = ("name", *NAMES)
COLUMNS = {
    "districts": {*NAMED, "id", "population", "population_date", "area_km2", "source", "wkt"},
    "roads": {*NAMED, "id", "class", "lanes", "wkt"},
    "road_crossings": {"road_id", "order", "crossing_road_id", "lon", "lat", "source"},
    "old_street_names": {*NAMES, "road_id", "old_name_kk", "old_name_ru", "old_name_en", "source"},
    "water": {*NAMED, "id", "kind", "source", "wkt"},
    "railways": {*NAMED, "id", "kind", "service", "tunnel", "source", "wkt"},
    "metro": {*NAMED, "id", "order", "kind", "opened", "lon", "lat", "source"},
    "places": {*NAMED, "id", "category", "lon", "lat", "source"},
    "greenery": {*NAMED, "id", "kind", "source", "wkt"},
}
MAPPED = tuple(table for table in COLUMNS if table not in {"road_crossings", "old_street_names"})
ROWS = {"roads": 60, "old_street_names": 50, "places": 150, "greenery": 15, "water": 8}
MOST_VERTICES = {"districts": 75, "roads": 22, "water": 22, "railways": 22, "greenery": 12}
NOT_KAZAKH = re.compile(r"улица|проспект|көшесi|[іІ]{2}|[a-z]+[а-яәғқңөұүһі]", re.IGNORECASE)


@pytest.mark.parametrize("table", COLUMNS)
def test_has_its_columns_and_enough_rows(table):
    found = rows(table)
    assert COLUMNS[table] <= found[0].keys()
    assert len(found) >= ROWS.get(table, 1)


@pytest.mark.parametrize("table", MAPPED)
def test_ids_are_unique_slugs(table):
    ids = [row["id"] for row in rows(table)]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", each) for each in ids)


@pytest.mark.parametrize("table", [table for table in COLUMNS if table != "road_crossings"])
def test_is_named_in_three_languages(table):
    for row in rows(table):
        assert all(row[name].strip() == row[name] != "" for name in NAMES), row
        assert not NOT_KAZAKH.search(row["name_kk"]), row["name_kk"]
        assert not re.search("[әғқңөұүһі]", row["name_en"]), row["name_en"]


@pytest.mark.parametrize("table", MAPPED)
def test_geometry_is_valid_and_within_the_bounds(table):
    box = shapely.box(*bounds().as_list())
    for row in rows(table):
        assert shape(row).is_valid, row["id"]
        assert box.contains(shape(row)), row["id"]


@pytest.mark.parametrize("table", MOST_VERTICES)
def test_is_drawn_with_few_vertices(table):
    for row in rows(table):
        drawn = shapely.get_num_coordinates(shape(row))
        closing = shapely.get_num_geometries(shape(row)) if "POLYGON" in row["wkt"] else 0
        assert drawn - closing <= MOST_VERTICES[table], row["id"]


@pytest.mark.parametrize(
    ("table", "column", "declaring"),
    [
        ("roads", "class", "roads"),
        ("water", "kind", "water"),
        ("railways", "kind", "railways"),
        ("metro", "kind", "metro"),
        ("greenery", "kind", "greenery"),
        ("places", "category", "places"),
    ],
)
def test_categories_are_those_the_dataset_declares(table, column, declaring):
    field = load_city(CITY).dataset(declaring).field_named(column)
    assert {row[column] for row in rows(table)} <= set(field.values)


def test_the_eight_districts_meet_without_gap_or_overlap():
    drawn = {row["id"]: metres(shape(row)) for row in rows("districts")}
    assert sorted(drawn) == [
        *("alatau", "almaly", "auezov", "bostandyk", "medeu", "nauryzbay", "turksib", "zhetysu")
    ]
    whole = shapely.union_all(list(drawn.values()))
    assert sum(each.area for each in drawn.values()) == pytest.approx(whole.area, rel=0.005)
    assert sum(len(part.interiors) for part in whole.geoms) == 0
    assert whole.area / 1e6 == pytest.approx(700, rel=0.05)
    for first, second in combinations(drawn.values(), 2):
        assert first.intersection(second).area < 0.005 * min(first.area, second.area)


def test_a_district_is_as_large_as_its_outline():
    for row in rows("districts"):
        drawn_km2 = metres(shape(row)).area / 1e6
        assert float(row["area_km2"]) == pytest.approx(drawn_km2, rel=0.08), row["id"]
        assert 100_000 < int(row["population"]) < 500_000


def test_crossings_follow_the_course_of_their_road():
    courses = {row["id"]: lines(shape(row)) for row in rows("roads")}
    crossings: dict[str, list[dict[str, str]]] = {}
    for row in rows("road_crossings"):
        crossings.setdefault(row["road_id"], []).append(row)
    assert len(crossings) >= 90
    for road, found in crossings.items():
        found.sort(key=lambda row: int(row["order"]))
        assert [int(row["order"]) for row in found] == list(range(1, len(found) + 1)), road
        along = [_position(shape(row), courses[road]) for row in found]
        assert all(before < after for before, after in pairwise(along)), (road, along)
        assert {row["crossing_road_id"] for row in found} <= courses.keys() - {road}


def _position(point, course):
    """Which part of the course the point lies on within 20 m, and how far along it in degrees."""
    distances = [part.distance(point) for part in course]
    nearest = distances.index(min(distances))
    assert min(distances) < 0.0002
    return nearest, course[nearest].project(point)


def test_a_crossing_is_told_alike_from_both_roads():
    seen = {}
    for row in rows("road_crossings"):
        seen[row["road_id"], row["crossing_road_id"]] = metres(shape(row))
    both = [(pair, other) for pair in seen if (other := pair[::-1]) in seen and pair < other]
    assert len(both) > 250
    assert all(seen[pair].distance(seen[other]) < 250 for pair, other in both)


def test_old_names_belong_to_known_roads_and_years():
    roads = {row["id"] for row in rows("roads")}
    for row in rows("old_street_names"):
        assert row["road_id"] in {"", *roads}
        assert re.fullmatch(r"(19|20)\d\d|", row["until_year"])
        assert all(row[f"old_{name}"] for name in NAMES)
    furmanov = [row for row in rows("old_street_names") if row["road_id"] == "nazarbaev"]
    assert [(row["old_name_ru"], row["until_year"]) for row in furmanov] == [
        ("улица Фурманова", "2017")
    ]


def test_the_metro_runs_from_raiymbek_to_momyshuly():
    stations = rows("metro")
    assert [int(row["order"]) for row in stations] == list(range(1, 12))
    assert (stations[0]["name_kk"], stations[-1]["name_kk"]) == (
        "Райымбек батыр",
        "Бауыржан Момышұлы",
    )
    assert sorted({row["opened"] for row in stations}) == ["2011-12-01", "2015-04-18", "2022-05-30"]
    gaps = [metres(shape(a)).distance(metres(shape(b))) for a, b in pairwise(stations)]
    assert all(700 < gap < 2_200 for gap in gaps)
    line = next(shape(row) for row in rows("railways") if row["kind"] == "subway")
    along = [line.project(shape(row)) for row in stations]
    assert along == sorted(along)


def test_views_ask_in_three_languages_and_six_need_only_facts():
    with (CITY / "city.toml").open("rb") as file:
        views = tomllib.load(file)["views"]
    with_facts = {"metro", "railways", "districts", "greenery", "water", "places", "roads"}
    assert sum(view["layers"][0] in with_facts for view in views) >= 6
    declared = {dataset.id for dataset in load_city(CITY).datasets}
    for view in views:
        assert set(view["layers"]) <= declared
        assert set(view["question"]) == set(view["answer"]) == {"kk", "ru", "en"}
        assert all(question.endswith("?") for question in view["question"].values())
        assert bounds().contains(*view["at"][:2])


def test_the_calendar_and_the_mark_of_the_city():
    city = load_city(CITY)
    assert city.branding.mark == "Qala"
    assert city.calendar.weekend == (6, 7)
    assert {"01-01", "03-22", "12-16"} <= set(city.calendar.holidays)
