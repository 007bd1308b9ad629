"""The value at a point, from the release in force."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from rasterio import Affine

from qala.store.query import Query
from qala.store.reader import Reader
from qala.store.shelf import Shelf
from qala.store.upkeep import withdraw
from tests.store.conftest import put, schools
from tests.store.raster.support import HEIGHTS, NODATA, geotiff, put_raster, sampled


@pytest.fixture
def numbered(tmp_path: Path) -> Path:
    """A raster whose cell in row r and column c holds 1000 r + c; the first row is unknown."""
    rows, columns = np.indices((100, 120))
    cells = (1000 * rows + columns).astype(np.float32)
    cells[0] = NODATA
    cells[1, 0] = np.nan
    return geotiff(tmp_path / "numbered.tif", cells)


def value_at(reader: Reader, shelf: Shelf, lon: float, lat: float) -> float | None:
    hits = reader.near([shelf.current("heights")], lon, lat, {})
    return hits[0].item.properties["height"] if hits else None


@pytest.mark.parametrize(
    ("lon", "lat", "value"),
    [  # 76.8 E, 43.3 N is the corner of the first cell; a cell is 0.001 degrees
        (76.8005, 43.2975, 2000),
        (76.8015, 43.2975, 2001),
        (76.8099, 43.2501, 49009),
        (76.9195, 43.2005, 99119),
        (76.8505, 43.2995, None),
        (76.8005, 43.2985, None),
        (76.7999, 43.25, None),
        (76.9201, 43.25, None),
        (0.0, -90.0, None),
    ],
)
def test_the_cell_around_a_point(shelf, reader, numbered, *, lon, lat, value):
    put_raster(shelf, numbered, HEIGHTS)
    assert value_at(reader, shelf, lon, lat) == value


def test_a_raster_in_metres_is_found_by_degrees(shelf, reader, tmp_path):
    path = sampled(
        tmp_path / "utm.tif",
        lambda x, y: (x - 650_000) + (y - 4_780_000) / 100,
        crs="EPSG:32643",
        transform=Affine(30, 0, 650_000, 0, -30, 4_786_000),
    )
    put_raster(shelf, path, HEIGHTS)
    # 76.87 E, 43.17 N is 651991.5 E, 4781386.6 N in UTM zone 43 (GeographicLib GeoConvert)
    assert value_at(reader, shelf, 76.87, 43.17) == pytest.approx(2005.4, abs=15.5)


def test_numbers_are_written_as_short_as_they_are_exact(shelf, reader, tmp_path):
    put_raster(shelf, geotiff(tmp_path / "a.tif", np.full((9, 9), 53.671097, np.float32)), HEIGHTS)
    assert repr(value_at(reader, shelf, 76.8005, 43.2995)) == "53.671097"
    put_raster(shelf, geotiff(tmp_path / "b.tif", np.full((9, 9), 7, np.int16)), HEIGHTS)
    assert repr(value_at(reader, shelf, 76.8005, 43.2995)) == "7"


def test_the_release_in_force_answers(shelf, reader, tmp_path):
    for height in (700, 800):
        cells = np.full((9, 9), height, np.float32)
        put_raster(shelf, geotiff(tmp_path / "a.tif", cells), HEIGHTS)
        assert value_at(reader, shelf, 76.8005, 43.2995) == height
    withdraw(shelf, "heights", 2, reason="wrong")
    assert value_at(reader, shelf, 76.8005, 43.2995) == 700


def test_a_damaged_raster_is_left_out_and_the_rest_answers(shelf, reader, numbered, caplog):
    release = put_raster(shelf, numbered, HEIGHTS).release
    released = [release, put(shelf, schools(50)).release]
    release.raster.write_bytes(release.raster.read_bytes()[:300])
    hits = reader.near(released, 76.9, 43.25, {"schools": 100_000})
    assert {hit.release.dataset for hit in hits} == {"schools"}
    assert "heights 1 is left out" in caplog.text


def test_many_threads_read_one_file(shelf, reader, numbered):
    put_raster(shelf, numbered, HEIGHTS)
    places = [(row, column) for row in range(2, 100, 7) for column in range(0, 120, 5)]

    def right(place: tuple[int, int]) -> bool:
        row, column = place
        found = value_at(reader, shelf, 76.8005 + column / 1000, 43.2995 - row / 1000)
        return found == 1000 * row + column

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(right, places))


def test_a_raster_has_no_features(shelf, reader, numbered):
    release = put_raster(shelf, numbered, HEIGHTS).release
    assert reader.item(release, "1") is None
    page = reader.items(release, Query(limit=5))
    assert (page.items, page.matched, page.next) == ([], 0, "")
