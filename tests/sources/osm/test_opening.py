"""Files that cannot be used: each says what it is and what to do."""

import bz2
import gzip
from pathlib import Path

import osmium
import pytest

from qala.core.errors import BadInput
from qala.core.features import Intake
from qala.sources.osm import OsmExtract, describe
from tests.sources.osm.written import read

XML = b"""<?xml version="1.0" encoding="UTF-8"?>
<osm version="0.6">
  <node id="1" lat="43.2" lon="76.9"><tag k="shop" v="books"/></node>
</osm>
"""
STRANGERS = {
    "picture.osm.pbf": (b"\x89PNG\r\n\x1a\n" + bytes(100), "a PNG image"),
    "photo.osm.pbf": (b"\xff\xd8\xff\xe0" + bytes(100), "a JPEG image"),
    "archive.osm.pbf": (b"PK\x03\x04" + bytes(100), "a ZIP archive"),
    "layer.osm.pbf": (b'{"type": "FeatureCollection", "features": []}', "JSON"),
    "answer.osm.pbf": (b"<!DOCTYPE html><html></html>", "a web page"),
    "other.osm.pbf": (b"hello", "not OpenStreetMap data"),
    "zeros.osm.pbf": (bytes(5000), "not OpenStreetMap data"),
    "table.osm.gz": (gzip.compress(b"a,b\n1,2\n"), "not OpenStreetMap data"),
    "empty.osm.pbf": (b"", "the file is empty"),
    "nothing.osm": (b'<?xml version="1.0"?><osm version="0.6"></osm>', "holds no OpenStreetMap"),
    "cut.osm": (XML[:120], "damaged or cut short"),
}


def layer_of(path: Path) -> dict:
    return read(OsmExtract(path, languages=(), projection=32643), "places")[0]


@pytest.mark.parametrize("name", STRANGERS)
def test_what_is_no_osm_file_is_named(tmp_path, name):
    data, said = STRANGERS[name]
    path = tmp_path / name
    path.write_bytes(data)
    for use in (layer_of, describe):
        with pytest.raises(BadInput) as caught:
            use(path)
        assert said in caught.value.problem
        assert caught.value.file == str(path)
        assert caught.value.remedy


def test_a_path_that_does_not_exist_and_a_folder(tmp_path):
    with pytest.raises(BadInput, match="no such file"):
        layer_of(tmp_path / "none.osm.pbf")
    with pytest.raises(BadInput, match="folder"):
        layer_of(tmp_path)


@pytest.mark.parametrize("share", [0.001, 0.1, 0.5, 0.9, 0.999])
def test_a_truncated_file(shared, tmp_path, share):
    whole = (shared / "data/other/monaco.osm.pbf").read_bytes()
    path = tmp_path / "cut.osm.pbf"
    path.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(BadInput, match="cut short"):
        layer_of(path)


def test_a_damaged_file(shared, tmp_path):
    whole = bytearray((shared / "data/other/monaco.osm.pbf").read_bytes())
    whole[5000:6000] = bytes(1000)
    path = tmp_path / "damaged.osm.pbf"
    path.write_bytes(whole)
    with pytest.raises(BadInput, match="damaged"):
        layer_of(path)


@pytest.mark.parametrize(
    ("name", "pack"),
    [("a.osm", bytes), ("a.osm.gz", gzip.compress), ("a.osm.bz2", bz2.compress), ("a.bin", bytes)],
)
def test_xml_is_read_too_whatever_its_name(tmp_path, name, pack):
    path = tmp_path / name
    path.write_bytes(pack(XML))
    assert list(layer_of(path)) == ["n1"]


def test_a_history_file_is_refused(tmp_path):
    path = tmp_path / "history.osh.pbf"
    header = osmium.io.Header()
    header.has_multiple_object_versions = True
    with osmium.SimpleWriter(str(path), header=header) as writer:
        writer.add_node(osmium.osm.mutable.Node(id=1, version=1, location=(76.9, 43.2)))
    with pytest.raises(BadInput, match="history"):
        layer_of(path)


def test_an_unknown_projection_is_said(tmp_path):
    with pytest.raises(BadInput, match="EPSG:99999"):
        OsmExtract(tmp_path / "a.osm", languages=(), projection=99999)


def test_progress_is_told(shared):
    told = []
    extract = OsmExtract(
        shared / "data/other/monaco.osm.pbf",
        languages=(),
        projection=32632,
        progress=lambda *each: told.append(each),
    )
    list(extract.layer("roads", Intake()))
    list(extract.layer("water", Intake()))
    assert [each for each in told if each[2] is not None] == [told[-1]]
    what, done, total = told[-1]
    assert (what, done) == ("osm", total)
