"""Downloads over HTTP: each format, parts and filters, what caches are told, what is refused."""

import io
import json
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pyarrow.parquet as pq
import pyogrio
import pytest

from qala.store.exports import Form
from qala.store.shelf import Shelf
from tests.atlas.exports.conftest import Ask

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


def info(body: bytes, form: str, folder: Path) -> dict[str, object]:
    """What GDAL says of a file."""
    path = folder / f"answer.{form}"
    path.write_bytes(body)
    return pyogrio.read_info(path, force_feature_count=True)


@pytest.mark.parametrize("form", list(Form))
def test_each_format_is_told_by_its_headers(ask: Ask, own_shelf: Shelf, tmp_path: Path, form: Form):
    answer = ask(f"roads.{form}")
    manifest = own_shelf.current("roads").manifest
    name = f"roads-{manifest.sequence}-{manifest.published_at[:10]}.{form}"
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
    assert int(answer.headers["content-length"]) == len(answer.content) > 0
    assert answer.headers["access-control-allow-origin"] == "*"
    if form in (Form.GPKG, Form.FGB, Form.GEOJSON):
        assert info(answer.content, form, tmp_path)["features"] == manifest.counts["features"]


def test_the_whole_as_geoparquet_is_the_releases_own_file(ask, own_shelf):
    release = own_shelf.current("roads")
    answer = ask("roads.parquet")
    assert answer.content == release.features.read_bytes()
    assert release.manifest.files["features.parquet"].sha256 in answer.headers["etag"]


def test_a_file_is_made_once_and_asked_for_again_by_its_tag(ask, kept):
    first = ask("roads.geojson")
    (path,) = kept.root.glob("*/*.geojson")
    made = path.stat().st_mtime_ns
    assert ask("roads.geojson").content == first.content
    assert path.stat().st_mtime_ns == made
    unchanged = ask("roads.geojson", headers={"If-None-Match": first.headers["etag"]})
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    assert ask("roads.geojson?class=primary").headers["etag"] != first.headers["etag"]
    assert not list((kept.root / ".making").iterdir())


def test_a_part_of_a_file_by_range(ask):
    whole = ask("roads.fgb")
    tag = whole.headers["etag"]
    part = ask("roads.fgb", headers={"Range": "bytes=10-19", "If-Range": tag})
    assert (part.status_code, part.content) == (206, whole.content[10:20])
    assert part.headers["content-range"] == f"bytes 10-19/{len(whole.content)}"
    assert (
        ask("roads.fgb", headers={"Range": "bytes=10-19", "If-Range": '"other"'}).status_code == 200
    )
    assert ask("roads.fgb", headers={"Range": "bytes=999999999-"}).status_code == 416


def test_head_makes_nothing(ask, kept):
    answer = ask("roads.gpkg", method="HEAD")
    assert (answer.status_code, answer.content) == (200, b"")
    assert "content-length" not in answer.headers
    assert not list(kept.root.glob("*/*.gpkg"))
    size = len(ask("roads.gpkg").content)
    assert ask("roads.gpkg", method="HEAD").headers["content-length"] == str(size)


def test_a_filter_and_an_area_choose(ask, own_shelf):
    rows = pq.read_table(own_shelf.current("schools").features).to_pylist()
    some = rows[0]["name"]
    expected = sum(row["name"] == some for row in rows)
    by_name = json.loads(ask("schools.geojson", params={"name": some}).content)
    assert len(by_name["features"]) == expected > 0
    wanted = {"filter": "name IS NOT NULL AND name = '" + some.replace("'", "''") + "'"}
    by_filter = json.loads(ask("schools.geojson", params=wanted).content)
    assert len(by_filter["features"]) == expected
    in_json = {
        "filter-lang": "cql2-json",
        "filter": json.dumps(
            {"op": "not", "args": [{"op": "=", "args": [{"property": "name"}, some]}]}
        ),
    }
    others = json.loads(ask("schools.geojson", params=in_json).content)
    named = sum(row["name"] is not None for row in rows)
    assert len(others["features"]) == named - expected
    west, south, east, north = own_shelf.current("schools").manifest.extent
    everything = f"{west - 1},{south - 1},{east + 1},{north + 1}"
    placed = [row for row in rows if row["geometry"]]
    inside = json.loads(ask(f"schools.geojson?bbox={everything}").content)
    assert len(inside["features"]) == len(placed) < len(rows)
    ring = f"{west - 1},{south - 1};{west - 1},{north + 1};{west - 0.5},{north + 1}"
    beside = ask(f"schools.geojson?within={ring}")
    assert json.loads(beside.content)["features"] == []
    assert "-part.geojson" in beside.headers["content-disposition"]


