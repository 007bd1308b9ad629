"""Every file that cannot be used is refused with what is wrong, where, and how to mend it."""

import gzip
import shutil
import struct
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import rasterio
from rasterio import Affine
from rasterio.io import MemoryFile

from qala.core.errors import BadInput
from tests.sources.raster.support import read
from tests.store.raster.support import DENSITY, HEIGHTS, NODATA, geotiff

PEOPLE = np.full((60, 60), 12, np.float32)


def noise(side: int = 600) -> np.ndarray:
    return np.random.default_rng(3).uniform(600, 4000, (side, side)).astype(np.float32)


def cut(path: Path) -> None:
    geotiff(path, noise())
    path.write_bytes(path.read_bytes()[:700_000])


def cut_in_the_head(path: Path) -> None:
    geotiff(path, PEOPLE)
    path.write_bytes(path.read_bytes()[:12])


def overwritten(path: Path) -> None:
    geotiff(path, noise(), compress="deflate")
    content = bytearray(path.read_bytes())
    content[400_000:500_000] = bytes(100_000)
    path.write_bytes(content)


def picture(path: Path, driver: str) -> None:
    with MemoryFile() as memory:
        with memory.open(
            driver=driver,
            width=64,
            height=64,
            count=3,
            dtype="uint8",
            transform=Affine(2, 0, 0, 0, -2, 0),
        ) as file:
            file.write(np.zeros((3, 64, 64), np.uint8))
        path.write_bytes(memory.read())


def palette(path: Path) -> None:
    geotiff(path, np.zeros((60, 60), np.uint8), nodata=None)
    with rasterio.open(path, "r+") as file:
        file.write_colormap(1, {0: (255, 0, 0, 255), 1: (0, 255, 0, 255)})


def scaled(path: Path) -> None:
    geotiff(path, PEOPLE)
    with rasterio.open(path, "r+") as file:
        file.scales = (0.1,)


def masked(path: Path) -> None:
    geotiff(path, PEOPLE, nodata=None)
    with rasterio.Env(GDAL_TIFF_INTERNAL_MASK=True), rasterio.open(path, "r+") as file:
        file.write_mask(np.eye(60, dtype=bool))


def bomb(path: Path, side: int) -> None:
    """A TIFF by hand (TIFF 6.0): it declares side x side bytes, of which one strip is there."""
    entries = [
        (256, 4, 1, side), (257, 4, 1, side), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1),
        (273, 4, 1, 8), (277, 3, 1, 1), (278, 4, 1, 1), (279, 4, 1, 100),
    ]  # fmt: skip
    directory = struct.pack("<H", len(entries))
    directory += b"".join(struct.pack("<HHII", *entry) for entry in entries) + bytes(4)
    path.write_bytes(b"II*\0" + struct.pack("<I", 108) + bytes(100) + directory)


def sparse(path: Path) -> None:
    geotiff(path, PEOPLE)
    profile = {"driver": "GTiff", "count": 1, "dtype": "uint8", "width": 40_000, "height": 40_000}
    place = {"crs": "EPSG:4326", "transform": Affine(1e-5, 0, 76.8, 0, -1e-5, 43.3)}
    with rasterio.open(path, "w", **profile, **place, tiled=True, sparse_ok=True):
        pass


def one_piece(path: Path) -> None:
    side = 8_208
    place = {"crs": "EPSG:4326", "transform": Affine(1e-5, 0, 76.8, 0, -1e-5, 43.3)}
    stored = {"tiled": True, "blockxsize": side, "blockysize": side, "compress": "deflate"}
    geotiff(path, np.zeros((side, side), np.uint8), nodata=None, **place, **stored)


