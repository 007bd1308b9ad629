"""Each format read back by others, and equal to the release."""

import csv
import io
import json
from dataclasses import replace
from zipfile import ZipFile

import numpy as np
import openpyxl
import pyarrow.parquet as pq
import pyogrio
import pytest
import shapely

from qala.core.errors import TooLarge
from qala.store.conditions import Compare, Comparison
from qala.store.exports import Column, sheet
from qala.store.query import Selection
from tests.store.conftest import put, schools
from tests.store.exports.conftest import ODD, THINGS

COLUMNS = ["name", "name_kk", "name_en", "kind", "count", "share", "open", "since"]
WORDS = {"id": Column("Белгі"), "kind": Column("Түрі", {"shop": "дүкен"}), "name": Column("Атауы")}
ONE = Selection(where=Compare("id", Comparison.EQ, "a"))
NONE = Selection(where=Compare("id", Comparison.EQ, "nobody"))


def stored(release):
    """The release as it stands on the shelf: rows by id, and geometries."""
    rows = pq.read_table(release.features).drop_columns(["bbox"]).to_pylist()
    return {row["id"]: row for row in rows}


def by_gdal(path, **options):
    """The features of a file as GDAL reads them: rows by id with geometry as WKB."""
    # GDAL's short way to Arrow from FlatGeobuf stumbles over features without a place
    pyogrio.set_gdal_config_options({"OGR_FLATGEOBUF_STREAM_BASE_IMPL": "YES"})
    meta, table = pyogrio.read_arrow(path, **options)
    place = meta["geometry_name"] or "wkb_geometry"
    rows = table.rename_columns(
        ["geometry" if name == place else name for name in table.column_names]
    ).to_pylist()
    return {row["id"]: {k: v for k, v in row.items() if k != "fid"} for row in rows}


def assert_same(found, release, *, exact=True):
    expected = stored(release)
    assert list(found) == list(expected)
    for id_, row in expected.items():
        ours, theirs = dict(row), dict(found[id_])
        places = [shapely.from_wkb(each.pop("geometry")) for each in (ours, theirs)]
        assert theirs == ours
        assert (places[0] is None) == (places[1] is None)
        if places[0] is not None:
            reach = 0 if exact else 1e-6
            assert shapely.equals_exact(places[0].normalize(), places[1].normalize(), reach)


@pytest.mark.parametrize("form", ["gpkg", "fgb", "geojson"])
def test_gdal_reads_what_the_release_holds(made, odd, form):
    path = made(odd, form)
    assert_same(by_gdal(path), odd, exact=form != "geojson")
    info = pyogrio.read_info(path)
    assert (info["crs"], info["layer_name"]) == ("EPSG:4326", "things")
    assert list(info["fields"]) == ["id", *COLUMNS]
    assert info["ogr_subtypes"][7] == "OFSTBoolean"


@pytest.mark.parametrize("form", ["gpkg", "fgb"])
def test_a_layer_says_whose_data_it_is(made, odd, form):
    told = pyogrio.read_info(made(odd, form))["layer_metadata"]
    assert told["licence"] == "CC0-1.0"
    assert told["DESCRIPTION"] == told["citation"] == "Қала. CC0-1.0."
    assert told["generated"] == "true"


def test_geojson_says_whose_data_it_is_and_gives_ids(made, odd):
    text = made(odd, "geojson").read_text("utf-8")
    collection = json.loads(text)
    assert collection["licence"] == "CC0-1.0"
    assert collection["generated"] is True
    assert [each["id"] for each in collection["features"]] == list(stored(odd))
    polygon = next(each for each in collection["features"] if each["id"] == "c=3")
    ring = shapely.LinearRing(polygon["geometry"]["coordinates"][0])
    assert ring.is_ccw  # RFC 7946, 3.1.6
    assert "ә/2" in text


def test_the_same_release_gives_the_same_bytes(made, odd):
    for form in ("gpkg", "fgb", "geojson", "parquet", "csv", "zip"):
        assert made(odd, form).read_bytes() == made(odd, form).read_bytes(), form


def test_a_part_as_geoparquet_is_as_the_release(made, odd):
    path = made(odd, "parquet", selection=ONE)
    table, whole = pq.read_table(path), pq.read_table(odd.features)
    assert table.equals(whole.filter(np.array([each == "a" for each in whole["id"].to_pylist()])))
    told = pq.read_schema(path).metadata
    geo = json.loads(told[b"geo"])
    assert geo["version"] == "1.1.0"
    assert geo["columns"]["geometry"]["geometry_types"] == ["Point"]
    assert geo["columns"]["geometry"]["bbox"] == [76.9, 43.2, 76.9, 43.2]
    assert (told[b"licence"], told[b"generated"]) == (b"CC0-1.0", b"true")


def test_the_releases_own_file_says_whose_data_it_is(odd):
    told = pq.read_schema(odd.features).metadata
    assert told[b"licence"] == b"CC0-1.0"
    assert told[b"title"].decode() == "Заттар / Things"


def test_csv_is_exact_for_programs(made, odd):
    rows = list(csv.reader(made(odd, "csv").read_text("utf-8").splitlines(keepends=True)))
    assert rows[0] == ["id", "wkt", *COLUMNS]
    found = {row[0]: row[1:] for row in rows[1:]}
    for id_, row in stored(odd).items():
        place = shapely.from_wkt(found[id_][0]) if found[id_][0] else None
        assert place == shapely.from_wkb(row["geometry"])
        assert found[id_][1:4] == [row[name] or "" for name in COLUMNS[:3]]
        assert found[id_][5] == ("" if row["count"] is None else str(row["count"]))
        assert row["share"] == (float(found[id_][6]) if found[id_][6] else None)
        assert found[id_][7] == {True: "true", False: "false", None: ""}[row["open"]]
        assert found[id_][8] == (row["since"] or "")


