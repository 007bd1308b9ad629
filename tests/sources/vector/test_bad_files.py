"""Files that cannot be used: the message names the file, the place and the remedy."""

import gzip
import io
import resource
import tempfile
import zipfile
from pathlib import Path

import pytest

from qala.core.errors import BadInput
from qala.sources.vector.files import Limits, unpacked
from tests.sources.vector.support import (
    POINTS,
    read,
    refusal,
    values,
    write_points,
    write_text,
)

AGAIN = "it may be cut off or damaged: fetch it again, or save it anew"
NO_PLACES = (
    "set options.lon and options.lat, or options.wkt, to columns of the table; "
    'for a table without places, options.geometry = "none"'
)
FORMATS = (
    "give a file of one of the formats GeoJSON, GeoPackage, Shapefile, FlatGeobuf, KML, CSV, XLSX"
)


def test_a_path_that_does_not_exist_names_its_neighbours(tmp_path: Path) -> None:
    write_text(tmp_path / "schools.csv", "lon,lat\n")
    assert str(refusal(tmp_path / "scools.csv")) == (
        f"{tmp_path}/scools.csv: there is no such file - "
        "correct the path; its folder holds: schools.csv"
    )
    assert str(refusal(tmp_path / "no" / "a.csv")) == (
        f"{tmp_path}/no: there is no such folder - correct the path or --data"
    )
    assert "no file matches this pattern" in str(refusal(tmp_path / "*.kml"))


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    assert str(refusal(tmp_path)) == (
        f"{tmp_path}: this is a folder, not a file - "
        "name a file in it, or several by a pattern such as folder/*.geojson"
    )


@pytest.mark.parametrize("content", [b"", b" \n\n"])
@pytest.mark.parametrize("name", ["a.geojson", "a.csv", "a.shp"])
def test_an_empty_file(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert str(refusal(path)) == f"{path}: the file is empty - fetch it again"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.geojson", '{"type":"FeatureCollection","features":[]}'),
        ("a.csv", "lon,lat\n"),
    ],
)
def test_a_file_without_records(tmp_path: Path, name: str, text: str) -> None:
    path = write_text(tmp_path / name, text)
    assert str(refusal(path)) == f"{path}: the file holds no records - fetch it again"


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "a PNG picture, not GeoJSON"),
        (b"%PDF-1.7", "a PDF document, not GeoJSON"),
        (
            b"<!DOCTYPE html><html>404",
            "a web page (HTML), perhaps an error message saved by mistake, not GeoJSON",
        ),
        (b"<?xml version='1.0'?><gml/>", "an XML document that is not KML, not GeoJSON"),
        (b"hello", "of no known format, not GeoJSON"),
    ],
)
def test_a_foreign_file_is_named_for_what_it_is(tmp_path: Path, content: bytes, what: str) -> None:
    path = tmp_path / "a.geojson"
    path.write_bytes(content)
    assert str(refusal(path)) == f"{path}: the file is {what} - {FORMATS}"


def test_json_that_is_not_geojson(tmp_path: Path) -> None:
    path = write_text(tmp_path / "a.json", '{"stations": []}')
    assert str(refusal(path)) == (
        f"{path}: the file cannot be read as GeoJSON: it holds no features of that format - {AGAIN}"
    )


def test_a_truncated_geojson_names_the_line(tmp_path: Path) -> None:
    plain = write_points(tmp_path / "a.geojson", "GeoJSON").read_bytes()
    path = tmp_path / "b.geojson"
    path.write_bytes(plain[: len(plain) * 3 // 4])
    message = str(refusal(path))
    assert message.startswith(f"{path}: line 8: the file cannot be read as GeoJSON: ")
    assert message.endswith(AGAIN)


@pytest.mark.parametrize(
    ("name", "driver"), [("a.gpkg", "GPKG"), ("a.fgb", "FlatGeobuf"), ("a.kml", "LIBKML")]
)
@pytest.mark.parametrize("kept", [0.2, 0.5, 0.7])
def test_other_truncated_files(tmp_path: Path, name: str, driver: str, kept: float) -> None:
    plain = write_points(tmp_path / name, driver, names=["x"] * 400, points=POINTS.repeat(100))
    data = plain.read_bytes()
    path = tmp_path / f"cut{plain.suffix}"
    path.write_bytes(data[: int(len(data) * kept)])
    message = str(refusal(path))
    assert message.startswith(f"{path}: the file cannot be read as ")
    assert message.endswith(AGAIN)


def test_a_shapefile_without_its_parts(tmp_path: Path) -> None:
    path = write_points(tmp_path / "a.shp", "ESRI Shapefile")
    index = path.with_suffix(".shx").read_bytes()
    path.with_suffix(".shx").unlink()
    assert "a.shx is missing beside it" in str(refusal(path))
    path.with_suffix(".shx").write_bytes(index)
    path.with_suffix(".dbf").write_bytes(b"short")
    assert str(refusal(path)) == f"{path}: the attribute table is cut off - fetch it again"


def test_truncated_archives(tmp_path: Path) -> None:
    plain = write_points(tmp_path / "a.geojson", "GeoJSON")
    packed = tmp_path / "b.geojson.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes())[:-20])
    assert "the archive is damaged or cut off" in str(refusal(packed))
    cut = tmp_path / "b.zip"
    with zipfile.ZipFile(cut, "w") as archive:
        archive.write(plain)
    cut.write_bytes(cut.read_bytes()[:-30])
    assert "the archive is damaged or cut off" in str(refusal(cut))


def test_a_gzip_bomb_is_stopped(tmp_path: Path) -> None:
    path = tmp_path / "bomb.csv.gz"
    path.write_bytes(gzip.compress(bytes(80 << 20)))
    size = path.stat().st_size
    assert str(refusal(path)) == (
        f"{path}: the archive of {size:,} bytes unpacks to more than 68,157,440 bytes; "
        "the limits are 4,294,967,296 bytes in all and 200 times its own size - "
        "unpack it yourself if you trust it, and give the file inside"
    )


@pytest.mark.parametrize("name", ["data.csv", "xl/workbook.xml"])
def test_a_zip_bomb_is_stopped(tmp_path: Path, name: str) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, bytes(80 << 20))
    assert "200 times its own size" in str(refusal(path))


def test_a_full_disk_while_unpacking(tmp_path: Path) -> None:
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(b"lon,lat\n" + b"76.9,43.2\n" * 100_000))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 18, before[1]))
    try:
        message = str(refusal(path))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert message.startswith(f"{path}: it cannot be unpacked to {tempfile.gettempdir()}")
    assert message.endswith("free space there, or name another folder in TMPDIR")


