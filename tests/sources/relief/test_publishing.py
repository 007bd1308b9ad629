"""An invented relief as it is published."""

from dataclasses import replace

from PIL import Image

from qala.sources.build import Build
from qala.sources.folder import load_city
from qala.store.shelf import Shelf
from tests.cities.facts import CITY


def test_its_file_says_that_it_is_invented_and_under_which_licence(tmp_path):
    city = load_city(CITY)
    relief = city.dataset("relief")
    (source,) = (each for each in relief.sources if each.kind == "relief")
    coarse = replace(source, options={**source.options, "cell_m": 500})
    shelf = Shelf(tmp_path)
    (outcome,) = Build(city, shelf).run((replace(relief, sources=(coarse,)),))
    assert outcome.error is None
    release = shelf.current("relief")
    assert release.manifest.generated
    with Image.open(release.raster) as picture:
        assert picture.tag_v2[33432] == source.licence == "ODbL-1.0"  # Copyright in TIFF 6.0
        assert '<Item name="generated">true</Item>' in picture.tag_v2[42112]
