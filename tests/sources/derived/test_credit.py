"""Who is owed thanks for the heights is owed it for what is computed from them."""

from dataclasses import replace

import pytest
from PIL import Image

from qala.core.dataset import SourceSpec
from qala.core.text import Text
from qala.sources.build import Build
from qala.sources.folder import load_city
from qala.store.shelf import Shelf
from tests.cities.facts import CITY
from tests.sources.derived.test_slope import geotiff, plane

SURVEY = SourceSpec(
    kind="file",
    path="heights.tif",
    title=Text({"en": "Heights flown in 2024"}),
    publisher=Text({"kk": "Геодезия қызметі", "en": "Survey office"}),
    url="https://survey.example/heights",
    licence="CC-BY-4.0",
    date="2024-06",
)


@pytest.mark.parametrize("derived", ["contours", "slope"])
def test_publisher_date_and_licence_are_those_of_the_heights(tmp_path, derived):
    city = load_city(CITY)
    geotiff(tmp_path / "heights.tif", plane(60, 60, 0.3, 0.1))
    relief = replace(city.dataset("relief"), sources=(SURVEY,))
    shelf = Shelf(tmp_path / "releases")
    outcomes = Build(city, shelf, data=tmp_path).run((relief, city.dataset(derived)))
    assert [each.error for each in outcomes] == [None, None]
    manifest = shelf.current(derived).manifest
    assert manifest.licence == "CC-BY-4.0"
    assert manifest.source["publisher"] == {"kk": "Геодезия қызметі", "en": "Survey office"}
    assert manifest.source["url"] == "https://survey.example/heights"
    assert manifest.source["date"] == "2024-06"
    assert manifest.source["title"]["en"].startswith("Computed from the relief")
    assert not manifest.generated
    raster = shelf.current(derived).raster
    if raster:
        with Image.open(raster) as picture:
            assert picture.tag_v2[33432] == "CC-BY-4.0"  # Copyright in TIFF 6.0
