"""Tiles of a raster: which zooms, where they lie, how they fit, what is left out."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pmtiles.reader import MemorySource, Reader
from rasterio import Affine

from qala.core.dataset import TileSpec
from qala.core.errors import BadInput
from qala.store.archive import Archive
from qala.store.raster.cog import Grid
from qala.store.raster.tiles import natural_zoom, span
from qala.store.shelf import Shelf
from tests.store.raster.support import (
    DENSITY,
    HEIGHTS,
    decoded,
    geotiff,
    metres,
    put_raster,
    sampled,
)

UTM = "EPSG:32643"
HALF_WORLD_M = 20037508.342789244


def archive(shelf: Shelf, path: Path, dataset=HEIGHTS) -> Archive:
    return Archive(put_raster(shelf, path, dataset).release.tiles)


def centres(z: int, x: int, y: int) -> tuple[np.ndarray, np.ndarray]:
    """Longitudes and latitudes of the pixels of a tile, by the formulas of EPSG:3857."""
    pixel = 2 * HALF_WORLD_M / (256 << z)
    across = -HALF_WORLD_M + (x * 256 + np.arange(256) + 0.5) * pixel
    along = HALF_WORLD_M - (y * 256 + np.arange(256) + 0.5) * pixel
    radius = 6378137.0
    lon = np.degrees(across / radius)
    lat = np.degrees(2 * np.arctan(np.exp(along / radius)) - np.pi / 2)
    return np.meshgrid(lon, lat)


@pytest.mark.parametrize(
    ("cell_m", "zoom"),
    [  # at latitude 43.2 a pixel of zoom 12 is 27.86 m (156543.03 cos(43.2) / 2^12)
        ((30.0, 30.0), 12),
        ((27.9, 27.9), 12),
        ((27.8, 27.8), 13),
        ((67.7, 92.6), 11),
        ((0.1, 0.1), 16),
        ((200_000.0, 200_000.0), 0),
    ],
)
def test_the_deepest_zoom_follows_the_cells(cell_m, zoom):
    grid = Grid(1, 1, "EPSG:4326", cell_m, "uint8", None, (76.8, 43.1, 77.0, 43.3), 1, 0, 1)
    assert natural_zoom(grid) == zoom


def test_the_tiles_of_a_box_are_those_of_the_slippy_map():
    # by https://wiki.openstreetmap.org/wiki/Slippy_map_tilenames for lon 76.8, 77.0, lat 43.3, 43.1
    found = span((76.8, 43.1, 77.0, 43.3), 12)
    assert (found.left, found.right, found.top, found.bottom) == (2921, 2924, 1500, 1503)
    assert len(found) == 16


@pytest.mark.parametrize("crs", ["EPSG:4326", UTM])
def test_heights_of_a_plane_are_right_everywhere_and_across_the_edges_of_tiles(
    shelf: Shelf, tmp_path: Path, crs
):
    """A surface known by formula: 100 m per 0.01 degrees east, 50 m per 0.01 degrees north."""

    def height(lon, lat):
        return 1000 + (lon - 76.8) * 10_000 + (lat - 43.1) * 5_000

    if crs == UTM:
        from pyproj import Transformer  # noqa: PLC0415 - of this case only

        to_degrees = Transformer.from_crs(UTM, "EPSG:4326", always_xy=True)
        path = sampled(
            tmp_path / "plane.tif",
            lambda x, y: height(*to_degrees.transform(x, y)),
            side=660,
            crs=UTM,
            transform=Affine(30, 0, 647_000, 0, -30, 4_795_000),
        )
    else:
        fine = Affine(0.0004, 0, 76.8, 0, -0.0004, 43.3)
        path = sampled(tmp_path / "plane.tif", height, side=500, transform=fine)
    tiles = archive(shelf, path)
    zoom = tiles.max_zoom
    worst = 0.0
    seen = 0
    for x, y in span((76.83, 43.13, 76.97, 43.27), zoom):
        lon, lat = centres(zoom, x, y)
        inside = (lon > 76.83) & (lon < 76.97) & (lat > 43.13) & (lat < 43.27)
        error = np.abs(metres(tiles.tile(zoom, x, y)) - height(lon, lat))[inside]
        worst, seen = max(worst, error.max()), seen + 1
    assert seen >= 6
    assert worst < 0.1  # from pixel to pixel it is 2.5 m


def test_a_zoom_above_is_the_mean_of_the_four_pixels_below(shelf: Shelf, tmp_path: Path):
    random = np.random.default_rng(1)
    path = geotiff(tmp_path / "rough.tif", random.uniform(600, 4000, (300, 300)).astype("f4"))
    tiles = archive(shelf, path)
    zoom = tiles.max_zoom
    x, y = (round(each) for each in np.divide((sum_of(tiles, zoom)), 2))
    above = metres(tiles.tile(zoom - 1, x // 2, y // 2))
    below = metres(tiles.tile(zoom, x, y)).reshape(128, 2, 128, 2).mean(axis=(1, 3))
    across, along = (x % 2) * 128, (y % 2) * 128
    assert np.abs(above[along : along + 128, across : across + 128] - below).max() < 1 / 16


def sum_of(tiles: Archive, zoom: int) -> tuple[int, int]:
    box = [
        tiles.header[name] / 1e7
        for name in ("min_lon_e7", "min_lat_e7", "max_lon_e7", "max_lat_e7")
    ]
    found = span(tuple(box), zoom)
    return found.left + found.right, found.top + found.bottom


def test_no_data_stays_clear_and_tiles_without_a_value_are_left_out(shelf: Shelf, tmp_path: Path):
    cells = np.full((400, 400), -9999, np.float32)
    cells[:50, :50] = 15
    tiles = archive(shelf, geotiff(tmp_path / "corner.tif", cells), DENSITY)
    zoom = tiles.max_zoom
    whole = span((76.8, 42.9, 77.2, 43.3), zoom)
    there = [place for place in whole if tiles.tile(zoom, *place)]
    assert there == list(span((76.8001, 43.2501, 76.8499, 43.2999), zoom))
    lon, lat = centres(zoom, *there[0])
    inside = (lon > 76.801) & (lon < 76.849) & (lat > 43.251) & (lat < 43.299)
    outside = (lon < 76.7999) | (lon > 76.8501) | (lat < 43.2499) | (lat > 43.3001)
    alpha = decoded(tiles.tile(zoom, *there[0]))[3]
    assert (alpha[inside] == 255).all()
    assert (alpha[outside] == 0).all()


def test_cells_too_few_for_the_declared_zoom_are_refused(shelf: Shelf, tmp_path: Path):
    """A cell of 11 m between pixels of 450 m."""
    cells = np.full((20, 20), -9999, np.float32)
    cells[3, 5] = 7
    path = geotiff(tmp_path / "a.tif", cells, transform=Affine(1e-4, 0, 76.8, 0, -1e-4, 43.3))
    dataset = replace(DENSITY, tiles=TileSpec(min_zoom=6, max_zoom=8, resampling="average"))
    with pytest.raises(BadInput, match=r"no pixel of zoom 8 .* higher tiles\.max_zoom"):
        put_raster(shelf, path, dataset)
    assert shelf.sequences("density") == []


def test_declared_zooms_and_nearest_cells(shelf: Shelf, tmp_path: Path):
    cells = np.indices((100, 100)).sum(axis=0).astype(np.int16) % 2 * 30
    dataset = replace(DENSITY, tiles=TileSpec(min_zoom=10, max_zoom=14, resampling="nearest"))
    tiles = archive(shelf, geotiff(tmp_path / "board.tif", cells, nodata=None), dataset)
    assert (tiles.min_zoom, tiles.max_zoom) == (10, 14)
    found = span((76.82, 43.22, 76.88, 43.28), 14)
    colours = {
        tuple(each) for each in decoded(tiles.tile(14, found.left, found.top)).reshape(4, -1).T
    }
    assert colours == {(241, 234, 166, 255), (68, 1, 84, 255)}


def test_a_zoom_that_would_fill_the_disk_is_refused(shelf: Shelf, tmp_path: Path):
    path = geotiff(tmp_path / "flat.tif", np.full((200, 200), 800, np.float32))
    deep = replace(HEIGHTS, tiles=TileSpec(min_zoom=8, max_zoom=21))
    with pytest.raises(BadInput, match=r"zoom 21 would take 1,\d{3},\d{3} tiles.*max_zoom"):
        put_raster(shelf, path, deep)
    assert shelf.sequences("heights") == []


def test_another_program_reads_the_archive(shelf: Shelf, tmp_path: Path):
    path = geotiff(tmp_path / "flat.tif", np.full((200, 200), 800, np.float32))
    published = put_raster(shelf, path, HEIGHTS)
    reader = Reader(MemorySource(published.release.tiles.read_bytes()))
    header = reader.header()
    assert header["tile_type"].name == "PNG"
    assert (header["min_lon_e7"], header["max_lat_e7"]) == (768000000, 433000000)
    assert reader.metadata() == {"name": "heights", "format": "png"}
    assert reader.get(8, 182, 93)[:8] == b"\x89PNG\r\n\x1a\n"
    assert (
        json.loads(published.release.manifest.to_json())["tiles"]["max_zoom"] == header["max_zoom"]
    )
