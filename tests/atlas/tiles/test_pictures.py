"""Tiles of a raster over HTTP: pictures under their own addresses, by both ways alike."""

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from qala.atlas.tiles.opened import OpenReleases
from qala.store.shelf import Shelf
from qala.store.upkeep import withdraw
from tests.atlas.tiles.conftest import EMPTY, INSIDE, Ask
from tests.atlas.tiles.serving import exchange, parsed, request, serving
from tests.store.raster.support import DENSITY, HEIGHTS, geotiff, metres, put_raster

PICTURE = f"/tiles/heights/1/{INSIDE}.png"


@pytest.fixture
def pictures(shelf: Shelf, tmp_path: Path) -> Shelf:
    """The shelf of the tiles' tests with heights of 800 m and a density on it."""
    cells = np.full((200, 200), 800, np.float32)
    put_raster(shelf, geotiff(tmp_path / "heights.tif", cells), HEIGHTS)
    put_raster(shelf, geotiff(tmp_path / "density.tif", cells), DENSITY)
    return shelf


@pytest.mark.usefixtures("pictures")
def test_a_picture_is_a_png_that_may_be_kept_for_ever(ask: Ask):
    answer = ask(PICTURE)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "content-encoding" not in answer.headers
    assert "vary" not in answer.headers
    assert np.unique(metres(answer.content)).tolist() == [800]
    current = ask(PICTURE.replace("/1/", "/"))
    assert current.headers["cache-control"] == "public, max-age=60"
    assert current.content == answer.content
    assert ask(PICTURE, headers={"If-None-Match": answer.headers["etag"]}).status_code == 304


@pytest.mark.usefixtures("pictures")
@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        (f"/tiles/heights/1/{EMPTY}.png", 204, ""),
        (f"/tiles/heights/1/{INSIDE}.mvt", 404, "the ending png"),
        (f"/tiles/schools/1/{INSIDE}.png", 404, "the ending mvt"),
        (f"/tiles/heights/1/{INSIDE}.jpg", 404, ""),
        ("/tiles/heights/1/8/999/0.png", 400, ""),
        ("/tiles/heights/1/15/0/0.png", 404, "zoom 8 to 11"),
        (f"/tiles/heights/2/{INSIDE}.png", 404, ""),
    ],
)
def test_what_is_no_picture(ask: Ask, path: str, status: int, said: str):
    answer = ask(path, headers={"Accept-Language": "en"})
    assert answer.status_code == status
    assert said in answer.text


@pytest.mark.usefixtures("pictures")
def test_the_description_tells_how_pictures_are_read(ask: Ask):
    heights = json.loads(ask("/tiles/heights.json").content)
    assert heights["tiles"] == ["http://localhost/tiles/heights/1/{z}/{x}/{y}.png"]
    assert (heights["tileSize"], heights["encoding"]) == (256, "terrarium")
    assert (heights["minzoom"], heights["maxzoom"]) == (8, 11)
    assert heights["bounds"] == pytest.approx([76.8, 43.1, 77.0, 43.3])
    assert "vector_layers" not in heights
    density = json.loads(ask("/tiles/density.json").content)
    assert density["format"] == "png"
    assert "encoding" not in density


def test_the_archive_is_given_in_parts(pictures: Shelf, ask: Ask):
    whole = pictures.current("heights").tiles.read_bytes()
    assert ask("/tiles/heights.pmtiles").content == whole
    part = ask("/tiles/heights.pmtiles", headers={"Range": "bytes=0-126"})
    assert (part.status_code, part.content) == (206, whole[:127])


def test_a_new_release_is_followed_and_a_withdrawn_one_told(
    pictures: Shelf, releases: OpenReleases, ask: Ask, tmp_path: Path, monkeypatch
):
    monkeypatch.setattr("qala.atlas.tiles.opened.LOOK_EVERY_S", 0)
    address = f"/tiles/heights/{INSIDE}.png"
    assert np.unique(metres(ask(address).content)).tolist() == [800]
    cells = np.full((200, 200), 900, np.float32)
    put_raster(pictures, geotiff(tmp_path / "heights.tif", cells), HEIGHTS)
    assert np.unique(metres(ask(address).content)).tolist() == [900]
    withdraw(pictures, "heights", 2, reason="was too high")
    assert np.unique(metres(ask(address).content)).tolist() == [800]
    gone = ask(f"/tiles/heights/2/{INSIDE}.png")
    assert gone.status_code == 410
    assert "was too high" in gone.text
    assert len(releases) == 1


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a real server over a shelf with heights."""
    folder = tmp_path_factory.mktemp("pictures")
    shelf = Shelf(folder / "releases")
    put_raster(shelf, geotiff(folder / "a.tif", np.full((200, 200), 800, np.float32)), HEIGHTS)
    with serving(folder, shelf) as port:
        yield port
    assert "Traceback" not in (folder / "log").read_text()


@pytest.mark.parametrize("path", [PICTURE, PICTURE.replace("/1/", "/")])
def test_both_ways_give_the_same_picture(port: int, path: str):
    short = parsed(exchange(port, request(path)))
    long = parsed(exchange(port, request(path + "?")))
    assert short == long
    assert short[0] == b"HTTP/1.1 200 OK"
    assert short[2].startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("path", "status"),
    [(PICTURE.replace(".png", ".mvt"), b"404"), (f"/tiles/heights/1/{EMPTY}.png", b"204")],
)
def test_the_short_way_leaves_the_rest_to_the_long_one(port: int, path: str, status: bytes):
    assert exchange(port, request(path)).split(b" ")[1] == status
