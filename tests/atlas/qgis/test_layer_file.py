"""A layer file of QGIS: what it opens, and that it colours as the map does."""

import re
from urllib.parse import parse_qs, unquote
from xml.etree.ElementTree import fromstring

import duckdb
import numpy as np
import pyogrio
import pytest
from django.utils.translation import override

from qala.atlas.drawn.classes import Classes, classes_of
from qala.atlas.qgis.symbols import rules
from qala.core.city import City
from qala.core.dataset import Dataset
from qala.sources.folder import load_city
from tests.conftest import PROJECT

pytestmark = pytest.mark.django_db


def definition(client, dataset, language="ru"):
    response = client.get(f"/data/{dataset}.qlr", {"lang": language})
    assert response.status_code == 200
    assert response["Content-Disposition"] == f'attachment; filename="{dataset}-{language}.qlr"'
    return fromstring(response.content)


@pytest.mark.parametrize(
    ("language", "title", "records"),
    [
        ("kk", "Мектептер", "Мектептер: жазбалар"),
        ("ru", "Школы", "Школы: записи"),
        ("en", "Schools", "Schools: records"),
    ],
)
def test_it_opens_tiles_to_look_at_and_records_to_work_with(client, town, language, title, records):
    root = definition(client, "schools", language)
    layers = {each.findtext("id"): each for each in root.iter("maplayer")}
    assert [each.findtext("layername") for each in layers.values()] == [title, records]
    tiles, features = layers["schools_tiles"], layers["schools_records"]
    source = parse_qs(tiles.findtext("datasource"))
    assert source["type"] == ["xyz"]
    assert unquote(source["url"][0]) == "http://testserver/tiles/schools/{z}/{x}/{y}.mvt"
    assert (source["zmin"], source["zmax"]) == (["8"], ["14"])
    assert "url='http://testserver/ogc/'" in features.findtext("datasource")
    assert "typename='schools'" in features.findtext("datasource")
    named = {each.get("id"): each.get("source") for each in root.iter("layer-tree-layer")}
    assert named == {id_: each.findtext("datasource") for id_, each in layers.items()}
    shown = [
        each.get("id")
        for each in root.iter("layer-tree-layer")
        if each.get("checked") == "Qt::Checked"
    ]
    assert shown == ["schools_tiles"]
    assert tiles.findtext("resourceMetadata/license") == "CC-BY-4.0"
    assert tiles.find("attribution").get("href") == f"http://testserver/{language}/data/schools"


def test_categories_have_the_colours_and_labels_of_the_map(client, town):
    root = definition(client, "buildings")
    with override("ru"):
        classes = classes_of(town.dataset("buildings"), "ru")
    styles = root.findall(".//maplayer[id='buildings_tiles']/renderer/styles/style")
    assert [each.get("name") for each in reversed(styles)] == list(classes.labels)
    for style, colour in zip(reversed(styles), classes.colours, strict=True):
        painted = style.find(".//Option[@name='color']").get("value")
        assert "#{:02x}{:02x}{:02x}".format(*map(int, painted.split(",")[:3])) == colour
    labels = [each.get("label") for each in root.iter("rule")]
    assert labels == list(classes.labels)


@pytest.fixture(scope="module")
def almaty() -> City:
    return load_city(PROJECT / "cities" / "almaty")


CLASSIFIED = ("roads", "parcels", "population", "landuse", "jobs", "places", "spot_heights")


@pytest.mark.parametrize("name", CLASSIFIED)
def test_every_value_belongs_to_the_class_it_has_on_the_map(almaty, name):
    dataset = almaty.dataset(name)
    with override("en"):
        classes = classes_of(dataset, "en")
    values = sample(dataset, classes)
    expected = classes.of({classes.field: np.array(values, dtype=object)}, len(values)).tolist()
    assert [matched(rules(classes), classes.field, each) for each in values] == [
        [number] for number in expected
    ]


def sample(dataset: Dataset, classes: Classes) -> list[object]:
    """Values of every class, between and on its limits, unknown ones too."""
    if classes.values is not None:
        return [*classes.values, "it's new", None]
    around = [each + step for each in classes.breaks for step in (-0.5, 0, 0.5)]
    return [*around, None]


def matched(found, field, value) -> list[int]:
    """Which rules hold for a value: their expressions are SQL too."""
    return [
        number
        for number, rule in enumerate(found)
        if duckdb.execute(
            f'SELECT coalesce({rule.expression or "true"}, false) FROM (SELECT ? AS "{field}")',
            [value],
        ).fetchone()[0]
    ]


def test_a_raster_is_a_grid_with_its_classes(client, rasters):
    root = definition(client, "density", "en")
    (layer,) = root.iter("maplayer")
    assert layer.get("type") == "raster"
    assert layer.findtext("datasource") == "/vsicurl/http://testserver/files/density/raster.tif"
    items = [
        (each.get("value"), each.get("color"), each.get("alpha")) for each in layer.iter("item")
    ]
    assert items[-1][0] == "inf"
    assert len(items) == 3
    assert layer.find(".//authid").text == "EPSG:4326"
    response = client.get("/files/density/raster.tif")
    assert (response.status_code, response["Location"]) == (302, "/files/density/1/raster.tif")


def test_what_is_not_mapped_has_records_only(client, history):
    root = definition(client, "halls", "en")
    (layer,) = root.iter("maplayer")
    assert layer.findtext("provider") == "OAPIF"
    assert layer.find("renderer-v2") is None  # of mixed geometry


def test_no_text_of_a_city_breaks_the_file(client, town):
    assert b"<!DOCTYPE qgis-layer-definition>" in client.get("/data/schools.qlr").content
    assert client.get("/data/nothing.qlr").status_code == 404
    assert client.get("/data/schools.qlr?lang=xx").status_code == 400


def test_gdal_reads_the_tiles_it_names(client, town, tmp_path, served_town):
    root = definition(client, "schools")
    source = parse_qs(root.findtext(".//maplayer[id='schools_tiles']/datasource"))
    template = unquote(source["url"][0]).replace("http://testserver", served_town)
    tile = re.sub(r"\{z\}/\{x\}/\{y\}", "14/11693/6004", template)
    layers = pyogrio.list_layers(f"MVT:{tile}")
    assert layers[:, 0].tolist() == ["schools"]
    assert pyogrio.read_info(f"MVT:{tile}", layer="schools")["features"] >= 1
