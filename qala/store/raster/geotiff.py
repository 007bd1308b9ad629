"""GeoTIFF through rasterio: this format alone, no side files, no network, a block at a time."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio.io import DatasetReader
from rasterio.windows import Window

OPTIONS = {
    "GDAL_DISABLE_READDIR_ON_OPEN": "EMPTY_DIR",
    "GDAL_PAM_ENABLED": "NO",
    "GTIFF_IGNORE_READ_ERRORS": "NO",
    "GDAL_CACHEMAX": 128 << 20,
}
CELLS_AT_ONCE = 1 << 22

logging.getLogger("rasterio").addHandler(logging.NullHandler())
"""What GDAL reports is raised as well."""

Cells = NDArray[Any]
"""Values of cells as the file has them, shape (rows, columns)."""


def open_geotiff(path: Path) -> DatasetReader:
    """The file, open for reading; raises `rasterio.errors.RasterioIOError` where it is none."""
    with rasterio.Env(**OPTIONS):
        return rasterio.open(path.resolve(), driver="GTiff", sharing=False)


@contextmanager
def opened(path: Path) -> Iterator[DatasetReader]:
    """As `open_geotiff`, closed at the end; what is opened meanwhile has the same options."""
    with rasterio.Env(**OPTIONS), open_geotiff(path) as file:
        yield file


def windows(file: DatasetReader) -> Iterator[Window]:
    """Windows of whole blocks that cover the file row by row, each of bounded size."""
    block_rows, block_columns = file.block_shapes[0]
    columns = _whole(block_columns, CELLS_AT_ONCE // block_rows, file.width)
    rows = _whole(block_rows, CELLS_AT_ONCE // columns, file.height)
    for top in range(0, file.height, rows):
        for left in range(0, file.width, columns):
            yield Window(left, top, min(columns, file.width - left), min(rows, file.height - top))


def _whole(block: int, wanted: int, most: int) -> int:
    """A length of whole blocks near `wanted`, at least one block, at most all there is."""
    return min(max(wanted // block, 1) * block, most)


def known(cells: Cells, nodata: float | None) -> NDArray[np.bool_]:
    """Which of the cells hold a value: a finite number that is not the one for "no data"."""
    finite = np.isfinite(cells)
    return finite if nodata is None else finite & (cells != np.asarray(nodata, cells.dtype))


@dataclass(slots=True)
class Summary:
    """What a raster holds: how many cells with a value, the least and the largest of them."""

    known: int = 0
    least: float = np.inf
    most: float = -np.inf

    def add(self, cells: Cells, nodata: float | None) -> None:
        """Count these cells too."""
        values = cells[known(cells, nodata)]
        if values.size:
            self.known += int(values.size)
            self.least = min(self.least, float(values.min()))
            self.most = max(self.most, float(values.max()))
