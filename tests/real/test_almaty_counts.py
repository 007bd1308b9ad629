"""The real city, built whole: counts as `../shared/data/almaty/SOURCES.md` gives them.

What differs from the count of records in a file is named by reason in the release's manifest.
"""

from pathlib import Path

import duckdb
import pytest

from qala.sources.build import Build
from qala.sources.folder import load_city
from qala.store.manifest import Manifest
from qala.store.shelf import Shelf

pytestmark = pytest.mark.shared
CITIES = Path(__file__).parents[2] / "cities"

# Records of the files that stand for each dataset, by SOURCES.md.
COUNTS = {
    "bus_loads": 3754,
    "construction_sites": 95,
    "districts": 8,
    "emergency_visits": 53,
    "hospital_access": 3048,
    "hospitals": 24,
    "improvement_projects": 69,
    "jobs": 3491,
    "kindergartens": 924,
    "malls": 41,
    "metro": 11,
    "old_houses": 356,
    "parks": 210,
    "population": 2531,
    "population_grid": 3078,
    "power_outages": 86,
    "renovation_buildings": 50,
    "road_register": 7769,
    "schools": 392,
    "seismic_exposure": 2118,
    "sport_facilities": 2792,
    "stop_passengers": 2847,
    "stops": 2811,
    "street_flows": 242,
    "vs30": 2212,
}
# Elements of the OpenStreetMap extract with the layer's tag, by SOURCES.md: published or skipped.
OSM_WAYS = {"roads": 4279, "railways": 91}
OSM_LAYERS = {"addresses", "buildings", "greenery", "landuse", "places", "water", *OSM_WAYS}

SKIPPED = {"districts": {"not_wanted": 3}}  # the city, a neighbourhood and a village
MENDED = {
    "improvement_projects": {
        "geometry_self_intersection": 1,
        "geometry_too_few_points_in_geometry_component": 1,
    },
    "power_outages": {
        "geometry_ring_self_intersection": 10,
        "geometry_self_intersection": 8,
        "geometry_too_few_points_in_geometry_component": 16,
    },
}
NOTED = {
    "bus_loads": {"geometry_collapsed": 4, "geometry_missing": 4, "outside_city": 34},
    "improvement_projects": {"geometry_missing": 12},
    "old_houses": {"bad_value:built": 1},  # "1955-1958"
    "sport_facilities": {"unknown_value:kind": 128},  # halls and pools go by their own name
    "stop_passengers": {"outside_city": 38},
    "stops": {"outside_city": 76},
}


INVENTED_ONLY = {"businesses", "parcels"}
GROUND = ("contours", "population_density", "relief", "slope", "spot_heights")


@pytest.fixture(scope="module")
def almaty(shared, tmp_path_factory) -> Shelf:
    """Releases of the whole city, built as `qala build almaty --osm ... --data ...` does."""
    shelf = Shelf(tmp_path_factory.mktemp("almaty"))
    data = shared / "data" / "almaty"
    city = load_city(CITIES / "almaty")
    build = Build(city, shelf, osm=data / "osm" / "almaty_osm_2012-03.osm.pbf", data=data)
    outcomes = list(build.run(city.datasets))
    assert {each.dataset.id: each.error for each in outcomes if each.error} == {}
    assert {each.dataset.id for each in outcomes if each.published is None} == INVENTED_ONLY
    return shelf


def manifest(shelf: Shelf, dataset: str) -> Manifest:
    return shelf.current(dataset).manifest


def rows(shelf: Shelf, dataset: str, question: str) -> list[tuple[object, ...]]:
    """The answer to `select {question}` over a release."""
    features = str(shelf.current(dataset).features)
    select, _, where = question.partition(" where ")
    sql = f"select {select} from read_parquet(?)" + (f" where {where}" if where else "")
    return duckdb.execute(sql, [features]).fetchall()


def test_every_dataset_of_the_city_is_published(almaty):
    assert set(almaty.datasets()) == {*COUNTS, *OSM_LAYERS, *GROUND}


