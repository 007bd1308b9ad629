"""Almaty's ground: sane heights, rivers that fall, and agreement with what others measured."""

import csv
from functools import cache
from pathlib import Path

import numpy as np
import osmium
import pytest
import rasterio
from pyproj import CRS
from scipy.ndimage import gaussian_filter
from scipy.stats import spearmanr

from qala.core.projection import WGS84, mover
from qala.sources.folder import load_city
from qala.sources.relief.grid import outline
from qala.sources.relief.ground import Facts, Relief, relief
from qala.sources.relief.heights import read_spots
from qala.sources.relief.source import make_relief
from qala.sources.relief.water import read_water
from tests.cities.facts import CITY, NAMES, rows

PUBLISHED = {
    # as printed by publishers that have nothing to do with this project
    "medeu": 1691,
    "ulken-almaty-lake": 2511,
    "almaty-airport": 681,
    "weather-station": 851,
    "shymbulak": 2260,
    "ulken-almaty-peak": 3681,
    "furmanov": 3053,
    "nursultan-peak": 4331,
}
TABLE = CITY / "facts" / "spot_heights.csv"
RIVERS = [CITY / "facts" / "water.csv", CITY / "facts" / "mountain_streams.csv"]


@cache
def plane():
    return mover(WGS84, CRS.from_epsg(32643))


@pytest.fixture(scope="module")
def ground() -> Relief:
    city = load_city(CITY)
    spots = read_spots(TABLE)
    courses, lakes = read_water(RIVERS, plane())
    places = plane()(np.array([[spot.lon, spot.lat] for spot in spots]))
    heights = np.array([spot.height_m for spot in spots])
    facts = Facts(places, heights, courses, lakes)
    return relief(facts, plane()(outline(city.bounds)), seed=city.generation.seed)


def at(ground: Relief, lon: float, lat: float) -> float:
    return float(ground.grid.sample(ground.heights, plane()(np.array([[lon, lat]])))[0])


def test_there_are_sixty_heights_and_more_each_with_names_kind_precision_and_source():
    spots = rows("spot_heights")
    assert len(spots) >= 80
    assert len({row["id"] for row in spots}) == len(spots)
    for row in spots:
        assert all(row[name] for name in (*NAMES, "kind", "source")), row["id"]
        assert 2 <= float(row["precision_m"]) <= 200, row["id"]
    heights = {row["id"]: float(row["elevation_m"]) for row in spots}
    assert {name: heights[name] for name in PUBLISHED} == PUBLISHED


def test_the_ground_passes_through_the_heights(ground):
    assert ground.spots >= 100
    assert ground.fit.rms_m < 4
    assert ground.fit.greatest_m < 25
    assert ground.left_out_plain.rms_m < ground.left_out_mountains.rms_m < 600
    for row in rows("spot_heights"):
        if row["id"] in PUBLISHED:
            found = at(ground, float(row["lon"]), float(row["lat"]))
            assert abs(found - float(row["elevation_m"])) < 8, row["id"]


def test_rivers_never_rise(ground):
    assert len(ground.profiles) > 15
    for profile in ground.profiles:
        points = profile.course.at(profile.course.every(5.0))
        inside = ground.grid.holds(points)
        run = ground.heights.ravel()[ground.grid.cells(points[inside])]
        assert np.diff(run).max() <= 1e-9, profile.course.id
        smooth = ground.grid.sample(ground.heights, points[inside])
        assert np.maximum(np.diff(smooth), 0).max() < 6, profile.course.id


def test_the_city_lies_on_a_fan_that_falls_north_and_the_mountains_are_steep(ground):
    for lon in (76.83, 76.88, 76.93, 76.95):
        south, north = at(ground, lon, 43.215), at(ground, lon, 43.26)
        assert 0.02 <= (south - north) / 5000 <= 0.05, lon
    down, right = np.gradient(ground.heights, ground.grid.cell_m)
    slope = np.hypot(down, right)
    high = ground.heights > 2000
    assert 0.3 < np.median(slope[high]) < 0.75
    assert np.percentile(slope[high], 99) < 2.0
    assert ground.heights.max() < 5000
    assert ground.heights.min() > 500


