"""Reference systems: the file's own, a stated one, a wrong one; swapped coordinates."""

import json
from pathlib import Path

import numpy as np
import pytest
import shapely
from pyproj import Transformer

from tests.sources.vector.support import (
    POINTS,
    read,
    refusal,
    write_points,
    write_text,
    xy,
)

PLACES = [(76.95, 43.34), (76.97, 43.23), (76.94, 43.26), (76.9, 43.25)]


def moved(code: int) -> np.ndarray:
    transformer = Transformer.from_crs(4326, code, always_xy=True)
    coordinates = shapely.get_coordinates(POINTS)
    return shapely.points(np.column_stack(transformer.transform(*coordinates.T)))


def table(path: Path, points: np.ndarray) -> Path:
    rows = "".join(f"{each.x},{each.y}\n" for each in points)
    return write_text(path, f"x,y\n{rows}")


@pytest.mark.parametrize("code", [3857, 32643, 28413, 4284])
@pytest.mark.parametrize(
    ("name", "driver"), [("a.gpkg", "GPKG"), ("a.shp", "ESRI Shapefile"), ("a.geojson", "GeoJSON")]
)
def test_the_system_of_the_file(tmp_path: Path, name: str, driver: str, code: int) -> None:
    path = write_points(tmp_path / name, driver, points=moved(code), crs=f"EPSG:{code}")
    for found, true in zip(xy(read(path)), PLACES, strict=True):
        assert found == pytest.approx(true, abs=2e-5)


@pytest.mark.parametrize("stated", [32643, "EPSG:32643", "urn:ogc:def:crs:EPSG::32643"])
def test_a_stated_system(tmp_path: Path, stated: object) -> None:
    path = table(tmp_path / "a.csv", moved(32643))
    assert xy(read(path, crs=stated)) == PLACES


def test_the_worked_example_of_web_mercator(tmp_path: Path) -> None:
    # IOGP guidance note 7-2, method 1024: 24 22' 54.433" N, 100 20' 00.000" W.
    path = write_text(tmp_path / "a.csv", "x,y\n-11169055.58,2800000.00\n")
    (lon, lat), *_ = xy(read(path, crs=3857))
    assert (lon, lat) == pytest.approx((-100.33333, 24.38179), abs=1e-5)


def test_an_unknown_system(tmp_path: Path) -> None:
    path = table(tmp_path / "a.csv", POINTS)
    assert str(refusal(path, crs=99999)) == (
        f"{path}: the reference system `EPSG:99999` is not known - set options.crs to an "
        "EPSG code, for example 4326 for degrees or 32643 for metres here"
    )


def test_an_unknown_system_named_in_a_geojson(tmp_path: Path) -> None:
    collection = json.loads(write_points(tmp_path / "a.geojson", "GeoJSON").read_text())
    collection["crs"] = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::99999"}}
    first = {"type": collection.pop("type"), "crs": collection.pop("crs"), **collection}
    path = write_text(tmp_path / "b.geojson", json.dumps(first))
    assert "the reference system `urn:ogc:def:crs:EPSG::99999` is not known" in str(refusal(path))


def test_metres_without_a_system_are_recognised(tmp_path: Path) -> None:
    path = write_points(tmp_path / "a.shp", "ESRI Shapefile", points=moved(32643))
    path.with_suffix(".prj").unlink()
    first = moved(32643)[0]
    assert str(refusal(path)) == (
        f"{path}: the file does not say its reference system, and coordinates such as "
        f"({first.x:.10g}, {first.y:.10g}) are not degrees - "
        "set options.crs = 32643: that puts them into the city"
    )


@pytest.mark.parametrize("code", [3857, 28413])
def test_metres_declared_as_degrees(tmp_path: Path, code: int) -> None:
    path = table(tmp_path / "a.csv", moved(code))
    message = str(refusal(path, crs=4326))
    assert "are not degrees, though the file is said to be in EPSG:4326 (WGS 84)" in message
    assert message.endswith(f"set options.crs = {code}: that puts them into the city")


def test_degrees_declared_as_metres(tmp_path: Path) -> None:
    path = table(tmp_path / "a.csv", POINTS)
    message = str(refusal(path, crs=3857))
    assert "(76.95, 43.34) are degrees, though the file is said to be in EPSG:3857" in message
    assert message.endswith("set options.crs = 4326")


def test_swapped_coordinates_are_found_and_mended_by_an_option(tmp_path: Path) -> None:
    swapped = shapely.transform(POINTS, lambda both: both[:, ::-1])
    path = write_points(tmp_path / "a.geojson", "GeoJSON", points=swapped)
    assert str(refusal(path)) == (
        f"{path}: the coordinates are swapped (latitude first): most lie outside the city, and "
        "inside it the other way round; the first is (43.34, 76.95) - set options.swap = true"
    )
    assert xy(read(path, swap=True)) == PLACES
    right = write_points(tmp_path / "b.geojson", "GeoJSON")
    assert str(refusal(right, swap=True)).endswith("remove options.swap")


def test_swapped_metres(tmp_path: Path) -> None:
    swapped = shapely.transform(moved(32643), lambda both: both[:, ::-1])
    path = table(tmp_path / "a.csv", swapped)
    assert "swapped" in str(refusal(path, crs=32643))
    assert xy(read(path, crs=32643, swap=True)) == PLACES


def test_a_few_swapped_points_do_not_condemn_a_file(tmp_path: Path) -> None:
    points = np.concatenate([POINTS, shapely.points([[43.2, 76.9]])])
    assert len(read(table(tmp_path / "a.csv", points))) == 5