MISTAKES: list[tuple[str, Callable[[Path], object], str, str]] = [
    ("empty", lambda path: path.write_bytes(b""), "is empty", "fetch it again"),
    ("cut off", cut, r"rows \d+ to 600: it is cut off or damaged", "fetch it again"),
    ("cut in the head", cut_in_the_head, "cannot be opened", "fetch it again"),
    ("overwritten", overwritten, "it is cut off or damaged", "fetch it again"),
    ("jpeg", lambda path: picture(path, "JPEG"), "a JPEG picture, not a GeoTIFF", "GeoTIFF"),
    ("png", lambda path: picture(path, "PNG"), "a PNG picture", "fetch a GeoTIFF"),
    ("text", lambda path: path.write_text("<html>Not found"), "a page", "fetch a GeoTIFF"),
    ("no tiff", lambda path: path.write_bytes(b"\1\2\3\4"), "not a GeoTIFF", "fetch a GeoTIFF"),
    ("gzip", lambda path: path.write_bytes(gzip.compress(b"x")), "gzip archive", "unpack it"),
    ("no crs", lambda path: geotiff(path, PEOPLE, crs=None), "no reference system", "options.crs"),
    (
        "no place",
        lambda path: geotiff(path, PEOPLE, transform=None, crs=None),
        "where it lies",
        "G",
    ),
    ("bands", lambda path: geotiff(path, np.stack([PEOPLE] * 3)), "has 3 bands", "-b 1"),
    ("complex", lambda path: geotiff(path, PEOPLE.astype("c8"), nodata=None), "complex64", "-ot"),
    ("int64", lambda path: geotiff(path, PEOPLE.astype("i8"), nodata=None), "type int64", "-ot"),
    ("palette", palette, "a picture with a palette", "the raster of values"),
    ("scaled", scaled, "values are scaled", "-unscale"),
    ("masked", masked, "a mask tells", "-dstnodata"),
    (
        "turned",
        lambda path: geotiff(path, PEOPLE, transform=Affine(1e-3, 1e-4, 76.8, 1e-4, -1e-3, 43.3)),
        "its grid is turned",
        "gdalwarp",
    ),
    (
        "Helsinki",
        lambda path: geotiff(path, PEOPLE, transform=Affine(1e-3, 0, 24.9, 0, -1e-3, 60.2)),
        "it lies elsewhere: longitude 24.900 to 24.960, latitude 60.140 to 60.200",
        "the city is at",
    ),
    (
        "swapped",
        lambda path: geotiff(path, PEOPLE, transform=Affine(1e-3, 0, 43.2, 0, -1e-3, 76.9)),
        "it lies elsewhere",
        "reference system",
    ),
    (
        "metres called degrees",
        lambda path: geotiff(path, PEOPLE, transform=Affine(30, 0, 650_000, 0, -30, 4_790_000)),
        "are not of its reference system|lies elsewhere",
        "reference system|EPSG",
    ),
    ("bomb", lambda path: bomb(path, 1_000_000), "1,000,000 x 1,000,000 cells, more", "coarser"),
    ("sparse", sparse, "most of it is not there", "fetch it again"),
    ("one piece", one_piece, r"pieces of 8,208 x 8,208, too large", "TILED=YES"),
    ("nothing", lambda path: geotiff(path, np.full((9, 9), NODATA, "f4")), "none of its", "nodata"),
    (
        "undeclared nodata",
        lambda path: geotiff(path, np.where(PEOPLE > 0, -99999, 0).astype("f4"), nodata=None),
        "-99999 occurs as a value",
        "options.nodata = -99999",
    ),
    (
        "float nodata",
        lambda path: geotiff(path, np.full((9, 9), -3.4e38, "f4"), nodata=None),
        "looks like the number for no data",
        "options.nodata",
    ),
]


@pytest.mark.parametrize(
    ("make", "problem", "remedy"), [row[1:] for row in MISTAKES], ids=[row[0] for row in MISTAKES]
)
def test_it_is_said_what_is_wrong_and_how_to_mend_it(tmp_path: Path, make, problem, remedy):
    path = tmp_path / "people.tif"
    make(path)
    with pytest.raises(BadInput, match=problem) as caught:
        read(path)
    assert str(path) in str(caught.value)
    with pytest.raises(BadInput, match=remedy):
        raise BadInput(caught.value.remedy, file=path)


@pytest.mark.parametrize("height", [-99999.0, 32_000.0, 12_001.0])
def test_a_height_that_is_none_on_earth(tmp_path: Path, height):
    cells = np.full((9, 9), 800, np.float32)
    cells[4, 4] = height
    path = geotiff(tmp_path / "heights.tif", cells)
    with pytest.raises(BadInput, match=f"{height:g} "):
        read(path, HEIGHTS)


def test_a_number_for_no_data_that_the_type_cannot_hold(tmp_path: Path):
    path = geotiff(tmp_path / "people.tif", np.ones((9, 9), np.uint8), nodata=None)
    with pytest.raises(BadInput, match=r"-9999, which uint8 cannot hold.*0 to 255"):
        read(path, nodata=-9999)


def test_options_mend_what_the_file_does_not_say(tmp_path: Path):
    cells = np.where(np.eye(60) > 0, -99999, 12).astype(np.float32)
    path = geotiff(tmp_path / "people.tif", cells, crs=None, nodata=None)
    found = read(path, DENSITY, crs=4326, nodata=-99999)
    assert (found.crs, found.nodata) == ("EPSG:4326", -99999.0)


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ({"nodatta": 0}, "`nodatta` is not an option of this source"),
        ({"nodata": "none"}, "`nodata` is not a number"),
        ({"crs": 999999}, '`crs` is "999999", which PROJ does not know'),
    ],
)
def test_wrong_options_are_named_with_their_line(tmp_path: Path, options, problem):
    path = geotiff(tmp_path / "people.tif", PEOPLE)
    with pytest.raises(BadInput, match=problem) as caught:
        read(path, **options)
    assert "line 12" in str(caught.value)


def test_a_pattern_for_several_files_is_refused(tmp_path: Path):
    for name in "ab":
        geotiff(tmp_path / f"{name}.tif", PEOPLE)
    with pytest.raises(BadInput, match="2 files match"):
        read(tmp_path / "*.tif")


def test_files_beside_it_are_not_looked_at(tmp_path: Path):
    """GDAL would take a reference system, statistics and overviews from files of these names."""
    path = geotiff(tmp_path / "people.tif", PEOPLE, crs=None)
    (tmp_path / "people.prj").write_text('GEOGCS["WGS 84"]')
    (tmp_path / "people.tif.aux.xml").write_text("<PAMDataset><SRS>EPSG:4326</SRS></PAMDataset>")
    shutil.copy(path, tmp_path / "people.tif.ovr")
    with pytest.raises(BadInput, match="names no reference system"):
        read(path)


def test_addresses_of_other_machines_are_no_files(tmp_path: Path):
    with pytest.raises(BadInput, match="no such f"):
        read(Path("/vsicurl/http://127.0.0.1:9/people.tif"))
