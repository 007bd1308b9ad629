"""Slope of the ground from a raster of heights.

Method: Horn 1981, "Hill shading and the reflectance map", with weights as GDAL and ArcGIS have
them: the gradient of a cell from its eight neighbours.
"""

from pathlib import Path

import numpy as np
import rasterio
from numpy.typing import NDArray
from pyproj import CRS, Geod
from rasterio.io import DatasetReader
from rasterio.windows import Window

from qala.core.errors import BadInput
from qala.core.features import Progress, no_progress
from qala.core.raster import BAND, RasterFile
from qala.store.raster.geotiff import known, opened

UNITS = ("percent", "degrees")
ROWS_AT_ONCE = 512
NODATA = -1.0

Values = NDArray[np.float64]


def horn(heights: Values, across_m: float | Values, down_m: float) -> Values:
    """Rise over run at the inner cells: shape (n, m) of metres in, (n - 2, m - 2) out.

    `across_m` and `down_m` are the distances between the middles of cells; `across_m` may be an
    array of shape (n - 2, 1). Not a number where a neighbour is none.
    """
    north, middle, south = heights[:-2], heights[1:-1], heights[2:]
    columns = north + 2 * middle + south
    east = (columns[:, 2:] - columns[:, :-2]) / (8 * across_m)
    rows_apart = north - south
    north_up = (rows_apart[:, :-2] + 2 * rows_apart[:, 1:-1] + rows_apart[:, 2:]) / (8 * down_m)
    return np.asarray(np.hypot(east, north_up)) + 0 * middle[:, 1:-1]


def write_slope(
    source: Path, target: Path, *, unit: str, progress: Progress = no_progress
) -> RasterFile:
    """Write the slope of the GeoTIFF `source` to `target`: `percent` or `degrees`.

    It is read some rows at a time, with one more on each side; at its edge the nearest row and
    column stand in for the missing ones. Degrees of longitude and latitude become metres on the
    ellipsoid. Raises BadInput for another reference system that does not measure in metres.
    """
    with opened(source) as file:
        profile = file.profile | {"dtype": "float32", "nodata": NODATA, "driver": "GTiff"}
        for name in ("photometric", "predictor", "overviews", "interleave"):
            profile.pop(name, None)
        with rasterio.open(target, "w", **profile) as out:
            for top in range(0, file.height, ROWS_AT_ONCE):
                rows = min(ROWS_AT_ONCE, file.height - top)
                across, down = _cell_m(file, source, top, rows)
                rise = horn(_padded(file, top, rows), across, down)
                slope = np.degrees(np.arctan(rise)) if unit == "degrees" else rise * 100
                filled = np.where(np.isfinite(slope), slope, NODATA).astype(np.float32)
                out.write(filled, BAND, window=Window(0, top, file.width, rows))
                progress(f"slope {unit}", top + rows, file.height)
    return RasterFile(str(target))


def _padded(file: DatasetReader, top: int, rows: int) -> Values:
    """The rows and one more on each side, and a column more on each side."""
    first, last = max(top - 1, 0), min(top + rows + 1, file.height)
    values = file.read(BAND, window=Window(0, first, file.width, last - first))
    heights = np.where(known(values, file.nodata), values.astype(np.float64), np.nan)
    missing = (first - (top - 1), (top + rows + 1) - last)
    return np.asarray(np.pad(heights, (missing, (1, 1)), mode="edge"))


def _cell_m(file: DatasetReader, path: Path, top: int, rows: int) -> tuple[float | Values, float]:
    """Width (of each row) and height of cells in metres."""
    crs, transform = CRS.from_wkt(file.crs.to_wkt()), file.transform
    width, height = abs(transform.a), abs(transform.e)
    if crs.is_geographic:
        geod = crs.get_geod() or Geod(ellps="WGS84")
        lat = transform.f + transform.e * (top + np.arange(rows) + 0.5)
        lon = np.full(rows, transform.c)
        _, _, across = geod.inv(lon, lat, lon + width, lat)
        _, _, down = geod.inv(lon, lat - height / 2, lon, lat + height / 2)
        return np.asarray(across)[:, None], float(np.mean(down))
    unit = crs.axis_info[0].unit_conversion_factor
    if not crs.is_projected or not unit:
        raise BadInput(
            f"its reference system ({crs.name}) has no lengths",
            file=path,
            remedy="give heights on a plane in metres, or in degrees",
        )
    return width * unit, height * unit
