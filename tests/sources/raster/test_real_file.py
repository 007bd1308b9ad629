"""The real raster of Almaty, from its file to the answer at a point."""

from pathlib import Path

import numpy as np
import pytest
import rasterio

from qala.core.city import City
from qala.sources.build import Build
from qala.sources.folder import load_city
from qala.store.archive import Archive
from qala.store.engine import Engine
from qala.store.reader import Reader
from qala.store.shelf import Release, Shelf
from tests.conftest import PROJECT
from tests.store.raster.support import decoded

PEOPLE = 2_289_652
"""The sum that SOURCES.md gives."""


@pytest.fixture(scope="module")
def almaty() -> City:
    return load_city(PROJECT / "cities" / "almaty")


@pytest.fixture(scope="module")
def release(almaty, shared: Path, tmp_path_factory) -> Release:
    shelf = Shelf(tmp_path_factory.mktemp("releases"))
    declared = (almaty.dataset("population_density"),)
    (outcome,) = Build(almaty, shelf, data=shared / "data" / "almaty").run(declared)
    assert outcome.error is None
    return shelf.current("population_density")


def test_the_release_holds_what_the_source_does(release):
    with rasterio.open(release.raster) as file:
        cells = file.read(1, masked=True)
    assert cells.shape == (446, 511)
    assert float(cells.sum(dtype=np.float64)) == pytest.approx(PEOPLE, abs=1)
    assert release.manifest.counts["cells"] == 446 * 511


@pytest.mark.parametrize(
    ("lon", "lat", "people"),
    [  # gdallocationinfo -wgs84 of the source file
        (76.945, 43.25, 28.022337),
        (76.745, 43.05, 0.0),
    ],
)
def test_the_value_at_a_point(release, lon, lat, people):
    shelf = Shelf(release.folder.parents[1])
    engine = Engine(shelf.root)
    (hit,) = Reader(shelf, engine, projection=32643).near([release], lon, lat, {})
    engine.close()
    assert hit.item.properties == {"people": people}
    assert hit.inside


def test_people_are_painted_and_empty_land_is_clear(release):
    tiles = Archive(release.tiles)
    assert (tiles.min_zoom, tiles.max_zoom) == (8, 13)
    # the tiles at 76.93 E 43.25 N, in the centre, and at 77.00 E 43.08 N, in the mountains
    centre, mountains = tiles.tile(13, 5846, 3002), tiles.tile(13, 5848, 3007)
    assert (decoded(centre)[3] == 255).mean() > 0.9
    assert (decoded(mountains)[3] == 0).mean() > 0.9
