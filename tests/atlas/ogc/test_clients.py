"""Others' clients read what is below `/ogc/`, `/tiles/` and `/api/` from a running server."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyogrio
import pytest
import shapely
from owslib.ogcapi.features import Features as OwsFeatures

from qala.store.shelf import Shelf
from tests.atlas.tiles.conftest import INSIDE
from tests.atlas.tiles.serving import serving
from tests.store.conftest import put, schools

COUNT = 2_500
EXAMPLES = 6


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over a shelf with 2,500 schools."""
    folder = tmp_path_factory.mktemp("clients")
    shelf = Shelf(folder / "releases")
    put(shelf, schools(COUNT))
    with pytest.MonkeyPatch.context() as environment:
        for limit in ("READ", "IDENTIFY", "SEARCH"):
            environment.setenv(f"QALA_{limit}_PER_MINUTE", "0" if limit == "READ" else "1000000")
        with serving(folder, shelf) as port:
            yield f"http://localhost:{port}"


def gdal(source: str, **options: object) -> tuple[dict[str, object], np.ndarray, list[np.ndarray]]:
    meta, _, shapes, columns = pyogrio.raw.read(source, **options)
    return meta, shapely.from_wkb(shapes), dict(zip(meta["fields"], columns, strict=True))


def test_gdal_reads_all_pages_of_features(site):
    source = f"OAPIF:{site}/ogc"
    assert pyogrio.list_layers(source)[:, 0].tolist() == ["schools"]
    meta, shapes, columns = gdal(source, layer="schools")
    assert meta["geometry_type"] == "Point"
    assert "CRS84" in meta["crs"]
    assert len(set(columns["id"])) == len(shapes) == COUNT
    numbers = [int(each.removeprefix("school-")) for each in columns["id"]]
    assert (shapes == schools(COUNT).geometry[numbers]).all()
    assert columns["pupils"].dtype.kind in "if"
    assert list(columns["name_en"]) == [f"School {number}" for number in numbers]


def test_gdal_asks_for_a_box_a_field_and_a_reference_system(site):
    source = f"OAPIF:{site}/ogc"
    points = schools(COUNT).geometry
    box = (76.85, 43.22, 76.90, 43.25)
    _, shapes, _ = gdal(source, layer="schools", bbox=box)
    assert len(shapes) == shapely.intersects(shapely.box(*box), points).sum()
    _, _, columns = gdal(source, layer="schools", where="pupils = 500")
    assert set(columns["pupils"]) == {500}
    assert len(columns["pupils"]) == sum(each == 500 for each in schools(COUNT).columns["pupils"])
    meta, shapes, _ = gdal(source, layer="schools", CRS="EPSG:32643")
    assert meta["crs"] == "EPSG:32643"
    assert 600_000 < shapes[0].x < 700_000


def test_gdal_reads_tiles_and_archives(site, tmp_path: Path):
    z, x, y = INSIDE.split("/")
    tile = tmp_path / "tile.mvt"
    subprocess.run(
        [
            "curl",
            "-sf",
            f"{site}/ogc/collections/schools/tiles/WebMercatorQuad/{z}/{y}/{x}",
            "-o",
            tile,
        ],
        check=True,
    )
    assert pyogrio.read_info(tile, force_feature_count=True)["features"] > 0
    archive = f"/vsicurl/{site}/tiles/schools.pmtiles"
    _, shapes, columns = gdal(archive, layer="schools")
    assert set(columns["id"]) <= {f"school-{number}" for number in range(COUNT)}
    assert len(shapes) > 0


def test_owslib_finds_its_way(site):
    client = OwsFeatures(f"{site}/ogc/")
    assert client.feature_collections() == ["schools"]
    assert client.collection("schools")["id"] == "schools"
    assert client.api()["openapi"].startswith("3.0")
    assert (
        "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core"
        in client.conformance()["conformsTo"]
    )
    queryables = client.collection_queryables("schools")["properties"]
    assert {"geometry", "name", "pupils"} <= set(queryables)
    page = client.collection_items(
        "schools", limit=5, filter="pupils = 500", bbox=[76, 43, 78, 44], sortby="-name"
    )
    assert page["numberMatched"] == 2
    feature = page["features"][0]
    assert client.collection_item("schools", feature["id"])["properties"] == feature["properties"]


CONFIG = """
[checks]
positive_data_acceptance.enabled = false  # a schema cannot say that south lies south of north
negative_data_rejection.expected-statuses = ["4XX"]  # also 414
"""


@pytest.mark.parametrize("document", ["/ogc/api", "/api/openapi.json"])
def test_schemathesis_finds_no_violation_and_no_error_of_ours(site, tmp_path, document):
    settings = tmp_path / "schemathesis.toml"
    settings.write_text(CONFIG)
    base = f"{site}/ogc" if document.startswith("/ogc") else site
    command = [Path(sys.executable).with_name("schemathesis"), "--config-file", settings, "run"]
    command += [f"{site}{document}", "--url", base, "--max-examples", str(EXAMPLES), "--seed", "1"]
    command += ["--phases", "examples,coverage,fuzzing", "--no-shrink", "--continue-on-failure"]
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 0, done.stdout[-6_000:]
    assert re.search(r"(\d+) generated, \1 passed", done.stdout), done.stdout[-2_000:]
