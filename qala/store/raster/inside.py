"""What a raster holds inside an area: the cells whose middle lies in it."""

from dataclasses import dataclass
from math import ceil, floor

import numpy as np
import shapely
from pyproj import CRS
from rasterio import Affine
from rasterio.errors import RasterioError
from rasterio.features import geometry_mask
from rasterio.io import DatasetReader
from rasterio.windows import Window

from qala.core.errors import ShelfDamaged, mark
from qala.core.projection import WGS84, mover
from qala.core.raster import BAND
from qala.store.raster.geotiff import CELLS_AT_ONCE, known, opened
from qala.store.shelf import Release


@dataclass(frozen=True, slots=True)
class CellTally:
    """The cells with a value inside: how many, their mean, the least and the most, their sum.

    `capped`: there are more than CELLS_AT_ONCE, and nothing is added up.
    """

    release: Release
    count: int = 0
    mean: float = 0.0
    least: float = 0.0
    most: float = 0.0
    total: float = 0.0
    capped: bool = False


def tally_cells(release: Release, shape: shapely.Geometry) -> CellTally:
    """Add up the cells of a raster inside a shape in EPSG:4326. Raises ShelfDamaged."""
    if release.raster is None:
        raise ValueError(f"{release.dataset} is no raster")
    try:
        with opened(release.raster) as file:
            return _tally(release, file, shape)
    except (RasterioError, OSError) as error:
        raise ShelfDamaged(mark("A release cannot be read: {said}"), said=error) from error


def _tally(release: Release, file: DatasetReader, shape: shapely.Geometry) -> CellTally:
    placed = shapely.transform(shape, mover(WGS84, CRS.from_wkt(file.crs.to_wkt())))
    if not np.isfinite(shapely.bounds(placed)).all():
        return CellTally(release)
    window = _window(file, placed)
    if window is None:
        return CellTally(release)
    if window.width * window.height > CELLS_AT_ONCE:
        return CellTally(release, capped=True)
    cells = file.read(BAND, window=window)
    moved = file.transform @ Affine.translation(window.col_off, window.row_off)
    inside = geometry_mask([placed], cells.shape, moved, invert=True)
    values = cells[inside & known(cells, file.nodata)].astype(np.float64)
    if not values.size:
        return CellTally(release)
    return CellTally(
        release=release,
        count=int(values.size),
        mean=float(values.mean()),
        least=float(values.min()),
        most=float(values.max()),
        total=float(values.sum()),
    )


def _window(file: DatasetReader, placed: shapely.Geometry) -> Window | None:
    """The whole cells around the shape that the file has; None where it lies beside them.

    Releases have their north above: columns go with x, rows against y.
    """
    west, south, east, north = shapely.bounds(placed)
    grid = file.transform
    left = max(floor((west - grid.c) / grid.a), 0)
    right = min(ceil((east - grid.c) / grid.a), file.width)
    top = max(floor((north - grid.f) / grid.e), 0)
    bottom = min(ceil((south - grid.f) / grid.e), file.height)
    if left >= right or top >= bottom:
        return None
    return Window(left, top, right - left, bottom - top)
