"""Two other cities in five lines each: the same command, another extract."""

from pathlib import Path

import pytest

from qala.sources.build import Build
from qala.sources.folder import load_city
from qala.store.shelf import Shelf

pytestmark = pytest.mark.shared
CITIES = Path(__file__).parents[2] / "cities"
EXTRACTS = {"monaco": "monaco.osm.pbf", "helsinki": "helsinki_center.osm.pbf"}


@pytest.fixture(scope="module", params=EXTRACTS)
def built(request, shared, tmp_path_factory) -> tuple[str, Shelf]:
    shelf = Shelf(tmp_path_factory.mktemp(request.param))
    city = load_city(CITIES / request.param)
    outcomes = list(
        Build(city, shelf, osm=shared / "data" / "other" / EXTRACTS[request.param]).run(
            city.datasets
        )
    )
    assert {each.dataset.id: each.error for each in outcomes if each.error} == {}
    return request.param, shelf


def test_every_layer_that_the_extract_shows_is_published(built):
    city, shelf = built
    base = {
        each.id
        for each in load_city(CITIES / city).datasets
        if any(source.kind == "osm" for source in each.sources)
    }
    cut_at_every_border = {"districts"} if city == "helsinki" else set()
    assert set(shelf.datasets()) == base - cut_at_every_border


def test_each_way_of_the_extract_is_published_or_skipped_for_a_reason(built):
    """2,379 and 2,650 ways have the key `highway`, by the extracts' own SOURCES.md."""
    city, shelf = built
    release = shelf.current("roads").manifest
    published, skipped = release.counts["features"], sum(release.skipped.values())
    assert published + skipped == {"monaco": 2379, "helsinki": 2650}[city]


def test_places_are_named_in_the_languages_of_the_city(built):
    city, shelf = built
    columns = shelf.current("places").manifest.columns
    assert [each for each in columns if each.startswith("name")] == {
        "monaco": ["name", "name_fr", "name_en"],
        "helsinki": ["name", "name_fi", "name_sv", "name_en"],
    }[city]
