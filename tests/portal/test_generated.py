"""A city with invented data says so on every page and in every answer, and is not to be indexed."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import get_resolver

from qala.atlas.served import Served, hand_over, served
from qala.core.city import City
from qala.store.engine import Engine
from qala.store.reader import Reader
from qala.store.shelf import Shelf

pytestmark = pytest.mark.django_db

PAGES = ("", "map", "data", "data/schools", "tours", "tours/walk", "help", "about", "contact")
BANNER = {
    "kk": "Бұл қаланың көп бөлігін бағдарлама ойдан шығарған.",
    "ru": "Многое в этом городе вымышлено программой.",
    "en": "Much of this city is invented by a program.",
}


@pytest.fixture
def invented(town: City, tmp_path: Path) -> Iterator[None]:
    """The town with schools that a program invented, served in the place of the real ones."""
    assert get_resolver().url_patterns  # the wiring hands the town over once, when they are read
    before = served()
    root = tmp_path / "releases"
    shutil.copytree(settings.RELEASES, root)
    manifest = root / "schools" / "1" / "release.json"
    record = json.loads(manifest.read_text())
    source = {**record["source"], "kind": "generated"}
    manifest.write_text(json.dumps({**record, "source": source, "generated": True}))
    engine = Engine(root)
    hand_over(Served(town, Reader(Shelf(root), engine, projection=town.projection)))
    yield
    hand_over(before)
    engine.close()


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_its_pages_ask_not_to_be_indexed(client, invented, page, language):
    response = client.get(f"/{language}/{page}")
    text = response.content.decode()
    assert response["X-Robots-Tag"] == "noindex"
    assert text.count('<meta name="robots" content="noindex">') == 1
    if page != "map":
        assert BANNER[language] in text


def test_the_map_says_so_with_and_without_a_script(client, invented):
    text = client.get("/ru/map").content.decode()
    without_script = text[text.index("<noscript>") : text.index("</noscript>")]
    assert BANNER["ru"] in without_script
    embedded = re.search(r'<script id="map-config" type="application/json">(.*?)</script>', text)
    assert embedded
    config = json.loads(embedded[1])
    assert config["city"]["generated"] is True
    assert [each["id"] for each in config["layers"] if each["generated"]] == ["schools"]


def test_the_dataset_and_the_catalogue_name_what_is_invented(client, invented):
    assert "вымышлены, а не измерены" in client.get("/ru/data/schools").content.decode()
    assert "вымышлены, а не измерены" not in client.get("/ru/data/districts").content.decode()
    assert client.get("/en/data").content.decode().count("demonstration data") == 1
    about = client.get("/en/about").content.decode()
    assert '<li><a href="/en/data/schools">Schools</a></li>' in about


def test_answers_about_places_say_so(client, invented):
    answer = client.get("/api/identify?lon=76.9403&lat=43.25015&lang=en").json()
    said = {each["dataset"]: each["generated"] for each in answer["features"]}
    assert said["schools"] is True
    assert said["districts"] is False
    assert answer["generated"] is True
    first = next(each for each in answer["features"] if each["dataset"] == "schools")
    position = client.get("/api/position", {"dataset": "schools", "id": first["id"]}).json()
    assert position["generated"] is True


def test_it_is_not_listed_for_search_engines_and_may_be_read_by_them(client, invented):
    robots = client.get("/robots.txt").content.decode()
    assert "Sitemap" not in robots
    assert "Disallow: /\n" not in robots
    assert client.get("/sitemap.xml").status_code == 404


@pytest.mark.usefixtures("town")
def test_a_city_without_invented_data_says_nothing_of_the_kind(client):
    response = client.get("/en/")
    text = response.content.decode()
    assert "X-Robots-Tag" not in response
    assert "noindex" not in text
    assert BANNER["en"] not in text
    assert "Nothing. All that is shown here" in client.get("/en/about").content.decode()
    answer = client.get("/api/identify?lon=76.9403&lat=43.25015&lang=en").json()
    assert answer["generated"] is False


def test_an_error_says_once_that_it_is_not_to_be_indexed(client, invented):
    text = client.get("/en/nothing").content.decode()
    assert text.count("noindex") == 1
