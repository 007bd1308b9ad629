"""The three real extracts: counts as `SOURCES.md` states them, areas as GDAL makes them."""

import warnings
from pathlib import Path

import numpy as np
import osmium
import pyogrio
import pytest
import shapely

from qala.core.features import Intake
from qala.sources.osm import LAYERS, VOCABULARY, OsmExtract
from tests.sources.osm.written import read

pytestmark = pytest.mark.shared
PROJECTIONS = {"monaco.osm.pbf": 32632, "helsinki_center.osm.pbf": 32635}


@pytest.fixture(scope="module")
def almaty(shared: Path) -> OsmExtract:
    path = shared / "data/almaty/osm/almaty_osm_2012-03.osm.pbf"
    return OsmExtract(path, languages=("kk", "ru", "en"), projection=32643)


@pytest.fixture(scope="module", params=PROJECTIONS)
def other(shared: Path, request: pytest.FixtureRequest) -> OsmExtract:
    path = shared / "data/other" / request.param
    return OsmExtract(path, languages=("en",), projection=PROJECTIONS[request.param])


def test_almaty_roads_are_its_highway_ways_but_nine(almaty):
    found, intake = read(almaty, "roads")
    assert intake.read == 4279
    assert intake.skipped == {
        "not_a_road:unsurfaced": 6,
        "not_a_road:crossing": 1,
        "road_is_area": 2,
    }
    assert len(found) == 4279 - 9
    assert intake.mended == {"node_missing": 20}


def test_almaty_roads_are_as_long_as_osmium_says(almaty):
    """`SOURCES.md`: 2,806 km by osmium's haversine, without the 20 roads cut by the edge."""
    found, _ = read(almaty, "roads")
    ours_m, whole_m = 0.0, 0.0
    for way in osmium.FileProcessor(str(almaty.path)).with_locations():
        row = found.get(f"w{way.id}") if isinstance(way, osmium.osm.Way) else None
        if row and all(node.location.valid() for node in way.nodes):
            whole_m += osmium.geom.haversine_distance(way.nodes)
            ours_m += row["length_m"]
    assert ours_m == pytest.approx(whole_m, rel=1e-3)
    assert whole_m == pytest.approx(2_806_000, rel=3e-3)


def test_almaty_buildings_and_house_numbers(almaty):
    """8,198 ways, 13 relations; 10 outer ways only repeat their relation. 749 ways and 19 nodes
    bear a house number."""
    buildings, intake = read(almaty, "buildings")
    assert intake.read == 8198 + 13
    assert intake.skipped == {"part_of_relation": 10}
    assert intake.mended == {"geometry_self_intersection": 2}
    assert len(buildings) == 8201
    addresses, _ = read(almaty, "addresses")
    assert len(addresses) == 749 + 19
    assert sum(record.startswith("w") for record in addresses) == 749


def test_almaty_railways_and_stops(almaty):
    railways, intake = read(almaty, "railways")
    assert intake.read == 91
    assert len(railways) == 90
    assert intake.skipped == {"not_a_track:station": 1}
    stops, _ = read(almaty, "stops")
    assert sum(row["kind"] in {"bus", "trolleybus"} for row in stops.values()) == 192


def test_almaty_of_2012_has_no_district_but_unnamed_ways_of_a_boundary(almaty):
    found, intake = read(almaty, "districts")
    assert found == {}
    assert intake.skipped == {"level_or_name_missing": 12}


def test_monaco_districts_are_the_wards_that_are_whole(shared):
    extract = OsmExtract(shared / "data/other/monaco.osm.pbf", languages=("ru",), projection=32632)
    found, intake = read(extract, "districts")
    assert extract.levels == (10,)
    assert {row["name"] for row in found.values()} == {
        *("Fontvieille", "Monaco-Ville", "La Condamine", "La Rousse", "Larvotto", "Monte-Carlo")
    }
    assert intake.skipped["member_missing"] == 3


def test_helsinki_centre_holds_no_whole_district(shared):
    path = shared / "data/other/helsinki_center.osm.pbf"
    found, intake = read(OsmExtract(path, languages=(), projection=32635), "districts")
    assert found == {}
    assert intake.skipped == {"member_missing": 14}


def gdal_areas(path: Path) -> tuple[dict[str, float], dict[str, float]]:
    """Areas in square degrees by GDAL's OSM driver: of relations, of ways."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # GDAL warns of the rings cut by the edge
        _, _, made, (of_relation, of_way) = pyogrio.raw.read(
            path, layer="multipolygons", columns=["osm_id", "osm_way_id"]
        )
    area = shapely.area(shapely.from_wkb(made, on_invalid="ignore"))
    return (
        {f"r{each}": size for each, size in zip(of_relation, area, strict=True) if each},
        {f"w{each}": size for each, size in zip(of_way, area, strict=True) if each},
    )


def test_areas_agree_with_gdal(other):
    relations, ways = gdal_areas(other.path)
    compared = 0
    for layer in ("buildings", "greenery", "landuse", "water", "districts"):
        for record, row in read(other, layer)[0].items():
            expected = relations.get(record) or ways.get(record)
            if expected and "Polygon" in row["geometry"].geom_type:
                assert row["geometry"].area == pytest.approx(expected, rel=1e-9), record
                compared += 1
    assert compared > 700


def test_every_relation_is_an_area_where_gdal_makes_one_or_lacks_a_member_or_node(other):
    relations, _ = gdal_areas(other.path)
    made, broken = {}, {}
    for layer in ("buildings", "greenery", "landuse", "water", "districts"):
        found, intake = read(other, layer)
        made.update({record: row for record, row in found.items() if record.startswith("r")})
        broken.update({reason: 1 for reason in intake.skipped if "ring" in reason})
    assert set(made) <= set(relations)
    assert not broken


@pytest.mark.parametrize("name", LAYERS)
def test_every_geometry_is_valid_and_every_value_in_the_vocabulary(almaty, other, name):
    for extract in (almaty, other):
        for chunk in extract.layer(name, Intake()):
            assert np.all(shapely.is_valid(chunk.geometry))
            assert len(set(chunk.ids)) == len(chunk.ids)
            for column, values in VOCABULARY[name].items():
                assert set(chunk.columns[column]) <= set(values)
