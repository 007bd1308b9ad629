"""The invented Almaty: recognisable, connected, each part of its own fabric."""

import numpy as np
import pytest
import shapely

from qala.sources.folder.load import load_city
from qala.sources.generated.layout import lay_out
from qala.sources.generated.layout.ground import water
from qala.sources.generated.skeleton import check_skeleton, load_skeleton
from qala.sources.generated.street_names import load_street_names
from tests.cities.facts import CITY
from tests.sources.generated.measures import parts, sides

DISTRICT_FABRICS = {
    "almaly": "old-grid",
    "auezov": "slabs",
    "alatau": "lots",
    "nauryzbay": "lots",
    "turksib": "lots",
    "medeu": "villas",
}


@pytest.fixture(scope="module")
def almaty():
    city = load_city(CITY)
    skeleton = load_skeleton(city)
    names = load_street_names(CITY.parent / "_base", city.languages)
    return skeleton, lay_out(skeleton, names, city.generation.seed)


def test_what_it_grows_from_is_sound():
    assert check_skeleton(CITY) == []


def test_every_avenue_stays_where_it_is_drawn(almaty):
    skeleton, plan = almaty
    drawn = {}
    for street in plan.streets:
        if not street.generated:
            drawn.setdefault(street.names["en"], []).append(street.line)
    for fact in skeleton.tables["roads"]:
        along = shapely.union_all(drawn[fact.row["name_en"]]).buffer(0.5)
        assert fact.shape.difference(along).length < 1, fact.id


def test_all_streets_hang_together(almaty):
    _, plan = almaty
    assert len(parts(plan)) == 1
    assert 20_000 < len(plan.streets) < 40_000


def test_rivers_run_north(almaty):
    skeleton, _ = almaty
    rivers = [each for each in skeleton.tables["water"] if each.row["kind"] == "river"]
    assert len(rivers) >= 4
    for river in rivers:
        first, last = shapely.get_coordinates(river.shape)[[0, -1]]
        assert last[1] - first[1] > 1000


def test_streets_cross_water_only_on_bridges_and_no_park(almaty):
    skeleton, plan = almaty
    wet = shapely.union_all(water(skeleton))
    lines = np.array([each.line for each in plan.streets if each.generated], dtype=object)
    assert shapely.length(shapely.intersection(lines, wet)).sum() < 1500
    crossing = shapely.intersects(lines, wet).sum()
    assert crossing < 40
    parks = shapely.union_all(skeleton.shapes("greenery")).buffer(-2)
    assert shapely.intersects(lines, parks).sum() <= 2


def test_the_old_grid_has_blocks_of_140_to_250_m(almaty):
    _, plan = almaty
    grid = sides(plan, "old-grid")
    assert 130 < np.median(grid[:, 0]) < 200
    assert 150 < np.median(grid[:, 1]) < 250


@pytest.mark.parametrize("district", DISTRICT_FABRICS)
def test_a_district_has_the_fabric_it_is_known_for(almaty, district):
    _, plan = almaty
    area = {}
    for block in plan.blocks:
        if block.district == district:
            area[block.fabric.id] = area.get(block.fabric.id, 0.0) + block.polygon.area
    assert max(area, key=area.get) == DISTRICT_FABRICS[district]


def test_streets_are_named_in_three_languages(almaty):
    _, plan = almaty
    for street in plan.streets:
        assert all(street.names.get(language) for language in ("", "kk", "ru", "en")), street.id