def test_csv_of_points_has_positions(made, shelf):
    release = put(shelf, schools(20)).release
    rows = list(csv.DictReader(io.StringIO(made(release, "csv").read_text("utf-8"))))
    for row, (id_, item) in zip(rows, stored(release).items(), strict=True):
        point = shapely.from_wkb(item["geometry"])
        assert (row["id"], float(row["lon"]), float(row["lat"])) == (id_, point.x, point.y)


def test_csv_for_people_has_words_and_runs_nothing(made, odd):
    path = made(odd, "csv", columns=WORDS)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"))))
    assert rows[0][:5] == ["Белгі", "wkt", "Атауы", "name_kk", "name_en"]
    found = {row[0]: row for row in rows[1:]}
    assert found["a"][5] == "дүкен"
    assert found["c=3"][5] == "unlabelled"
    assert found["c=3"][2:5] == ["'=1+1", "'+7 727", "'@here"]
    assert found["d d"][6] == str(2**60)


def test_the_archive_describes_its_table(made, odd):
    with ZipFile(made(odd, "zip")) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert names == ["things-1.csv", "things-1.csv-metadata.json", "README.txt"]
        described = json.loads(archive.read(names[1]))
        header = next(csv.reader(io.StringIO(archive.read(names[0]).decode())))
        readme = archive.read("README.txt").decode()
    assert [each["name"] for each in described["tableSchema"]["columns"]] == header
    assert described["dc:license"] == "CC0-1.0"
    assert described["notes"] == [{"generated": True}]
    assert "CC0-1.0" in readme
    assert "ойдан шығарылған" in readme


def test_xlsx_holds_values_and_no_formulas(made, odd):
    book = openpyxl.load_workbook(made(odd, "xlsx", columns=WORDS))
    data, about = book.worksheets
    assert (data.title, about.title) == ("things", "Деректер туралы")
    rows = list(data.iter_rows())
    assert [cell.value for cell in rows[0]][:5] == ["Белгі", "lon", "lat", "Атауы", "name_kk"]
    found = {row[0].value: row for row in rows[1:]}
    assert {cell.data_type for row in rows for cell in row} <= {"s", "n", "b", "inlineStr"}
    assert found["c=3"][3].value == "=1+1"
    assert found["a"][6].value == "дүкен"
    assert found["a"][1].value == pytest.approx(76.9)
    assert [found[id_][9].value for id_ in ODD.ids] == [True, None, False, True]
    assert found["d d"][7].value == str(2**60)
    assert found["a"][10].value == "2025-09"
    assert [cell.value for cell in next(about.iter_rows())] == ["Лицензия", "CC0-1.0"]


def test_texts_too_long_for_a_sheet_are_shortened_and_counted(made, shelf):
    features = schools(1)
    features.columns["name"] = ["ұ" * 40_000]
    features.columns["name_en"] = ["bell \x07 rings"]
    release = put(shelf, features).release
    data, about = openpyxl.load_workbook(made(release, "xlsx")).worksheets
    row = [cell.value for cell in list(data.iter_rows())[1]]
    assert len(row[3]) == 32_767
    assert row[3].endswith("ұ…")
    assert row[5] == "bell \N{REPLACEMENT CHARACTER} rings"
    assert list(about.values)[-1] == ("Shortened texts", 1)


def test_more_records_than_a_sheet_holds_are_refused(made, shelf, monkeypatch):
    monkeypatch.setattr(sheet, "SHEET_ROWS_MAX", 5)
    with pytest.raises(TooLarge, match="at most 4 records"):
        made(put(shelf, schools(5)).release, "xlsx")


@pytest.mark.parametrize("form", ["gpkg", "fgb", "geojson"])
def test_nothing_that_was_asked_for_is_an_empty_file(made, odd, form):
    path = made(odd, form, selection=NONE)
    info = pyogrio.read_info(path)
    assert by_gdal(path) == {}
    assert form == "geojson" or list(info["fields"]) == ["id", *COLUMNS]


def test_points_have_a_layer_of_points(made, shelf):
    release = put(shelf, schools(30)).release
    for form in ("gpkg", "fgb"):
        assert pyogrio.read_info(made(release, form))["geometry_type"] == "Point"
    found = pyogrio.read_arrow(made(release, "fgb"), bbox=(76.8, 43.2, 76.9, 43.25))[1]
    assert 0 < len(found) < 30


def test_columns_named_as_geopackage_names_its_own(made, shelf):
    fields = tuple(
        replace(each, name="fid" if each.name == "count" else each.name) for each in THINGS.fields
    )
    columns = {"fid" if name == "count" else name: values for name, values in ODD.columns.items()}
    release = put(
        shelf, replace(ODD, columns=columns), dataset=replace(THINGS, fields=fields)
    ).release
    found = by_gdal(made(release, "gpkg"))
    assert found["a"]["name_kk"] == "Қазақ"
    assert pyogrio.read_info(made(release, "gpkg"))["fid_column"] == "row"
    table = pyogrio.read_arrow(made(release, "gpkg"))[1]
    assert dict(zip(table["id"].to_pylist(), table["fid"].to_pylist(), strict=True))["d d"] == 2**60