@pytest.mark.parametrize("dataset", COUNTS)
def test_counts_agree_with_the_files_and_differences_have_their_reasons(almaty, dataset):
    release = manifest(almaty, dataset)
    assert release.counts["features"] == COUNTS[dataset]
    assert release.counts["read"] == COUNTS[dataset] + sum(release.skipped.values())
    assert release.skipped == SKIPPED.get(dataset, {})
    assert release.mended == MENDED.get(dataset, {})
    assert release.noted == NOTED.get(dataset, {})
    assert release.source["kind"] == "file"


@pytest.mark.parametrize(("dataset", "ways"), OSM_WAYS.items())
def test_each_way_of_the_extract_is_published_or_skipped_for_a_reason(almaty, dataset, ways):
    release = manifest(almaty, dataset)
    assert release.counts["features"] + sum(release.skipped.values()) == ways


@pytest.mark.parametrize("dataset", sorted(OSM_LAYERS))
def test_layers_without_a_file_come_from_openstreetmap(almaty, dataset):
    release = manifest(almaty, dataset)
    assert (release.source["kind"], release.licence) == ("osm", "ODbL-1.0")
    assert release.counts["features"] > 100 or dataset == "railways"


# Sums that SOURCES.md states, or that its authors publish.
@pytest.mark.parametrize(
    ("dataset", "question", "answer"),
    [
        ("buildings", "count(house_number)", 749),
        ("jobs", "sum(jobs)", 1_001_561),
        ("population", "sum(population)", 1_232_938),
        ("population", "count(population)", 2368),
        ("population", "count(*) where ambulance_10_min", 1646),
        ("population_grid", "round(sum(population), -3)", 2_351_000),
        ("seismic_exposure", "sum(buildings)", 50_544),
        ("seismic_exposure", "sum(occupants)", 1_633_180),
        ("stop_passengers", "sum(boardings)", 1_229_226),
        ("stop_passengers", "sum(alightings)", 1_228_519),
        ("bus_loads", "max(load)", 31_833),
        ("schools", "count(capacity)", 239),
        ("schools", "count(*) where kind = 'private' and pupils is null", 152),
        ("schools", "count(*) where room = 'full'", 50),
        ("road_register", "count(name_ru)", 4481),
        ("road_register", "count(name_kk)", 105),
        ("street_flows", "count(*) where kind = 'bicycle'", 200),
        ("improvement_projects", "count(*) where status = 'planned'", 38),
        ("improvement_projects", "count(*) where geometry is null", 12),
        ("power_outages", "count(*) where accuracy = 'low'", 37),
        ("hospitals", "max(load_percent)", 106),
    ],
)
def test_sums_agree_with_what_the_sources_state(almaty, dataset, question, answer):
    assert rows(almaty, dataset, question) == [(answer,)]


def test_districts_have_their_names_in_three_languages(almaty):
    named = rows(almaty, "districts", "name_kk, name_ru, name_en where id = 'Q16533574'")
    assert named == [("Алмалы ауданы", "Алмалинский район", "Almaly District")]
    assert rows(almaty, "districts", "count(name_kk) + count(name_ru) + count(name_en)") == [(24,)]


def test_what_the_files_lack_comes_from_the_tables_of_the_city(almaty):
    district = rows(almaty, "districts", "population, area_km2 where id = 'Q16534658'")
    assert district == [(358_000, 23.6)]
    opened = rows(almaty, "metro", "opened, count(*) where kind = 'station' group by 1 order by 1")
    assert opened == [("2011-12-01", 7), ("2015-04-18", 2), ("2022-05-30", 2)]
    files = [each["name"] for each in manifest(almaty, "metro").source["files"]]
    assert files == ["metro_stations.geojson", "metro.csv"]


def test_a_house_of_the_kml_lists_has_what_its_description_says(almaty):
    house = rows(
        almaty,
        "old_houses",
        "built, floors, material, plan_zone, flats where address = 'Богенбай батыра 265'",
    )
    assert house == [(1949, 2, "brick", "Ж-4", 12)]


def test_the_biggest_industry_of_a_cell_is_named(almaty):
    biggest = rows(
        almaty,
        "jobs",
        "main_industry, jobs_wholesale where jobs = 13 and main_industry = 'education'",
    )
    assert biggest
    assert rows(almaty, "jobs", "count(main_industry)") == [(3491,)]


def test_stops_keep_the_ids_of_their_timetable(almaty):
    assert rows(almaty, "stops", "count(distinct id) where id in ('1', '2', '3', '4')") == [(4,)]
