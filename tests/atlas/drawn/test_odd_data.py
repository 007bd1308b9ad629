"""Whatever a city publishes is drawn, and no answer is an error of ours."""

import dataclasses
import shutil
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest
import rasterio
import shapely
from django.conf import settings
from rasterio import Affine

from qala.atlas.drawn import loading
from qala.atlas.drawn.frame import Frame
from qala.atlas.drawn.picture import base_of
from qala.atlas.drawn.scene import Scene, draw
from qala.atlas.queries import Published, published
from qala.atlas.served import Served, hand_over, served
from qala.core.dataset import Dataset, Field, FieldType, GeometryType, Style, TileSpec
from qala.core.features import Features, Intake
from qala.core.raster import RasterFile
from qala.core.text import Text
from qala.store.engine import Engine
from qala.store.publish import Provenance, publish
from qala.store.raster.publish import publish_raster
from qala.store.reader import Reader
from qala.store.shelf import Shelf
from tests.atlas.drawn.pictures import SIZE, body, pixels, share_of, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept")]

LANGUAGES = ("kk", "ru", "en")
MANY = tuple(f"kind{number}" for number in range(300))
ODD_NAMES = (
    "<b>&amp;</b>",
    "\u0623\u0647\u0644\u0627 \u0648\u0633\u0647\u0644\u0627",
    "🏔️🚇",
    "",
    "щ" * 5_000,
)


def dataset(name: str, geometry: GeometryType, style: Style, **changes) -> Dataset:
    plain = Dataset(
        id=name,
        title=Text(dict.fromkeys(LANGUAGES, name.title())),
        abstract=Text(),
        theme="territory",
        geometry=geometry,
        fields=(
            Field("name", FieldType.TEXT, Text({"en": "Name"})),
            Field(
                "kind",
                FieldType.CATEGORY,
                Text({"en": "Kind"}),
                values={each: Text({"en": each}) for each in MANY},
            ),
            Field("size", FieldType.NUMBER, Text({"en": "Size"}), unit="m"),
        ),
        sources=(),
        file="",
        title_field="name",
        style=style,
        tiles=TileSpec(min_zoom=8, max_zoom=8),
    )
    return dataclasses.replace(plain, **changes)


def features(shapes: list, names: tuple[str, ...] = (), sizes: list | None = None) -> Features:
    count = len(shapes)
    geometry = np.empty(count, dtype=object)
    geometry[:] = shapes
    return Features(
        ids=[f"odd/{number}" for number in range(count)],
        geometry=geometry,
        columns={
            "name": [names[number % len(names)] if names else None for number in range(count)],
            "kind": [MANY[number % len(MANY)] for number in range(count)],
            "size": sizes or [None] * count,
        },
    )


def points(count: int) -> list:
    scatter = np.random.default_rng(3)
    places = scatter.uniform((76.9, 43.2), (77.0, 43.3), (count, 2))
    return [shapely.Point(x, y) for x, y in places]


BY_KIND = Style(kind="category", field="kind", label="name")
BY_SIZE = Style(kind="steps", field="size", breaks=(1.0, 10.0), label="name")
POLYGON, POINT, MIXED = GeometryType.POLYGON, GeometryType.POINT, GeometryType.MIXED

ODD: dict[str, tuple[Dataset, Features]] = {
    "empty": (dataset("empty", POINT, BY_KIND), features([])),
    "single": (dataset("single", POINT, BY_KIND), features([shapely.Point(76.95, 43.25)])),
    "nowhere": (dataset("nowhere", POLYGON, BY_KIND), features([None, None])),
    "far": (dataset("far", POINT, BY_KIND), features([shapely.Point(-179.9999, -84)])),
    "named": (dataset("named", POINT, BY_KIND), features(points(20), ODD_NAMES)),
    "kinds": (dataset("kinds", POINT, BY_KIND), features(points(600))),
    "titled": (
        dataset("titled", POINT, BY_KIND, title=Text(dict.fromkeys(LANGUAGES, "Ө" * 5_000))),
        features(points(3)),
    ),
    "worded": (
        dataset("worded", POINT, BY_KIND, title=Text(dict.fromkeys(LANGUAGES, "Қала бар " * 600))),
        features(points(3)),
    ),
    "sizes": (
        dataset("sizes", POLYGON, BY_SIZE),
        features([shapely.box(76.9, 43.2, 76.95, 43.25)] * 3, sizes=[1.0, None, -5.5]),
    ),
    "mixed": (
        dataset("mixed", MIXED, BY_KIND),
        features(
            [
                shapely.MultiPoint([(76.95, 43.25), (76.96, 43.26)]),
                shapely.MultiLineString([[(76.9, 43.2), (77.0, 43.3)], [(76.9, 43.3), (77, 43.2)]]),
                shapely.MultiPolygon([shapely.box(76.94, 43.24, 76.95, 43.25)]),
                None,
            ],
            ODD_NAMES,
        ),
    ),
}
RASTER = GeometryType.RASTER
METRES = (Field("metres", FieldType.NUMBER, Text({"en": "Height"}), unit="m"),)
RASTERS = {
    "heights": dataset("heights", RASTER, Style("elevation", field="metres"), fields=METRES),
    "counts": dataset(
        "counts",
        RASTER,
        Style("steps", field="metres", breaks=(1000.0, 2000.0), palette="viridis"),
        fields=METRES,
    ),
}
SOURCE = Provenance({"title": {"en": "Odd data"}, "publisher": {"en": "A & B <c>"}}, licence="")


