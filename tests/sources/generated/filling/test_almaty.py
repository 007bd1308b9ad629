"""The whole of Almaty, laid out and filled: what its people would see at once."""

import csv
from collections import Counter

import numpy as np
import pytest
import shapely

from qala.sources.folder import load_city
from qala.sources.generated.filling import load_words
from qala.sources.generated.layout import lay_out
from qala.sources.generated.plan import Plan
from qala.sources.generated.skeleton import Skeleton, load_skeleton
from qala.sources.generated.street_names import load_street_names
from tests.conftest import PROJECT
from tests.sources.generated.filling.conftest import LANGUAGES, Filled
from tests.sources.generated.filling.plans import BASE
from tests.sources.generated.filling.test_fill import metres, overlaps

ALMATY = PROJECT / "cities" / "almaty"


def populations() -> dict[str, int]:
    with (ALMATY / "facts" / "districts.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: int(row["population"]) for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def skeleton() -> Skeleton:
    return load_skeleton(load_city(ALMATY))


@pytest.fixture(scope="module")
def almaty(skeleton: Skeleton) -> Plan:
    return lay_out(skeleton, load_street_names(BASE, LANGUAGES), 1854)


@pytest.fixture(scope="module")
def city(almaty: Plan) -> Filled:
    return Filled(almaty, load_words(BASE, LANGUAGES), populations=populations())


@pytest.fixture(scope="module")
def houses(city: Filled) -> np.ndarray:
    return metres(city.shapes("buildings"))


def test_it_is_as_large_as_a_city_of_two_millions(city: Filled) -> None:
    assert 80_000 < len(city.ids("buildings")) < 200_000
    assert 60_000 < len(city.ids("parcels")) < 200_000
    assert 20_000 < len(city.ids("businesses")) < 45_000
    assert len(set(city.column("businesses", "category"))) >= 40


def test_residents_of_each_district_are_those_of_its_page(city: Filled) -> None:
    people: Counter[str] = Counter()
    rows = zip(
        city.column("population", "district"), city.column("population", "population"), strict=True
    )
    for district, count in rows:
        people[district] += count
    assert people == populations()


def test_no_house_stands_on_another(houses: np.ndarray) -> None:
    assert overlaps(houses) == []


def test_no_house_stands_on_a_street(almaty: Plan, houses: np.ndarray) -> None:
    widths = np.array([each.width_m for each in almaty.streets])
    lines = np.array([each.line for each in almaty.streets], dtype=object)
    roads = shapely.buffer(lines, widths / 2, cap_style="flat")
    assert struck(roads, houses) == []


@pytest.mark.parametrize(("table", "half_width_m"), [("water", 4.0), ("railways", 5.0)])
def test_no_house_stands_in_water_or_on_rails(
    skeleton: Skeleton, houses: np.ndarray, table: str, half_width_m: float
) -> None:
    facts = [each for each in skeleton.tables[table] if each.row.get("kind") not in UNDERGROUND]
    shapes = np.array([each.shape for each in facts], dtype=object)
    lines = shapely.get_dimensions(shapes) == 1
    shapes[lines] = shapely.buffer(shapes[lines], half_width_m)
    assert struck(shapes, houses) == []


UNDERGROUND = {"subway"}


def struck(obstacles: np.ndarray, houses: np.ndarray) -> list[int]:
    """Houses that share more than a square metre with an obstacle."""
    house, obstacle = shapely.STRtree(obstacles).query(houses, predicate="intersects")
    shared = shapely.area(shapely.intersection(houses[house], obstacles[obstacle])) > 1
    return sorted(set(house[shared].tolist()))


def test_most_houses_have_an_address(city: Filled) -> None:
    assert len(city.ids("addresses")) > 0.85 * len(city.ids("buildings"))
    for language in LANGUAGES:
        named = [each for each in city.column("addresses", f"street_{language}") if each]
        assert len(named) > 0.99 * len(city.ids("addresses"))


def test_floor_for_each_resident_is_that_of_the_country(city: Filled) -> None:
    """About 20 to 30 m2 of dwelling for a person; the outlines here include walls and stairs."""
    rows = zip(
        city.column("buildings", "use"),
        city.column("buildings", "levels"),
        city.column("buildings", "area_m2"),
        strict=True,
    )
    floor = sum(levels * area for use, levels, area in rows if use in {"apartments", "house"})
    assert 25 < floor / sum(populations().values()) < 60
