"""`raster.tif`: a Cloud Optimized GeoTIFF with the grid and the reference system of its source.

Specification: https://docs.ogc.org/is/21-026/21-026.html
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import rasterio
import rasterio.shutil
from pyproj import CRS, Geod, Transformer
from rasterio.io import DatasetReader
from rasterio.warp import transform_bounds

from qala.core.dataset import Dataset, Field
from qala.core.projection import WGS84
from qala.core.raster import BAND, RasterFile
from qala.store.raster.geotiff import OPTIONS, Summary, opened, windows

BLOCK_PX = 512
COG_OPTIONS = {
    "COMPRESS": "DEFLATE",
    "PREDICTOR": "YES",
    "BLOCKSIZE": str(BLOCK_PX),
    "BIGTIFF": "IF_SAFER",
    "STATISTICS": "NO",
}


@dataclass(frozen=True, slots=True)
class Grid:
    """What a manifest says of a raster; `extent` in EPSG:4326, `cell_m` across and along."""

    width: int
    height: int
    crs: str
    cell_m: tuple[float, float]
    data_type: str
    nodata: float | None
    extent: tuple[float, float, float, float]
    known: int
    least: float
    most: float


def write_cog(raster: RasterFile, target: Path, dataset: Dataset) -> Grid:
    """Write the cells of `raster` to `target`, named after the dataset's field, and nothing else.

    They go through a plain file beside it, a block at a time, so that memory stays bounded and no
    author, date or remark of the source is published; the disk needs twice their size. Equal cells
    give equal bytes.
    """
    plain = target.with_suffix(".plain")
    with rasterio.Env(**OPTIONS):
        summary = _copy_cells(raster, plain, dataset.fields[0])
        options = {**COG_OPTIONS, "OVERVIEW_RESAMPLING": dataset.tiles.resampling.upper()}
        rasterio.shutil.copy(plain, target, driver="COG", **options)
        plain.unlink()
        with opened(target) as file:
            return _described(file, summary)


def _copy_cells(raster: RasterFile, plain: Path, field: Field) -> Summary:
    summary = Summary()
    with opened(Path(raster.path)) as source:
        nodata = source.nodata if raster.nodata is None else raster.nodata
        profile: dict[str, Any] = {
            "driver": "GTiff",
            "width": source.width,
            "height": source.height,
            "count": 1,
            "dtype": source.dtypes[BAND - 1],
            "crs": raster.crs or source.crs,
            "transform": source.transform,
            "nodata": nodata,
            "tiled": True,
            "blockxsize": BLOCK_PX,
            "blockysize": BLOCK_PX,
            "compress": "deflate",
            "zlevel": 1,
            "bigtiff": "if_safer",
        }
        with rasterio.open(plain, "w", **profile) as out:
            out.set_band_description(BAND, field.name)
            out.set_band_unit(BAND, field.unit)
            for window in windows(source):
                cells = source.read(BAND, window=window)
                summary.add(cells, nodata)
                out.write(cells, BAND, window=window)
    return summary


def _described(file: DatasetReader, summary: Summary) -> Grid:
    epsg = file.crs.to_epsg()
    return Grid(
        width=file.width,
        height=file.height,
        crs=f"EPSG:{epsg}" if epsg else file.crs.to_wkt(),
        cell_m=_cell_m(file),
        data_type=file.dtypes[BAND - 1],
        nodata=file.nodata,
        extent=transform_bounds(file.crs, "EPSG:4326", *file.bounds),
        known=summary.known,
        least=summary.least,
        most=summary.most,
    )


def _cell_m(file: DatasetReader) -> tuple[float, float]:
    """How long the cell in the middle is across and along, in metres on the ellipsoid."""
    column, row = file.width // 2, file.height // 2
    corners = [
        file.transform @ each for each in ((column, row), (column + 1, row), (column, row + 1))
    ]
    to_degrees = Transformer.from_crs(CRS.from_wkt(file.crs.to_wkt()), WGS84, always_xy=True)
    (lon, lat), across, along = (to_degrees.transform(*corner) for corner in corners)
    measure = Geod(ellps="WGS84")
    sides = (measure.inv(lon, lat, *each)[2] for each in (across, along))
    first, second = (round(side, 2) for side in sides)
    return first, second
