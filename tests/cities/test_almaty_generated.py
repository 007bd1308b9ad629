"""The invented Almaty: recognisable, connected, each part of its own fabric."""

import re

import numpy as np
import pytest
import shapely
from pyproj import CRS

from qala.core.projection import WGS84, mover
from qala.sources.folder.load import load_city
from qala.sources.generated.layout import lay_out
from qala.sources.generated.layout.ground import water
from qala.sources.generated.skeleton import check_skeleton, load_skeleton
from qala.sources.generated.street_names import load_street_names
from tests.cities.facts import CITY
from tests.cities.test_almaty_against_real_data import AVENUES, LANDMARKS, osm
from tests.sources.generated.measures import parts, sides

__all__ = ["osm"]

BRIDGE_M = 90.0
"""A river is 22 m wide; a bridge may cross it askew."""
NOTHING_M2 = 1.0
EDGE_M = 0.5
"""Streets are noded on a grid of 10 cm, and sides of blocks are straightened by up to 30 cm."""
RAIL_HALF_M = 5.0
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
    crossing = lines[shapely.intersects(lines, wet)]
    assert 0 < len(crossing) < 40
    bridges = shapely.get_parts(shapely.intersection(crossing, wet))
    assert shapely.length(bridges).max() < BRIDGE_M
    banks = shapely.boundary(wet).buffer(0.01)
    assert all(shapely.get_num_geometries(each.intersection(banks)) >= 2 for each in bridges)
    parks = shapely.union_all(skeleton.shapes("greenery")).buffer(-2)
    assert shapely.intersects(lines, parks).sum() <= 2


@pytest.mark.parametrize("table", ["water", "railways", "greenery"])
def test_no_block_lies_in_water_on_rails_or_in_a_park(almaty, table):
    skeleton, plan = almaty
    shapes = shapely.buffer(np.array(SURROUNDINGS[table](skeleton), dtype=object), -EDGE_M)
    blocks = np.array([each.polygon for each in plan.blocks], dtype=object)
    shape, block = shapely.STRtree(blocks).query(shapes, predicate="intersects")
    shared = shapely.area(shapely.intersection(shapes[shape], blocks[block]))
    wrong = {plan.blocks[block[hit]].id: shared[hit] for hit in np.flatnonzero(shared > NOTHING_M2)}
    assert wrong == {}


def _rails(skeleton):
    above = [each for each in skeleton.tables["railways"] if each.row.get("tunnel") != "true"]
    return [each.shape.buffer(RAIL_HALF_M) for each in above if each.row["kind"] != "subway"]


SURROUNDINGS = {
    "water": water,
    "railways": _rails,
    "greenery": lambda skeleton: skeleton.shapes("greenery"),
}


def test_no_street_is_a_crumb(almaty):
    _, plan = almaty
    assert min(each.line.length for each in plan.streets) > 1.5


def test_the_old_grid_has_blocks_of_140_to_250_m(almaty):
    _, plan = almaty
    grid = sides(plan, "old-grid")
    assert 140 < np.median(grid[:, 0]) < 200
    assert 150 < np.median(grid[:, 1]) < 250
    whole = grid[grid[:, 0] > 100]
    assert len(whole) > 0.8 * len(grid)
    assert np.mean((whole > 125) & (whole < 265)) > 0.8


@pytest.mark.shared
@pytest.mark.parametrize("road", AVENUES)
def test_an_avenue_of_the_invented_city_runs_where_it_ran_in_2012(almaty, osm, road):
    skeleton, plan = almaty
    streets, _ = osm
    real = shapely.union_all(
        [line for name in streets if re.search(AVENUES[road], name) for line in streets[name]]
    )
    real = shapely.transform(real, mover(WGS84, CRS.from_epsg(32643)))
    (fact,) = (each for each in skeleton.tables["roads"] if each.id == road)
    drawn = [each.line for each in plan.streets if each.names["en"] == fact.row["name_en"]]
    steps = shapely.line_interpolate_point(
        np.array(drawn)[:, None], np.linspace(0, 1, 20), normalized=True
    )
    away = shapely.distance(steps, real)
    weights = np.repeat(shapely.length(drawn), 20)
    order = np.argsort(away, axis=None)
    half = np.searchsorted(np.cumsum(weights[order]), weights.sum() / 2)
    assert away.ravel()[order[half]] <= 60


@pytest.mark.shared
@pytest.mark.parametrize("place", LANDMARKS)
def test_a_landmark_of_the_invented_city_stands_where_it_stood(almaty, osm, place):
    skeleton, _ = almaty
    _, places = osm
    (drawn,) = (each.shape for each in skeleton.tables["places"] if each.id == place)
    real = shapely.transform(
        np.array(places[LANDMARKS[place]], dtype=object), mover(WGS84, CRS.from_epsg(32643))
    )
    assert shapely.distance(real, drawn).min() <= 100


@pytest.mark.parametrize("district", DISTRICT_FABRICS)
def test_what_is_built_of_a_district_has_the_fabric_it_is_known_for(almaty, district):
    _, plan = almaty
    area = {}
    for block in plan.blocks:
        if block.district == district and block.fabric.kind != "open":
            area[block.fabric.id] = area.get(block.fabric.id, 0.0) + block.polygon.area
    assert max(area, key=area.get) == DISTRICT_FABRICS[district]


def test_streets_are_named_in_three_languages(almaty):
    _, plan = almaty
    for street in plan.streets:
        assert all(street.names.get(language) for language in ("", "kk", "ru", "en")), street.id