def test_the_fan_rises_gently_from_al_farabi_avenue_to_the_foothills(ground):
    """Not a hillside begins at the avenue, and Kok-Tobe's not at Dostyk Avenue."""
    for lon, front in ((76.80, 43.185), (76.84, 43.185), (76.88, 43.17), (76.92, 43.185)):
        low, high = at(ground, lon, 43.205), at(ground, lon, front)
        assert 0.03 <= (high - low) / ((43.205 - front) * 111_100) <= 0.08, lon
        assert 950 < high < 1120, lon
    assert at(ground, 76.9605, 43.2318) < 965
    assert at(ground, 76.9757, 43.2318) > 1120
    down, right = np.gradient(ground.heights, ground.grid.cell_m)
    streets = [[lon, lat] for lon in np.arange(76.78, 76.95, 0.01) for lat in (43.23, 43.25)]
    slope = ground.grid.sample(np.hypot(down, right), plane()(np.array(streets)))
    assert 0.015 < np.median(slope) < 0.05


def test_it_is_the_same_ground_every_time_and_its_note_says_how_good_it_is(ground, tmp_path):
    city = load_city(CITY)
    dataset = city.dataset("relief")
    source = next(each for each in dataset.sources if each.kind == "relief")
    raster, spec, files = make_relief(city, source, tmp_path / "relief.tif")
    with rasterio.open(raster.path) as file:
        assert file.crs.to_epsg() == city.projection
        np.testing.assert_allclose(file.read(1), ground.heights, atol=0.051)
    assert files == [TABLE, *RIVERS]
    for language in city.languages:
        assert "{" not in spec.note[language]
        assert str(ground.spots) in spec.note[language]
    assert f"{ground.fit.rms_m:.1f} m" in spec.note["en"]
    assert f"{ground.fit.rms_m:.1f}\u00a0м".replace(".", ",") in spec.note["ru"]


@pytest.mark.shared
def test_heights_that_openstreetmap_has_agree(ground, shared: Path):
    found = {}

    class Heights(osmium.SimpleHandler):
        def node(self, node):
            if "ele" in node.tags:
                place = node.location.lon, node.location.lat
                found[place] = float(node.tags["ele"])

    Heights().apply_file(str(shared / "data/almaty/osm/almaty_osm_2012-03.osm.pbf"))
    apart = {height: at(ground, *place) - height for place, height in found.items()}
    said = {height: round(metres) for height, metres in apart.items()}
    print("ground minus `ele` of OpenStreetMap 2012:", said)  # noqa: T201 - read in the log
    assert len(apart) == 2
    assert max(map(abs, apart.values())) < 150


@pytest.mark.shared
def test_it_is_steep_where_the_usgs_found_it_steep(ground, shared: Path):
    """The USGS takes Vs30 from the slope in SRTM over about 1 km (Wald and Allen 2007)."""
    with (shared / "data/almaty/seismic/vs30_grid.csv").open() as stream:
        table = [
            (float(r["lon"]), float(r["lat"]), float(r["vs30"])) for r in csv.DictReader(stream)
        ]
    points = plane()(np.array([row[:2] for row in table]))
    vs30 = np.array([row[2] for row in table])
    inside = ground.grid.holds(points)
    broad = gaussian_filter(ground.heights, 450 / ground.grid.cell_m)
    down, right = np.gradient(broad, ground.grid.cell_m)
    slope = ground.grid.sample(np.hypot(down, right), points[inside])
    agreement = float(spearmanr(slope, vs30[inside]).statistic)
    said = f"{agreement:.2f} at {inside.sum()} places"
    print("rank correlation of slope with Vs30:", said)  # noqa: T201 - the same
    assert agreement > 0.75
