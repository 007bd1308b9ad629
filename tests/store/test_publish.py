"""Publishing writes what the interface promises, once, and the same each time."""

import json
from dataclasses import replace

import numpy as np
import pyarrow.parquet as pq
import pyogrio.raw
import pyproj
import pytest
import shapely
from pmtiles.reader import MmapSource
from pmtiles.reader import Reader as PmtilesReader

from qala.core.dataset import GeometryType, Style, TileSpec
from qala.core.errors import QalaError
from qala.core.features import Features
from qala.core.geometry import hilbert_index
from qala.store.ids import open_ids, rows_of
from qala.store.shelf import Shelf
from tests.store.conftest import SCHOOLS, put, schools


def test_a_release_is_the_folder_of_the_interface(shelf: Shelf):
    release = put(shelf, schools(500)).release
    assert release.folder == shelf.root / "schools" / "1"
    assert {path.name for path in release.folder.iterdir()} == {
        "release.json",
        "features.parquet",
        "tiles.pmtiles",
        "ids.npy",
    }
    assert (shelf.root / "schools" / "current").read_text().strip() == "1"
    manifest = json.loads((release.folder / "release.json").read_text())
    assert manifest["counts"] == {"features": 500, "without_geometry": 0, "read": 500}
    assert manifest["licence"] == "CC0-1.0"
    assert manifest["columns"] == ["name", "name_kk", "name_en", "pupils", "open"]
    assert manifest["fields"][1] == {
        "name": "pupils",
        "type": "integer",
        "unit": "people",
        "label": {"en": "Pupils"},
    }
    west, south, east, north = manifest["extent"]
    assert 76.8 <= west < east <= 77.0
    assert 43.2 <= south < north <= 43.3


def test_the_parquet_is_geoparquet_1_1_in_hilbert_order_with_bbox(shelf: Shelf):
    release = put(shelf, schools(20_000), schools(100, first=20_000)).release
    file = pq.ParquetFile(release.features)
    geo = json.loads(file.schema_arrow.metadata[b"geo"])
    assert geo["version"] == "1.1.0"
    column = geo["columns"][geo["primary_column"]]
    assert column["encoding"] == "WKB"
    assert column["geometry_types"] == ["Point"]
    assert column["covering"]["bbox"]["xmin"] == ["bbox", "xmin"]
    assert file.metadata.num_rows == 20_100
    assert [file.metadata.row_group(n).num_rows for n in range(3)] == [8192, 8192, 3716]
    table = file.read()
    points = shapely.from_wkb(table["geometry"].to_numpy(zero_copy_only=False))
    order = hilbert_index(shapely.get_x(points), shapely.get_y(points))
    assert (np.diff(order.astype(np.int64)) >= 0).all()
    boxes = table["bbox"].combine_chunks().flatten()
    assert np.array_equal(boxes[0].to_numpy(), shapely.get_x(points))


def test_an_independent_program_reads_the_tiles(shelf: Shelf):
    """GDAL's PMTiles driver sees every school at the largest zoom, with its attributes."""
    release = put(shelf, schools(300)).release
    meta, _, geometry, columns = pyogrio.raw.read(release.tiles, layer="schools")
    names = list(meta["fields"])
    ids = columns[names.index("id")]
    assert {"school-0", "school-299"} <= set(ids)
    assert len(set(ids)) == 300
    assert len(geometry) >= 300
    with release.tiles.open("rb") as handle:
        header = PmtilesReader(MmapSource(handle)).header()
    assert (header["min_zoom"], header["max_zoom"]) == (8, 10)


def test_a_labelled_polygon_has_one_point_within_it_however_many_tiles_share_it(shelf: Shelf):
    lake = shapely.box(76.70, 43.10, 77.10, 43.40).difference(shapely.box(76.8, 43.2, 77.0, 43.3))
    river = shapely.LineString([(76.7, 43.1), (77.1, 43.4)])
    water = replace(
        SCHOOLS, id="water", geometry=GeometryType.MIXED, style=Style(label="name"), fields=()
    )
    chunk = Features(["lake", "river"], np.array([lake, river]), {})
    release = put(shelf, chunk, dataset=water).release
    meta, _, geometry, columns = pyogrio.raw.read(release.tiles, layer="water_labels")
    assert columns[list(meta["fields"]).index("id")].tolist() == ["lake"]
    (x, y), *_ = shapely.get_coordinates(shapely.from_wkb(geometry)).tolist()
    back = pyproj.Transformer.from_crs(3857, 4326, always_xy=True).transform(x, y)
    assert lake.contains(shapely.Point(back))