def test_cut_at_the_border_of_the_view(ask, own_shelf, tmp_path):
    west, south, east, north = own_shelf.current("districts").manifest.extent
    middle = (west + east) / 2
    box = f"{west - 1},{south - 1},{middle},{north + 1}"
    whole = info(ask(f"districts.gpkg?bbox={box}").content, "gpkg", tmp_path)
    cut = info(ask(f"districts.gpkg?bbox={box}&cut=1").content, "gpkg", tmp_path)
    assert whole["total_bounds"][2] > middle
    assert cut["total_bounds"][2] == pytest.approx(middle)


def test_tables_have_words_in_the_language_asked_for(ask):
    book = openpyxl.load_workbook(io.BytesIO(ask("schools.xlsx?lang=kk").content))
    header = [cell.value for cell in next(book.worksheets[0].iter_rows())]
    assert header[:3] == ["Сәйкестендіргіш", "Бойлық", "Ендік"]
    labelled = ask("schools.csv?labels=1&lang=en").content.decode("utf-8-sig")
    plain = ask("schools.csv").content.decode()
    assert plain.startswith('"id","lon","lat"')
    assert labelled.startswith('"Identifier","Longitude","Latitude"')
    with ZipFile(io.BytesIO(ask("schools.zip?lang=ru").content)) as archive:
        assert "Лицензия" in archive.read("README.txt").decode()


@pytest.mark.parametrize(
    ("address", "status", "field"),
    [
        ("roads.gpkg?nothing=1", 400, "filter"),
        ("roads.gpkg?filter=length_m+>", 400, "filter"),
        ("roads.gpkg?filter=nothing+%3D+1", 400, "filter"),
        ("roads.gpkg?filter=length_m>1&filter-lang=sql", 400, "filter-lang"),
        ("roads.gpkg?bbox=1,2,3", 400, "bbox"),
        ("roads.gpkg?bbox=77,43,76,44", 400, "bbox"),
        ("roads.gpkg?bbox=nan,nan,nan,nan", 400, "bbox"),
        ("roads.gpkg?within=1,2;3,4", 400, "within"),
        ("roads.gpkg?within=0,0;1,1;0,1;1,0", 400, "within"),
        ("roads.gpkg?cut=1", 400, "cut"),
        ("roads.gpkg?cut=perhaps&bbox=76,43,77,44", 400, "cut"),
        ("roads.gpkg?lang=xx", 400, "lang"),
        ("roads.gpkg?length_m=long", 400, "length_m"),
        ("roads.gpkg?" + "&".join(f"a{n}=1" for n in range(60)), 400, "query"),
        ("roads.docx", 404, None),
        ("roads.tiff", 404, None),
        ("nothing.gpkg", 404, None),
        ("Roads.gpkg", 404, None),
    ],
)
def test_what_cannot_be_used_is_said(ask, kept, address, status, field):
    answer = ask(address, headers={"Accept-Language": "kk"})
    problem = answer.json()
    assert answer.status_code == problem["status"] == status
    assert answer.headers["content-type"] == "application/problem+json"
    if field:
        assert field in [each["field"] for each in problem["errors"]]
    assert not kept.root.exists()


def test_people_read_a_page_of_what_cannot_be_used(ask):
    assert ask("roads.gpkg?nothing=1", headers=BROWSER).content == b"pages"
    assert ask("roads.gpkg", method="POST").content == b"pages"