@pytest.fixture(scope="module")
def shelf(town, tmp_path_factory) -> Shelf:
    """The town's districts, the odd datasets, and a mountain."""
    root = tmp_path_factory.mktemp("odd")
    shelf = Shelf(root / "releases")
    shutil.copytree(settings.RELEASES / "districts", shelf.root / "districts")
    for each, found in ODD.values():
        publish(
            shelf,
            each,
            [found],
            languages=LANGUAGES,
            intake=Intake(read=len(found)),
            provenance=SOURCE,
        )
    path = mountain(root / "heights.tif")
    for each in RASTERS.values():
        publish_raster(shelf, each, RasterFile(str(path)), intake=Intake(), provenance=SOURCE)
    return shelf


def mountain(path: Path) -> Path:
    """Heights that rise to the south, unknown in the north."""
    height = np.fromfunction(lambda row, _column: row * 40, (100, 100), dtype="float32")
    height[:5] = -9999
    with rasterio.open(
        path,
        "w",
        driver="GTiff",
        width=100,
        height=100,
        count=1,
        dtype="float32",
        crs="EPSG:4326",
        nodata=-9999,
        transform=Affine(0.001, 0, 76.9, 0, -0.001, 43.3),
    ) as file:
        file.write(height, 1)
    return path


@pytest.fixture
def odd_town(town, shelf) -> Iterator[Served]:
    """The town with odd datasets instead of its own, served."""
    import_module(settings.ROOT_URLCONF)
    before = served()
    odd = (*(each for each, _ in ODD.values()), *RASTERS.values())
    districts = tuple(each for each in town.datasets if each.id == "districts")
    city = dataclasses.replace(town, datasets=(*districts, *odd))
    reader = Reader(shelf, Engine(shelf.root), projection=town.projection)
    hand_over(Served(city, reader))
    yield served()
    hand_over(before)


def test_odd_datasets_have_pictures_and_prints(client, odd_town):
    for name in ODD:
        for language in ("kk", "en"):
            response = client.get(f"/{language}/preview/data/{name}.png")
            assert response.status_code == 200, name
            assert pixels(body(response)).shape == (*SIZE[::-1], 3)
        response = client.get(f"/ru/print/data/{name}.pdf")
        assert response.status_code == 200, name
        assert text_of(body(response))


def test_odd_features_have_pictures(client, odd_town):
    for name, (_, found) in ODD.items():
        for feature_id in found.ids[:5]:
            assert client.get(f"/kk/preview/place/{name}/{feature_id}.png").status_code == 200


def test_three_hundred_classes_are_shortened_and_counted(client, odd_town):
    text = text_of(body(client.get("/en/print/data/kinds.pdf")))
    assert "kind0, kind1" not in text  # each of the first has a colour of its own
    assert "and 290 more" in text


def test_every_map_is_well_formed(odd_town):
    there = {name: odd_town.shelf.current(name) for name in ODD}
    for name, (each, _) in ODD.items():
        frame = Frame(76.95, 43.25, 13, 500, 400)
        scene = Scene(frame, "kk", layers=(Published(each, there[name]),))
        ET.fromstring(draw(odd_town.reader.engine, scene).svg)


def test_mountains_stand_under_the_map_and_as_a_layer(client, odd_town):
    there = {each.dataset.id: each for each in published(odd_town)}
    assert list(base_of(there)) == ["heights", "districts"]
    flat = pixels(body(client.get("/en/preview/data/counts.png")))
    assert share_of(flat[:, 440:], "#ffffff") < 0.5
    assert client.get("/en/preview/data/heights.png").status_code == 200
    text = text_of(body(client.get("/en/print/data/heights.pdf")))
    assert "1,100 to 1,500 m" in text
    assert "3,900 m and more" in text or "3,900 and more m" in text


def test_a_window_beside_a_raster_is_empty_but_drawn(client, odd_town):
    for name in RASTERS:
        address = f"/en/print/data/{name}.pdf?at=10,10,12"
        assert client.get(address).status_code == 200


def test_a_map_is_drawn_without_what_of_its_base_is_damaged(client, odd_town, shelf, caplog):
    damaged = [
        shelf.current("districts").features,
        shelf.current("heights").raster,
    ]
    whole = [path.read_bytes() for path in damaged]
    try:
        for path in damaged:
            path.write_bytes(b"nothing")
        assert client.get("/en/preview/data/named.png").status_code == 200
        left_out = [record.args for record in caplog.records if "is left out of" in record.msg]
        assert left_out == [("heights",), ("districts",)]
        for answer in (
            client.get("/en/preview/data/districts.png"),
            client.get("/en/print/data/heights.pdf"),
        ):
            assert answer.status_code == 503
    finally:
        for path, content in zip(damaged, whole, strict=True):
            path.write_bytes(content)


def test_what_is_left_out_is_said(client, odd_town, monkeypatch):
    monkeypatch.setattr(loading, "SHAPES_MAX", 2)
    points = text_of(body(client.get("/en/print/data/named.pdf")))
    assert "2 of 20 points, taken evenly" in points
    areas = text_of(body(client.get("/en/print/data/sizes.pdf")))
    assert "2 of 3 features: the largest ones" in areas