def test_same_input_same_checksums_no_new_release(shelf: Shelf, tmp_path):
    first = put(shelf, schools(400), schools(50, seed=2, first=400))
    again = put(shelf, schools(400), schools(50, seed=2, first=400))
    elsewhere = put(Shelf(tmp_path / "other"), schools(400), schools(50, seed=2, first=400))
    assert first.new
    assert not again.new
    assert again.release.sequence == 1
    assert shelf.sequences("schools") == [1]
    assert elsewhere.release.manifest.files == first.release.manifest.files
    assert elsewhere.release.manifest.content == first.release.manifest.content


def test_the_order_in_which_features_come_does_not_matter(shelf: Shelf):
    put(shelf, schools(300), schools(300, seed=2, first=300))
    assert not put(shelf, schools(300, seed=2, first=300), schools(300)).new


def test_changed_input_makes_the_next_release(shelf: Shelf):
    put(shelf, schools(10))
    second = put(shelf, schools(11))
    assert second.new
    assert second.release.sequence == 2
    assert shelf.current("schools").sequence == 2
    assert shelf.release("schools", 1).manifest.counts["features"] == 10


def test_tiles_are_taken_over_when_only_words_change(shelf: Shelf):
    put(shelf, schools(50))
    label = replace(SCHOOLS.fields[1], unit="places")
    relabelled = replace(SCHOOLS, fields=(SCHOOLS.fields[0], label, SCHOOLS.fields[2]))
    second = put(shelf, schools(50), dataset=relabelled)
    assert second.new
    one, two = shelf.release("schools", 1).tiles, second.release.tiles
    assert one.stat().st_ino == two.stat().st_ino


def test_tiles_are_cut_anew_when_their_declaration_changes(shelf: Shelf):
    put(shelf, schools(50))
    finer = replace(SCHOOLS, tiles=TileSpec(min_zoom=8, max_zoom=11))
    assert put(shelf, schools(50), dataset=finer).release.manifest.tiles["max_zoom"] == 11


def test_features_without_a_place_are_kept_and_counted(shelf: Shelf):
    chunk = schools(3)
    chunk.geometry[1] = None
    release = put(shelf, chunk).release
    assert release.manifest.counts["without_geometry"] == 1
    table = pq.read_table(release.features)
    assert table["geometry"].null_count == 1
    assert table["bbox"].null_count == 1


@pytest.mark.parametrize("count", [0, 2])
def test_nothing_on_the_map_gives_a_release_without_tiles(shelf: Shelf, count: int):
    chunk = schools(count)
    chunk.geometry[:] = None
    release = put(shelf, chunk).release
    assert release.tiles is None
    assert release.manifest.extent is None
    assert release.manifest.counts["features"] == count


def test_an_id_twice_is_refused_and_leaves_the_previous_release(shelf: Shelf):
    put(shelf, schools(10))
    double = Features(["a", "a"], shapely.points([76.9, 76.9], [43.2, 43.2]), schools(2).columns)
    with pytest.raises(QalaError, match="same id"):
        put(shelf, double)
    assert shelf.current("schools").sequence == 1
    assert not list((shelf.root / "schools").glob(".staging-*"))


def test_the_index_finds_every_id(shelf: Shelf):
    release = put(shelf, schools(1000)).release
    index = open_ids(release.ids)
    ids = pq.read_table(release.features, columns=["id"])["id"].to_pylist()
    assert all(row in rows_of(index, name) for row, name in enumerate(ids))
    assert rows_of(index, "school-1000") == []


def test_only_declared_columns_leave(shelf: Shelf):
    chunk = schools(3)
    chunk.columns["phone"] = ["1", "2", "3"]
    release = put(shelf, chunk).release
    assert "phone" not in pq.read_schema(release.features).names
