"""The pages below `/ogc/`, the table of routes they and the description come from, conformance."""

import json
import re

import pytest
from django.test import Client

from qala.atlas.ogc.conformance import CONFORMS_TO
from qala.atlas.ogc.routes import ROUTES
from qala.core.mercator import share

PARTS = {
    "collectionId": "schools",
    "featureId": "1",
    "tileMatrixSetId": "WebMercatorQuad",
    "tileMatrix": "12",
    "tileRow": "1502",
    "tileCol": "2923",
}
PAGES = [each for each in ROUTES if "html" in each.formats]


def address(route, featureId: str = "1") -> str:  # noqa: N803 - the name in the address
    return "/ogc/" + route.path.format(**{**PARTS, "featureId": featureId})


@pytest.fixture(scope="module")
def feature_id(town) -> str:
    page = Client().get("/ogc/collections/schools/items?limit=1")
    return json.loads(page.content)["features"][0]["id"]


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
@pytest.mark.parametrize("route", PAGES, ids=lambda route: route.name)
def test_every_resource_is_a_page_in_every_language(feature_id, route, lang):
    page = Client().get(address(route, feature_id), {"f": "html", "lang": lang})
    assert page.status_code == 200
    text = page.content.decode()
    assert f'<html lang="{lang}">' in text
    assert page["Content-Language"] == lang
    assert len(re.findall("<h1", text)) == 1
    assert "<script" not in text
    for other in ("kk", "ru", "en"):
        assert f"?f=html&amp;lang={other}" in text


@pytest.mark.usefixtures("town")
def test_a_browser_gets_a_page_and_a_program_json():
    browser = Client(headers={"accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert browser.get("/ogc/")["Content-Type"].startswith("text/html")
    assert Client().get("/ogc/")["Content-Type"] == "application/json"
    assert browser.get("/ogc/?f=json")["Content-Type"] == "application/json"


@pytest.mark.usefixtures("town")
def test_a_mistake_is_a_page_for_a_browser():
    browser = Client(headers={"accept": "text/html"})
    page = browser.get("/ogc/collections/schools/items?bbox=1")
    assert page.status_code == 400
    assert "bbox" in page.content.decode()
    assert browser.get("/ogc/collections/none").status_code == 404


def test_a_page_of_features_leads_to_each_and_to_the_next(feature_id):
    text = Client().get("/ogc/collections/schools/items?f=html&lang=en&limit=1").content.decode()
    assert f"/ogc/collections/schools/items/{feature_id}?f=html&amp;lang=en" in text
    assert 'rel="next"' in text


@pytest.mark.usefixtures("town")
def test_the_description_has_every_route():
    described = json.loads(Client().get("/ogc/api").content)["paths"]
    for route in ROUTES:
        path = f"/{route.path}"
        assert (path.format(collectionId="schools") if route.takes_fields else path) in described
    parameters = {
        each["name"] for each in described["/collections/schools/items"]["get"]["parameters"]
    }
    assert {"limit", "bbox", "filter", "capacity", "name_kk"} <= parameters


@pytest.mark.usefixtures("town")
def test_fields_are_titled_in_the_asked_language():
    titles = {}
    for lang in ("kk", "ru", "en"):
        document = Client().get(f"/ogc/collections/schools/queryables?lang={lang}").content
        titles[lang] = json.loads(document)["properties"]["name"]["title"]
    assert len(set(titles.values())) == 3


@pytest.mark.usefixtures("town")
def test_conformance_is_told():
    assert json.loads(Client().get("/ogc/conformance").content)["conformsTo"] == list(CONFORMS_TO)


@pytest.mark.usefixtures("town")
def test_a_tile_is_the_one_of_the_map():
    x, y = (int(each * 2**12) for each in share(76.9403, 43.25015))
    tile = Client().get(f"/ogc/collections/schools/tiles/WebMercatorQuad/12/{y}/{x}")
    assert tile.status_code == 200
    assert tile["Content-Type"] == "application/vnd.mapbox-vector-tile"
    assert (
        Client().get(f"/ogc/collections/schools/tiles/WebMercatorQuad/12/{x}/{y}").status_code
        == 204
    )
