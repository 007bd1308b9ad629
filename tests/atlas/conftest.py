"""A dataset with a key and a past, served beside the town's own."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest
import shapely
from django.conf import settings as django_settings

from qala.atlas.served import Served, hand_over, served
from qala.core.city import City
from qala.core.dataset import Dataset, GeometryType
from qala.core.features import Features, Intake
from qala.core.text import Text
from qala.store.engine import Engine
from qala.store.publish import Provenance, publish
from qala.store.reader import Reader
from qala.store.shelf import Shelf
from tests.atlas.tiles.serving import serving
from tests.store.raster.support import DENSITY, HEIGHTS, NODATA, geotiff, put_raster

Rows = dict[str, tuple[str, int | None, shapely.Geometry | None]]
PUBLISHER = Text({"kk": "Кеңес", "ru": "Совет", "en": "Council"})


@dataclass
class History:
    """A town whose `halls` (with a key) and `stalls` (without one) have several releases."""

    city: City
    shelf: Shelf

    def publish(self, dataset_id: str, rows: Rows) -> int:
        dataset = self.city.dataset(dataset_id)
        geometry = np.full(len(rows), None, dtype=object)
        geometry[:] = [each[2] for each in rows.values()]
        names = [each[0] for each in rows.values()]
        columns = {
            **dict.fromkeys(("name", "name_kk", "name_ru", "name_en"), names),
            "capacity": [each[1] for each in rows.values()],
            "opened": [None] * len(rows),
            "state": [True] * len(rows),
        }
        published = publish(
            self.shelf,
            dataset,
            [Features(list(rows), geometry, columns)],
            languages=self.city.languages,
            intake=Intake(read=len(rows)),
            provenance=Provenance(
                {"publisher": dict(PUBLISHER), "date": "2025-09"}, licence="CC-BY-4.0"
            ),
        )
        return published.release.sequence


FIRST: Rows = {
    "h1": ("Great & <old> hall", 100, shapely.box(76.90, 43.20, 76.91, 43.21)),
    "h2": ("Small hall", 50, shapely.Point(76.92, 43.22)),
    "h3": ("Cellar", 5, None),
    "h/4 ә": ("Hall of the fourth", 4, shapely.Point(76.93, 43.23)),
}
SECOND: Rows = {
    "h1": ("Great & <old> hall", 120, shapely.box(76.90, 43.20, 76.91, 43.22)),
    "h2": ("Small hall", 50, shapely.Point(76.92, 43.23)),
    "h5": ("New hall", None, shapely.Point(76.95, 43.25)),
    "h/4 ә": ("Hall of the fourth", 4, shapely.Point(76.93, 43.23)),
}
THIRD: Rows = {key: value for key, value in SECOND.items() if key != "h2"}


def _like_schools(town: City, dataset_id: str, **changes: object) -> Dataset:
    schools = town.dataset("schools")
    assert schools is not None
    title = Text({code: f"{dataset_id} {code}" for code in town.languages})
    kept = {"id": dataset_id, "title": title, "mapped": False, "geometry": GeometryType.MIXED}
    return replace(schools, **{**kept, **changes})


@pytest.fixture
def wired(town: City) -> City:
    """The town, handed over to those who serve it, if no page was asked for yet."""
    import_module(django_settings.ROOT_URLCONF)
    return town


@pytest.fixture
def history(town: City, tmp_path: Path, settings) -> Iterator[History]:
    """`halls` in three releases, `stalls` in two; both are not mapped."""
    import_module(django_settings.ROOT_URLCONF)  # wires the town, if no page was asked for yet
    settings.COMPARED = tmp_path / "compared"
    halls = _like_schools(town, "halls", key="capacity", moved={"h0": "h1", "h00": "h2"})
    city = replace(town, datasets=(*town.datasets, halls, _like_schools(town, "stalls")))
    shelf = Shelf(tmp_path / "shelf")
    shelf.root.mkdir()
    made = History(city, shelf)
    for rows in (FIRST, SECOND, THIRD):
        made.publish("halls", rows)
    for rows in (FIRST, SECOND):
        made.publish("stalls", rows)
    before = served()
    engine = Engine(shelf.root)
    hand_over(Served(city, Reader(shelf, engine, projection=town.projection)))
    yield made
    hand_over(before)
    engine.close()


@pytest.fixture
def rasters(town: City, tmp_path: Path) -> Iterator[Shelf]:
    """The town with heights and a density; the first row of cells of both is unknown."""
    import_module(django_settings.ROOT_URLCONF)  # hands the town over
    cells = np.full((100, 200), 12.34, np.float32)
    cells[0] = NODATA
    shelf, before = Shelf(django_settings.RELEASES), served()
    for dataset in (DENSITY, HEIGHTS):
        put_raster(shelf, geotiff(tmp_path / "a.tif", cells), dataset)
    density = replace(DENSITY, title=Text({"en": "Density"}))
    hand_over(Served(replace(town, datasets=(*town.datasets, density, HEIGHTS)), before.reader))
    yield shelf
    hand_over(before)
    for dataset in (DENSITY, HEIGHTS):
        shutil.rmtree(shelf.folder(dataset.id))


@pytest.fixture(scope="module")
def served_town(town: City, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real server of the town."""
    folder = tmp_path_factory.mktemp("served")
    with serving(folder, Shelf(django_settings.RELEASES)) as port:
        yield f"http://localhost:{port}"


@pytest.fixture
def own_shelf(town: City, tmp_path: Path) -> Iterator[Shelf]:
    """A copy of the town's shelf that a test may change, served instead of it."""
    import_module(django_settings.ROOT_URLCONF)  # wires the town, if no page was asked for yet
    before = served()
    shelf = Shelf(tmp_path / "releases")
    shutil.copytree(django_settings.RELEASES, shelf.root)
    hand_over(Served(town, Reader(shelf, Engine(shelf.root), projection=town.projection)))
    yield shelf
    hand_over(before)
