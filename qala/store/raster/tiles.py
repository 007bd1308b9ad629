"""`tiles.pmtiles` of a raster: pictures of 256 pixels in web mercator.

The deepest zoom is warped from the cells, each zoom above it put together from the four tiles
below, so every pixel stems from one computation and neighbouring tiles fit without a seam.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from math import ceil, log2
from pathlib import Path
from typing import Any

import numpy as np
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer
from rasterio import Affine
from rasterio.enums import Resampling
from rasterio.io import DatasetReader
from rasterio.vrt import WarpedVRT
from rasterio.windows import Window

from qala.core.dataset import BY_CELL_SIZE, Dataset, TileSpec
from qala.core.errors import BadInput
from qala.core.features import Progress
from qala.core.mercator import WORLD_M, share
from qala.store.manifest import GENERATED
from qala.store.raster.cog import Grid, says_generated
from qala.store.raster.geotiff import opened
from qala.store.raster.paint import Pixels, painter

TILE_PX = 256
PIXEL_M = WORLD_M / TILE_PX
"""A pixel of zoom 0 at the equator."""
DEEPEST_ZOOM = 16
MOST_TILES = 1 << 20
"""At the deepest zoom: more than a city at the size of a house, less than fills a disk."""

Write = Callable[[int, bytes], None]
"""Takes a tile's number along the Hilbert curve and its picture."""


@dataclass(frozen=True, slots=True)
class Span:
    """Columns and rows of tiles of one zoom, ends included."""

    left: int
    top: int
    right: int
    bottom: int

    def __len__(self) -> int:
        return (self.right - self.left + 1) * (self.bottom - self.top + 1)

    def __iter__(self) -> Iterator[tuple[int, int]]:
        columns = range(self.left, self.right + 1)
        return ((x, y) for y in range(self.top, self.bottom + 1) for x in columns)

    def holds(self, x: int, y: int) -> bool:
        return self.left <= x <= self.right and self.top <= y <= self.bottom


def zooms(grid: Grid, spec: TileSpec) -> tuple[int, int]:
    """The least and the deepest zoom of the tiles of a raster."""
    deepest = natural_zoom(grid) if spec.max_zoom == BY_CELL_SIZE else spec.max_zoom
    return min(spec.min_zoom, deepest), deepest


def natural_zoom(grid: Grid) -> int:
    """The first zoom whose pixels are no larger than the cells."""
    latitude = (grid.extent[1] + grid.extent[3]) / 2
    pixel_m = PIXEL_M * np.cos(np.radians(latitude))
    return min(max(ceil(log2(pixel_m / min(grid.cell_m)) - 1e-9), 0), DEEPEST_ZOOM)


def span(extent: tuple[float, float, float, float], zoom: int) -> Span:
    """The tiles of `zoom` that the extent (EPSG:4326) touches."""
    west, south, east, north = extent
    left, top = _tile_at(west, north, zoom)
    right, bottom = _tile_at(east, south, zoom)
    return Span(left, top, right, bottom)


def _tile_at(lon: float, lat: float, zoom: int) -> tuple[int, int]:
    """The tile at a point (https://wiki.openstreetmap.org/wiki/Slippy_map_tilenames)."""
    side = 1 << zoom
    x, y = (int(each * side) for each in share(lon, lat))
    return min(max(x, 0), side - 1), min(max(y, 0), side - 1)


def cut_raster(
    raster: Path, target: Path, dataset: Dataset, grid: Grid, progress: Progress
) -> None:
    """Cut the COG `raster` into the archive `target`; tiles without any value are left out.

    Raises BadInput where they would be more than MOST_TILES, or none.
    """
    least, deepest = zooms(grid, dataset.tiles)
    spans = {zoom: span(grid.extent, zoom) for zoom in range(least, deepest + 1)}
    if len(spans[deepest]) > MOST_TILES:
        raise BadInput(
            f"zoom {deepest} would take {len(spans[deepest]):,} tiles, more than {MOST_TILES:,}",
            file=dataset.file,
            remedy="give a lower tiles.max_zoom",
        )
    with opened(raster) as file, target.open("wb") as out:
        told = {"name": dataset.id, "format": "png"}
        if says_generated(file):
            told["description"] = GENERATED
        writer = Writer(out)  # type: ignore[no-untyped-call] # pmtiles has no types
        with (
            closing(writer.tile_f),  # the writer itself leaves it open where it fails
            _in_mercator(file, deepest, dataset.tiles.resampling) as warped,
        ):
            pyramid = _Pyramid(warped, dataset, spans, write=writer.write_tile, progress=progress)
            for x, y in spans[least]:
                pyramid.cut(least, x, y)
            if not writer.addressed_tiles:
                raise BadInput(
                    f"no pixel of zoom {deepest} meets a cell with a value",
                    file=dataset.file,
                    remedy="give a higher tiles.max_zoom, or leave it out",
                )
            header = _header(grid, least, deepest)
            writer.finalize(header, told)  # type: ignore[no-untyped-call] # as above