def test_the_total_of_an_archive_is_limited(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.csv", "x" * 5_000)
    limits = Limits(total=4_999)
    with (
        pytest.raises(BadInput, match="the limits are 4,999 bytes in all"),
        unpacked(path, limits=limits),
    ):
        pytest.fail("it was unpacked")


def test_an_archive_with_nothing_or_too_much_in_it(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.md", "hello")
    assert str(refusal(path)) == (
        f"{path}: the archive holds no file of a known format - pack the data file"
    )
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("in/a.csv", "name,lon,lat\na,76.9,43.2\n")
        archive.writestr("in/b.csv", "name,lon,lat\nb,76.9,43.2\n")
    assert str(refusal(path)) == (
        f"{path}: the archive holds several files: in/a.csv, in/b.csv - "
        "set options.member to the one to read"
    )
    assert values(read(path, member="b.csv"), "name") == ["b"]


def test_no_name_in_an_archive_leaves_the_folder(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("../../escaped.csv", "lon,lat\n76.9,43.2\n")
    inner = tmp_path / "deep" / "er"
    inner.mkdir(parents=True)
    (inner / "a.zip").write_bytes(packed.getvalue())
    assert len(read(inner / "a.zip")) == 1
    assert not list(tmp_path.rglob("escaped.csv"))


@pytest.mark.parametrize(
    ("text", "problem", "remedy"),
    [
        (
            "a,b\n1,2\n",
            "the table has no coordinates; its columns are: a, b",
            NO_PLACES,
        ),
        (
            "Арбат,76.94,43.26\nПарк,76.95,43.25\n",
            "the first row holds values (76.94, 43.26), not the names of columns",
            "add a row of column names",
        ),
        ("lon,lat,lon\n1,2,3\n", "the column `lon` occurs twice", "rename one of them"),
        (
            "name,lon,lat\n" + "b,76.9\n" * 3 + "c,76.9,43.2\n",
            "most rows do not fit the header; the first is row 2: 2 values for 3 columns",
            "set options.delimiter, or mend the rows",
        ),
        (
            'name,lon,lat\n"a,76.9,43.2\n' + "b,76.9,43.2\n" * 20_000,
            "a quotation mark is opened and never closed",
            "close it, or double it inside a value",
        ),
        (
            'name,lon,lat\n"a,76.9,43.2\n' + "b,76.9,43.2\n" * 2_000_000,
            "a value is longer than 8 MB",
            "look for a quotation mark that is opened and never closed",
        ),
    ],
)
def test_a_table_that_is_none(tmp_path: Path, text: str, problem: str, remedy: str) -> None:
    error = refusal(write_text(tmp_path / "a.csv", text))
    assert (error.problem, error.remedy) == (problem, remedy)


def test_missing_columns_named_in_the_options(tmp_path: Path) -> None:
    path = write_text(tmp_path / "a.csv", "name,lng,latt\na,76.9,43.2\n")
    mend = "correct the name in the source's options"
    assert str(refusal(path, lon="lng", lat="lat")) == (
        f"{path}: there is no column `lat`; the columns are: latt, lng, name - {mend}"
    )
    assert "there is no column `kind`" in str(refusal(path, where={"kind": ["a"]}))
    assert "there is no column `text`" in str(refusal(path, key_values="text"))


def test_wrong_options(tmp_path: Path) -> None:
    path = write_text(tmp_path / "a.csv", "lon,lat\n76.9,43.2\n")
    assert str(refusal(path, encodng="cp1251")).startswith(
        "data: options of the source in line 7: the option `encodng` "
        "is not an option of a file source - the options are: encoding, "
    )
    assert "`swap` must be true or false" in str(refusal(path, swap="yes"))
    assert "`sheet` must be text in quotes" in str(refusal(path, sheet=1))
    assert '`geometry` can only be "none"' in str(refusal(path, geometry="h3"))
    assert "`where` must be a table" in str(refusal(path, where=["a"]))
    assert "`largest` must be a table" in str(refusal(path, largest="main"))
    assert "has the unknown key `only`" in str(
        refusal(path, largest={"column": "main", "only": []})
    )
