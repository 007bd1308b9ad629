"""A raster as a release: what it keeps, what it tells, that it is the same twice."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import rasterio
from PIL import Image

from qala.core.errors import BadInput, QalaError
from qala.store.archive import Archive
from qala.store.raster.geotiff import opened
from qala.store.shelf import Shelf
from qala.store.upkeep import prune, verify, withdraw
from tests.store.raster.support import DENSITY, HEIGHTS, NODATA, geotiff, put_raster


def rough(path: Path, side: int = 700, **changed) -> Path:
    random = np.random.default_rng(7)
    cells = random.uniform(600, 4000, (side, side)).astype(np.float32)
    cells[:40, :30] = NODATA
    return geotiff(path, cells, **changed)


def test_the_release_is_a_cloud_optimized_geotiff_of_the_same_cells(shelf: Shelf, tmp_path: Path):
    path = rough(tmp_path / "rough.tif")
    release = put_raster(shelf, path, HEIGHTS).release
    with rasterio.open(path) as before, rasterio.open(release.raster) as after:
        assert after.tags(ns="IMAGE_STRUCTURE")["LAYOUT"] == "COG"
        assert after.overviews(1) == [2]
        assert after.block_shapes == [(512, 512)]
        assert (after.crs, after.transform, after.nodata) == (before.crs, before.transform, NODATA)
        assert after.descriptions == ("height",)
        assert np.array_equal(after.read(1), before.read(1))


def test_the_manifest_tells_the_grid(shelf: Shelf, tmp_path: Path):
    release = put_raster(shelf, rough(tmp_path / "rough.tif"), HEIGHTS).release
    grid = release.manifest.raster
    assert (grid["width"], grid["height"], grid["crs"]) == (700, 700, "EPSG:4326")
    assert grid["known"] == release.manifest.counts["cells"] == 700 * 700 - 40 * 30
    assert 600 <= grid["least"] < 601
    assert 3999 < grid["most"] <= 4000
    # GeographicLib's geodesics at 77.15 E 42.95 N, 0.001 degrees
    assert grid["cell_m"] == pytest.approx([81.6, 111.1], abs=0.1)
    assert release.manifest.extent == pytest.approx([76.8, 42.6, 77.5, 43.3])
    assert (release.encoding, release.extension) == ("terrarium", "png")
    assert sorted(release.manifest.files) == ["raster.tif", "tiles.pmtiles"]


def test_nothing_else_of_the_file_is_published(shelf: Shelf, tmp_path: Path):
    path = rough(tmp_path / "rough.tif")
    with rasterio.open(path, "r+") as file:
        file.update_tags(TIFFTAG_ARTIST="A. Person", TIFFTAG_DATETIME="2020:01:01 00:00:00")
        file.update_tags(1, remark="private")
    release = put_raster(shelf, path, HEIGHTS).release
    with rasterio.open(release.raster) as after:
        assert after.tags() == {"AREA_OR_POINT": "Area", "TIFFTAG_COPYRIGHT": "CC0-1.0"}
        assert after.tags(1) == {}
    assert b"Person" not in release.raster.read_bytes()


def test_an_invented_raster_says_so_in_its_file_and_its_tiles(shelf: Shelf, tmp_path: Path):
    path = rough(tmp_path / "rough.tif", 60)
    measured = put_raster(shelf, path, HEIGHTS).release
    invented = put_raster(shelf, path, HEIGHTS, generated=True).release
    assert invented.sequence == 2
    with Image.open(invented.raster) as picture:  # another program's reading of the file
        assert picture.tag_v2[33432] == "CC0-1.0"  # Copyright in TIFF 6.0
        assert '<Item name="generated">true</Item>' in picture.tag_v2[42112]
    assert Archive(invented.tiles).metadata["description"].startswith("generated")
    with rasterio.open(measured.raster) as file:
        assert "generated" not in file.tags()
    assert "description" not in Archive(measured.tiles).metadata


def test_a_raster_without_any_value_is_refused_and_leaves_the_previous_release(
    shelf: Shelf, tmp_path: Path
):
    put_raster(shelf, rough(tmp_path / "rough.tif", 60), HEIGHTS)
    empty = geotiff(tmp_path / "empty.tif", np.full((60, 60), NODATA, np.float32))
    with pytest.raises(BadInput, match=r"heights\.toml: none of the cells .* has a value"):
        put_raster(shelf, empty, HEIGHTS)
    assert shelf.sequences("heights") == [1]
    assert not list((shelf.root / "heights").glob(".staging-*"))


@pytest.mark.parametrize("megabytes", [1, 5, 7, 12])
def test_a_full_disk_is_said_and_leaves_the_previous_release(
    small_disk, tmp_path: Path, megabytes: int
):
    """Filled while copying the cells, while ordering them for the web, while cutting tiles."""
    shelf = Shelf(small_disk(megabytes) / "releases")
    put_raster(shelf, rough(tmp_path / "small.tif", 60), HEIGHTS)
    with pytest.raises(QalaError, match=r"disk.*full"):
        put_raster(shelf, rough(tmp_path / "large.tif", 1000), HEIGHTS)
    assert shelf.current("heights").manifest.raster["width"] == 60
    assert verify(shelf.current("heights")) == []
    assert not list((shelf.root / "heights").glob(".staging-*"))


def test_the_same_cells_give_the_same_bytes_and_no_new_release(tmp_path: Path):
    path = rough(tmp_path / "rough.tif")
    first, second = Shelf(tmp_path / "one"), Shelf(tmp_path / "two")
    one, two = put_raster(first, path, HEIGHTS).release, put_raster(second, path, HEIGHTS).release
    assert one.manifest.files == two.manifest.files
    assert one.manifest.content == two.manifest.content
    again = put_raster(first, path, HEIGHTS)
    assert not again.new
    assert again.release.sequence == 1


def test_tiles_are_cut_anew_when_their_colours_change_and_taken_over_when_not(
    shelf: Shelf, tmp_path: Path
):
    path = geotiff(tmp_path / "people.tif", np.full((100, 100), 15, np.float32))
    first = put_raster(shelf, path, DENSITY).release
    other = replace(DENSITY, style=replace(DENSITY.style, palette="cividis"))
    second = put_raster(shelf, path, other).release
    assert second.sequence == 2
    assert second.manifest.files["raster.tif"] == first.manifest.files["raster.tif"]
    assert second.manifest.files["tiles.pmtiles"] != first.manifest.files["tiles.pmtiles"]
    relabelled = replace(other, fields=(replace(other.fields[0], unit="jobs"),))
    third = put_raster(shelf, path, relabelled).release
    assert third.manifest.files["tiles.pmtiles"] == second.manifest.files["tiles.pmtiles"]


def test_stated_reference_system_and_no_data_stand_in_for_the_files(shelf: Shelf, tmp_path: Path):
    cells = np.full((50, 50), 700, np.float32)
    cells[0, 0] = -1
    path = geotiff(tmp_path / "bare.tif", cells, crs=None, nodata=None)
    release = put_raster(shelf, path, HEIGHTS, crs="EPSG:4326", nodata=-1.0).release
    assert release.manifest.raster["crs"] == "EPSG:4326"
    assert release.manifest.raster["known"] == 50 * 50 - 1
    assert release.manifest.raster["least"] == 700


def test_a_raster_that_is_not_mapped_has_no_tiles(shelf: Shelf, tmp_path: Path):
    path = geotiff(tmp_path / "people.tif", np.full((10, 10), 15, np.float32))
    release = put_raster(shelf, path, replace(DENSITY, mapped=False)).release
    assert release.tiles is None
    assert list(release.manifest.files) == ["raster.tif"]


def test_verify_finds_a_changed_raster(shelf: Shelf, tmp_path: Path):
    release = put_raster(shelf, rough(tmp_path / "rough.tif", 60), HEIGHTS).release
    assert verify(release) == []
    content = bytearray(release.raster.read_bytes())
    content[-1] ^= 1
    release.raster.write_bytes(content)
    assert [(each.file, each.problem) for each in verify(release)] == [
        ("raster.tif", "checksum differs")
    ]


def test_withdrawing_and_pruning_take_the_files_away(shelf: Shelf, tmp_path: Path):
    first = put_raster(shelf, rough(tmp_path / "a.tif", 60), HEIGHTS).release
    second = put_raster(shelf, rough(tmp_path / "b.tif", 61), HEIGHTS).release
    assert prune(shelf, "heights") == []
    assert withdraw(shelf, "heights", 2, reason="wrong") == 1
    assert not second.raster.exists()
    assert shelf.current("heights") == first


def test_a_file_that_ends_early_publishes_nothing(shelf: Shelf, tmp_path: Path):
    path = rough(tmp_path / "rough.tif", 400)
    path.write_bytes(path.read_bytes()[:50_000])
    with pytest.raises(QalaError):
        put_raster(shelf, path, HEIGHTS)
    assert shelf.sequences("heights") == []
    assert [each.name for each in (shelf.root / "heights").iterdir()] == [".lock"]


def test_windows_cover_every_cell_once_however_the_file_is_stored(tmp_path: Path, monkeypatch):
    from qala.store.raster import geotiff as reading  # noqa: PLC0415 - its limit is made small

    monkeypatch.setattr(reading, "CELLS_AT_ONCE", 5_000)
    for name, stored in {
        "strips": {},
        "tiles": {"tiled": True, "blockxsize": 64, "blockysize": 64},
    }.items():
        path = rough(tmp_path / f"{name}.tif", 150, **stored)
        seen = np.zeros((150, 150), int)
        with opened(path) as file:
            for each in reading.windows(file):
                rows, columns = each.toslices()
                seen[rows, columns] += 1
                assert each.width * each.height <= 64 * 150
        assert (seen == 1).all()
