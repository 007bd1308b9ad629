"""Every spatial format, as GDAL writes it, comes back with its text, places and ids."""

import gzip
import json
import zipfile
from pathlib import Path

import pytest
import shapely

from tests.sources.vector.support import (
    NAMES,
    POINTS,
    chunks,
    read,
    refusal,
    values,
    write_points,
    write_text,
    xy,
)

PLACES = [(76.95, 43.34), (76.97, 43.23), (76.94, 43.26), (76.9, 43.25)]


@pytest.mark.parametrize(
    ("name", "driver"),
    [
        ("a.geojson", "GeoJSON"),
        ("a.gpkg", "GPKG"),
        ("a.shp", "ESRI Shapefile"),
    ],
)
def test_points_keep_their_order_names_and_places(tmp_path: Path, name: str, driver: str) -> None:
    features = read(write_points(tmp_path / name, driver))
    assert values(features, "name") == list(NAMES)
    assert values(features, "floors") == [1, 2, 3, 4]
    assert xy(features) == PLACES


def test_flatgeobuf_is_read_in_its_own_order(tmp_path: Path) -> None:
    features = read(write_points(tmp_path / "a.fgb", "FlatGeobuf"))
    found = dict(zip(values(features, "name"), xy(features), strict=True))
    assert found == dict(zip(NAMES, PLACES, strict=True))


def test_kml_keeps_names_and_drops_nothing(tmp_path: Path) -> None:
    features = read(write_points(tmp_path / "a.kml", "LIBKML"))
    assert values(features, "Name") == list(NAMES)
    assert values(features, "floors") == [1, 2, 3, 4]


def test_folders_of_a_kml_are_read_one_after_another(tmp_path: Path) -> None:
    mark = (
        "<Placemark><name>{}</name><Point><coordinates>76.9,43.2</coordinates></Point></Placemark>"
    )
    folders = "".join(
        f"<Folder><name>{each}</name>{mark.format(each)}</Folder>" for each in ("one", "two")
    )
    path = write_text(
        tmp_path / "a.kml",
        f'<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{folders}</Document></kml>',
    )
    found, intake = chunks(path)
    assert [name for chunk in found for name in values(chunk, "Name")] == ["one", "two"]
    assert intake.read == 2


def test_kmz_is_a_zipped_kml(tmp_path: Path) -> None:
    write_points(tmp_path / "doc.kml", "LIBKML")
    with zipfile.ZipFile(tmp_path / "a.kmz", "w") as archive:
        archive.write(tmp_path / "doc.kml", "doc.kml")
    assert values(read(tmp_path / "a.kmz"), "Name") == list(NAMES)


def test_gzipped_geojson(tmp_path: Path) -> None:
    plain = write_points(tmp_path / "a.geojson", "GeoJSON")
    (tmp_path / "b.geojson.gz").write_bytes(gzip.compress(plain.read_bytes()))
    assert values(read(tmp_path / "b.geojson.gz"), "name") == list(NAMES)


def test_ids_of_geojson_are_kept_and_formats_without_ids_give_none(tmp_path: Path) -> None:
    feature = {"type": "Feature", "properties": {"a": 1}, "geometry": None}
    collection = {
        "type": "FeatureCollection",
        "features": [{**feature, "id": 5428}, {**feature, "id": 5409}],
    }
    path = write_text(tmp_path / "a.geojson", json.dumps(collection))
    assert read(path).ids == ["5428", "5409"]
    assert read(write_points(tmp_path / "a.shp", "ESRI Shapefile")).ids == [""] * 4


def test_nested_and_sparse_properties_of_geojson(tmp_path: Path) -> None:
    lines = [
        {"a": {"x": 1}, "only_first": 5},
        {"a": {"x": 2}, "list": [1.5, 2.5]},
    ]
    collection = {
        "type": "FeatureCollection",
        "features": [{"type": "Feature", "properties": each, "geometry": None} for each in lines],
    }
    features = read(write_text(tmp_path / "a.geojson", json.dumps(collection)))
    assert [json.loads(each) for each in values(features, "a")] == [{"x": 1}, {"x": 2}]
    assert values(features, "only_first") == [5, None]
    assert values(features, "list") == [None, [1.5, 2.5]]


def test_an_unclosed_ring_is_closed_and_counted(tmp_path: Path) -> None:
    ring = [[76.9, 43.2], [76.91, 43.2], [76.91, 43.21]]
    feature = {
        "type": "Feature",
        "properties": {},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    path = write_text(
        tmp_path / "a.geojson",
        json.dumps({"type": "FeatureCollection", "features": [feature]}),
    )
    found, intake = chunks(path)
    assert shapely.is_valid(found[0].geometry[0])
    assert (intake.mended, intake.noted) == ({"ring_not_closed": 1}, {})


def test_one_layer_of_several_is_chosen_by_name(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    write_points(path, "GPKG", layer="schools")
    write_points(path, "GPKG", layer="parks", names=["x"], points=POINTS[:1], append=True)
    assert values(read(path, layer="parks"), "name") == ["x"]
    assert str(refusal(path)) == (
        f"{path}: the file has 2 layers: schools, parks - set `layer` of the source to one of them"
    )
    assert str(refusal(path, layer="park")) == (
        f"{path}: there is no layer `park` - the layers are: parks, schools"
    )


def test_a_pattern_reads_all_files_and_keeps_their_ids_apart(tmp_path: Path) -> None:
    for name in ("houses_b.geojson", "houses_a.geojson"):
        write_points(tmp_path / name, "GeoJSON", names=[name], points=POINTS[:1])
    found, intake = chunks(tmp_path / "houses_*.geojson")
    assert [values(each, "name") for each in found] == [["houses_a.geojson"], ["houses_b.geojson"]]
    assert [each.ids for each in found] == [["houses_a_0"], ["houses_b_0"]]
    assert intake.read == 2
