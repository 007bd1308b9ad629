"""A tile over HTTP: what is in it, under which headers, and what is refused how."""

import gzip
import json
from pathlib import Path

import numpy as np
import pyogrio.raw
import pytest
import shapely

from qala.atlas.tiles.opened import OpenReleases
from qala.portal.logs import JsonFormatter
from qala.store.shelf import Shelf
from qala.store.upkeep import withdraw
from tests.atlas.tiles.conftest import EMPTY, INSIDE, Ask
from tests.store.conftest import put, schools

GZIP = {"Accept-Encoding": "gzip"}
PLAIN = {"Accept-Encoding": "identity"}


def test_a_tile_holds_the_published_features_as_gdal_reads_them(ask: Ask, tmp_path: Path):
    path = tmp_path / "tile.mvt"
    path.write_bytes(ask(f"/tiles/schools/1/{INSIDE}.mvt", headers=PLAIN).content)
    z, x, y = INSIDE.split("/")
    meta, _ids, geometry, columns = pyogrio.raw.read(
        path, X=x, Y=y, Z=z, METADATA_FILE="", layer="schools"
    )
    assert meta["crs"] == "EPSG:3857"
    assert meta["geometry_type"] in ("Point", "MultiPoint")
    table = dict(zip(meta["fields"], columns, strict=True))
    published = schools(500)
    assert sorted(table["id"]) == sorted(published.ids)
    row = list(table["id"]).index("school-8")
    assert table["name_kk"][row] == "№ 8 мектеп"
    assert table["pupils"][row] == 8
    place = shapely.from_wkb(geometry[row])
    lon = np.degrees(place.centroid.x / 6378137)
    assert lon == pytest.approx(published.geometry[8].x, abs=360 / 2**8 / 4096)


def test_a_tile_of_a_release_may_be_kept_for_ever(ask: Ask):
    answer = ask(f"/tiles/schools/1/{INSIDE}.mvt", headers=GZIP)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/vnd.mapbox-vector-tile"
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["etag"].startswith('"')


def test_the_tile_of_the_release_in_force_is_kept_a_minute(ask: Ask):
    answer = ask(f"/tiles/schools/{INSIDE}.mvt", headers=GZIP)
    assert answer.headers["cache-control"] == "public, max-age=60"
    named = ask(f"/tiles/schools/1/{INSIDE}.mvt", headers=GZIP)
    assert (answer.content, answer.headers["etag"]) == (named.content, named.headers["etag"])


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip", "gzip"),
        ("br, gzip;q=0.5", "gzip"),
        ("GZIP", "gzip"),
        ("*", "gzip"),
        ("gzip;q=0, *", None),
        ("gzip; q=0.000", None),
        ("br, zstd", None),
        ("identity", None),
        ("", None),
    ],
)
def test_a_client_gets_gzip_only_if_it_says_so(ask: Ask, accepted: str, encoding: str | None):
    answer = ask(f"/tiles/schools/1/{INSIDE}.mvt", headers={"Accept-Encoding": accepted})
    assert answer.headers.get("content-encoding") == encoding
    plain = ask(f"/tiles/schools/1/{INSIDE}.mvt", headers=PLAIN)
    assert answer.content == plain.content  # the client has unpacked it
    assert (answer.headers["etag"] == plain.headers["etag"]) == (encoding is None)
    assert int(plain.headers["content-length"]) == len(plain.content)


@pytest.mark.parametrize("form", ["{}", "W/{}", '"other", {}', "*"])
@pytest.mark.parametrize("encoding", [GZIP, PLAIN])
def test_a_tile_the_client_has_is_not_sent_again(ask: Ask, form: str, encoding: dict[str, str]):
    tag = ask(f"/tiles/schools/{INSIDE}.mvt", headers=encoding).headers["etag"]
    headers = {**encoding, "If-None-Match": form.format(tag)}
    answer = ask(f"/tiles/schools/{INSIDE}.mvt", headers=headers)
    assert (answer.status_code, answer.content) == (304, b"")
    assert answer.headers["etag"] == tag
    assert "content-length" not in answer.headers


def test_another_tag_gets_the_tile(ask: Ask):
    answer = ask(f"/tiles/schools/{INSIDE}.mvt", headers={**GZIP, "If-None-Match": '"other"'})
    assert answer.status_code == 200


def test_head_has_the_headers_of_get_and_no_body(ask: Ask):
    got = ask(f"/tiles/schools/1/{INSIDE}.mvt", headers=GZIP)
    answer = ask(f"/tiles/schools/1/{INSIDE}.mvt", method="HEAD", headers=GZIP)
    assert answer.headers == got.headers
    assert answer.content == b""


def test_a_place_without_features_is_an_empty_answer(ask: Ask):
    for path in (f"/tiles/schools/1/{EMPTY}.mvt", f"/tiles/schools/{EMPTY}.mvt"):
        answer = ask(path, headers=GZIP)
        assert (answer.status_code, answer.content) == (204, b"")
        assert "content-length" not in answer.headers
        assert "max-age" in answer.headers["cache-control"]


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/tiles/schools/1/8/256/0.mvt", ["x"]),
        ("/tiles/schools/1/8/-1/256.mvt", ["x", "y"]),
        ("/tiles/schools/8/1.5/a.mvt", ["x", "y"]),
        ("/tiles/schools/eight/0/0.mvt", ["z"]),
        ("/tiles/schools/31/0/0.mvt", ["z"]),
        ("/tiles/schools/8/٣/0.mvt", ["x"]),
        ("/tiles/schools/8/" + "9" * 200 + "/0.mvt", ["x"]),
    ],
)
def test_numbers_out_of_range_are_named(ask: Ask, path: str, fields: list[str]):
    answer = ask(path)
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert [each["field"] for each in answer.json()["errors"]] == fields