def _in_mercator(file: DatasetReader, zoom: int, resampling: str) -> WarpedVRT:
    """The cells as pixels of the whole world at `zoom`, read where they are wanted."""
    pixel_m = PIXEL_M / (1 << zoom)
    side = TILE_PX << zoom
    return WarpedVRT(
        file,
        crs="EPSG:3857",
        transform=Affine(pixel_m, 0, -WORLD_M / 2, 0, -pixel_m, WORLD_M / 2),
        width=side,
        height=side,
        resampling=Resampling[resampling],
        dtype="float32",
        nodata=np.nan,
    )


class _Pyramid:
    """Cuts a tile and all below it, deepest first, one branch at a time."""

    def __init__(
        self,
        warped: WarpedVRT,
        dataset: Dataset,
        spans: Mapping[int, Span],
        *,
        write: Write,
        progress: Progress,
    ) -> None:
        self._warped, self._dataset, self._spans = warped, dataset, spans
        self._write, self._progress = write, progress
        self._paint = painter(dataset.style)
        self._deepest = max(spans)
        self._done, self._total = 0, sum(map(len, spans.values()))

    def cut(self, z: int, x: int, y: int) -> Pixels | None:
        """Write the tile and those below it; gives its values, None where there are none."""
        if not self._spans[z].holds(x, y):
            return None
        pixels = self._read(x, y) if z == self._deepest else self._put_together(z, x, y)
        self._done += 1
        self._progress(self._dataset.id, self._done, self._total)
        if pixels is not None:
            self._write(zxy_to_tileid(z, x, y), self._paint(pixels))
        return pixels

    def _read(self, x: int, y: int) -> Pixels | None:
        window = Window(x * TILE_PX, y * TILE_PX, TILE_PX, TILE_PX)
        pixels: Pixels = self._warped.read(1, window=window)
        return None if np.isnan(pixels).all() else pixels

    def _put_together(self, z: int, x: int, y: int) -> Pixels | None:
        quarters = [
            [self.cut(z + 1, 2 * x + across, 2 * y + along) for across in (0, 1)]
            for along in (0, 1)
        ]
        if all(each is None for row in quarters for each in row):
            return None
        empty = np.full((TILE_PX, TILE_PX), np.nan, np.float32)
        whole = np.block([[empty if each is None else each for each in row] for row in quarters])
        return whole[::2, ::2] if self._dataset.tiles.resampling == "nearest" else _halved(whole)


def _halved(pixels: Pixels) -> Pixels:
    """The mean of the known ones of each four pixels."""
    fours = pixels.reshape(pixels.shape[0] // 2, 2, pixels.shape[1] // 2, 2)
    known = ~np.isnan(fours)
    count = known.sum(axis=(1, 3))
    total = np.where(known, fours, 0).sum(axis=(1, 3), dtype=np.float64)
    means = np.full(count.shape, np.nan)
    np.divide(total, count, out=means, where=count > 0)
    return means.astype(np.float32)


def _header(grid: Grid, least: int, deepest: int) -> dict[str, Any]:
    west, south, east, north = (round(degrees * 1e7) for degrees in grid.extent)
    return {
        "tile_type": TileType.PNG,
        "tile_compression": Compression.NONE,
        "min_zoom": least,
        "max_zoom": deepest,
        "min_lon_e7": west,
        "min_lat_e7": south,
        "max_lon_e7": east,
        "max_lat_e7": north,
        "center_zoom": least,
        "center_lon_e7": (west + east) // 2,
        "center_lat_e7": (south + north) // 2,
    }
