"""A raster among the datasets: on the map, at a point, in the catalogue, on its page, to take."""

import pytest
import rasterio
from rasterio.io import MemoryFile

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rasters")]


def test_the_map_is_told_how_its_tiles_are_read(client):
    layers = {each["id"]: each for each in client.get("/api/map?lang=en").json()["layers"]}
    density, heights = layers["density"], layers["heights"]
    assert density["geometry"] == heights["geometry"] == "raster"
    assert density["tiles"] == "/tiles/density/1/{z}/{x}/{y}.png"
    assert (density["encoding"], heights["encoding"]) == ("png", "terrarium")
    assert density["tile_size"] == heights["tile_size"] == 256
    assert (density["minzoom"], density["maxzoom"], density["count"]) == (8, 11, 0)
    assert density["style"]["ramp"] == ["#f1eaa6", "#3d9c8d", "#440154"]
    assert heights["style"]["ramp"] == []
    schools = layers["schools"]
    assert (schools["tile_size"], schools["encoding"]) == (512, "mvt")
    assert schools["style"]["ramp"] == []


def test_the_value_is_known_at_a_point(client):
    answer = client.get("/api/identify?lon=76.95&lat=43.25&lang=en").json()
    (found,) = [each for each in answer["features"] if each["dataset"] == "density"]
    assert found["properties"] == {
        "people": {"label": "People", "value": 12.34, "text": "12.3 people".replace(" ", "\xa0")}
    }
    assert (found["id"], found["title"], found["inside"]) == ("", "Density", True)
    (height,) = [each for each in answer["features"] if each["dataset"] == "heights"]
    assert height["properties"]["height"]["text"] == "12\xa0m"


@pytest.mark.parametrize(("lon", "lat"), [(76.95, 43.2995), (76.79, 43.25)])
def test_without_a_value_nothing_is_known(client, lon, lat):
    answer = client.get(f"/api/identify?lon={lon}&lat={lat}&lang=en").json()
    assert {"density", "heights"} <= {each["dataset"] for each in answer["unknown"]}


def test_a_raster_has_no_feature_to_ask_for(client):
    assert client.get("/api/position?dataset=density&id=1").status_code == 404


def test_the_catalogue_tells_the_size_of_cells(client):
    text = client.get("/en/data").content.decode()
    assert "cells of 81\xa0×\xa0111\xa0m" in text
    assert "0 records" not in text


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_page_tells_grid_values_and_legend(client, language):
    text = client.get(f"/{language}/data/density").content.decode()
    decimal = "12.3" if language == "en" else "12,3"
    assert "200\xa0×\xa0100" in text
    assert f"{decimal}–{decimal}" in text
    assert text.count('fill="#') == 3
    assert 'fill="#f1eaa6"' in text
    assert '/files/density/1/raster.tif"' in text
    assert "GeoTIFF" in text
    assert "GeoParquet" not in text
    assert '<section aria-labelledby="left-out">' not in text


def test_heights_are_explained_by_their_tints(client):
    text = client.get("/en/data/heights").content.decode()
    assert text.count('fill="#') == 6
    assert "3,900\xa0m and more" in text
    assert "200 of them without a value" in text


def test_the_geotiff_is_taken_away_whole_or_in_parts(client, rasters):
    path = rasters.current("density").raster
    answer = client.get("/files/density/1/raster.tif")
    content = b"".join(answer.streaming_content)
    assert content == path.read_bytes()
    assert answer["Content-Type"].startswith("image/tiff; application=geotiff")
    assert answer["Content-Disposition"] == 'attachment; filename="density-1.tif"'
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    with MemoryFile(content) as memory, memory.open(driver="GTiff") as file:
        assert (file.crs.to_epsg(), file.shape, file.descriptions) == (
            4326,
            (100, 200),
            ("people",),
        )
    part = client.get("/files/density/1/raster.tif", headers={"Range": "bytes=4-9"})
    assert (part.status_code, b"".join(part.streaming_content)) == (206, content[4:10])
    assert part["Content-Range"] == f"bytes 4-9/{len(content)}"
    assert part["Content-Length"] == "6"
    other = client.get(
        "/files/density/1/raster.tif", headers={"Range": "bytes=4-9", "If-Range": '"old"'}
    )
    assert (other.status_code, b"".join(other.streaming_content)) == (200, content)
    beyond = client.get("/files/density/1/raster.tif", headers={"Range": "bytes=999999999-"})
    assert beyond.status_code == 416
    same = client.get("/files/density/1/raster.tif", headers={"If-None-Match": answer["ETag"]})
    assert same.status_code == 304


def test_each_kind_has_its_own_file(client):
    assert client.get("/files/density/1/features.parquet").status_code == 404
    assert client.get("/files/schools/1/raster.tif").status_code == 404
    assert client.get("/files/density/9/raster.tif").status_code == 404


def test_a_raster_stands_in_the_site_map(client):
    assert "/ru/data/density</loc>" in client.get("/sitemap.xml").content.decode()


def test_a_damaged_raster_leaves_the_rest_known(client, rasters):
    path = rasters.current("density").raster
    content = path.read_bytes()
    path.write_bytes(content[:200])
    answer = client.get("/api/identify?lon=76.951&lat=43.25&lang=en").json()
    path.write_bytes(content)
    assert "heights" in {each["dataset"] for each in answer["features"]}
    with rasterio.open(path) as file:
        assert file.shape == (100, 200)