@pytest.mark.parametrize(
    "path",
    [
        "/tiles/schools/2/8/182/93.mvt",
        "/tiles/schools/99999999999999999999/8/182/93.mvt",
        "/tiles/schools/1/11/0/0.mvt",
        "/tiles/schools/7/0/0.mvt",
        "/tiles/nothing/8/182/93.mvt",
        "/tiles/..%2Fschools/8/182/93.mvt",
        "/tiles/Schools/8/182/93.mvt",
        "/tiles/schools/8/182/93.png",
        "/tiles/nothing.json",
        "/tiles/nothing.pmtiles",
        "/tiles/schools",
        "/tiles/",
    ],
)
def test_what_is_not_there_is_a_problem_of_404(ask: Ask, path: str):
    answer = ask(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == 404
    assert problem["title"]
    assert problem["detail"]


def test_a_withdrawn_release_is_gone_and_says_why(ask: Ask, shelf: Shelf, releases: OpenReleases):
    withdraw(shelf, "schools", 1, reason="names of pupils")
    for path in (f"/tiles/schools/1/{INSIDE}.mvt", "/tiles/schools.json", "/tiles/schools.pmtiles"):
        answer = ask(path)
        assert answer.status_code == 410
        assert "names of pupils" in answer.json()["detail"]
    assert len(releases) == 0


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_tiles_are_only_read(ask: Ask, method: str):
    answer = ask(f"/tiles/schools/1/{INSIDE}.mvt", method=method)
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS"


def test_another_site_may_ask_beforehand(ask: Ask):
    answer = ask(
        "/tiles/schools.pmtiles", method="OPTIONS", headers={"Origin": "https://a.example"}
    )
    assert answer.status_code == 204
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "Range" in answer.headers["access-control-allow-headers"]


def test_a_long_address_is_refused_at_once(ask: Ask):
    for path in ("/tiles/schools.json?" + "q" * 10_000, "/tiles/" + "a" * 600 + ".json"):
        answer = ask(path)
        assert answer.status_code == 414
        assert answer.json()["status"] == 414


def test_any_query_is_read_without_harm(ask: Ask):
    for query in ("&".join("a" * 200), "a=" * 500, "lang=ru&" * 900, "%00&lang=%ff", "=&=;"):
        assert ask(f"/tiles/nothing.json?{query}").status_code == 404


def test_a_problem_has_the_id_of_its_request_and_is_logged(
    ask: Ask, caplog: pytest.LogCaptureFixture
):
    caplog.set_level("INFO", "qala.requests")
    answer = ask("/tiles/nothing.json", headers={"X-Request-ID": "abcdef-123456"})
    assert answer.headers["x-request-id"] == "abcdef-123456"
    (line,) = [each for each in caplog.records if each.name == "qala.requests"]
    assert (
        json.loads(JsonFormatter().format(line)).items()
        >= {
            "request_id": "abcdef-123456",
            "method": "GET",
            "path": "/tiles/nothing.json",
            "status": 404,
        }.items()
    )
    unsafe = ask("/tiles/nothing.json", headers={"X-Request-ID": "a b"})
    assert len(unsafe.headers["x-request-id"]) == 32


def test_problems_are_told_in_the_visitors_language(ask: Ask):
    for path, headers, language in (
        ("/tiles/nothing.json?lang=ru", {}, "ru"),
        ("/tiles/nothing.json", {"Accept-Language": "fr, ru-RU;q=0.8, en;q=0.5"}, "ru"),
        ("/tiles/nothing.json?lang=en", {"Accept-Language": "ru"}, "en"),
        ("/tiles/nothing.json", {}, "kk"),
    ):
        answer = ask(path, headers=headers)
        assert answer.headers["content-language"] == language
    assert answer.headers["vary"] == "Accept-Language"


def test_the_description_is_tilejson_that_names_the_release(ask: Ask, shelf: Shelf):
    put(shelf, schools(500, seed=2))
    description = json.loads(ask("/tiles/schools.json?lang=ru").content)
    assert description["tilejson"] == "3.0.0"
    assert description["tiles"] == ["http://localhost/tiles/schools/2/{z}/{x}/{y}.mvt"]
    assert (description["minzoom"], description["maxzoom"]) == (8, 10)
    west, south, east, north = description["bounds"]
    assert 76.8 <= west < east <= 77.0
    assert 43.2 <= south < north <= 43.3
    lon, lat, zoom = description["center"]
    assert west < lon < east
    assert south < lat < north
    assert 8 <= zoom <= 10
    (layer,) = description["vector_layers"]
    assert layer["id"] == "schools"
    assert set(layer["fields"]) == {"id", "name", "name_kk", "name_en", "pupils", "open"}
    assert description["attribution"] == "CC0-1.0"


def test_the_description_names_the_address_that_the_visitor_sees(ask: Ask):
    headers = {"Host": "testserver", "X-Forwarded-Proto": "https"}
    tiles = ask("/tiles/schools.json", headers=headers).json()["tiles"]
    assert tiles == ["https://testserver/tiles/schools/1/{z}/{x}/{y}.mvt"]
    assert ask("/tiles/schools.json", headers={"Host": "evil.example"}).status_code == 400


def test_other_addresses_go_to_the_pages(ask: Ask):
    for path in ("/", "/kk/map", "/tilesets", "/health"):
        assert ask(path).text == "pages"


def test_a_damaged_release_is_a_problem_without_folders(ask: Ask, shelf: Shelf):
    (shelf.root / "schools" / "1" / "tiles.pmtiles").write_bytes(gzip.compress(b"not tiles"))
    answer = ask(f"/tiles/schools/1/{INSIDE}.mvt")
    assert answer.status_code == 503
    assert str(shelf.root) not in answer.text
