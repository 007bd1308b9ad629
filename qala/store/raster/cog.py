"""`raster.tif`: a Cloud Optimized GeoTIFF with the grid and the reference system of its source.

Specification: https://docs.ogc.org/is/21-026/21-026.html
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import rasterio
import rasterio.shutil
from pyproj import CRS, Geod, Transformer
from rasterio._err import CPLE_BaseError
from rasterio.errors import RasterioIOError
from rasterio.io import DatasetReader
from rasterio.warp import transform_bounds

from qala.core.dataset import Dataset, Field
from qala.core.projection import WGS84
from qala.core.raster import BAND, RasterFile
from qala.store.publish import Provenance
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


def write_cog(raster: RasterFile, target: Path, dataset: Dataset, provenance: Provenance) -> Grid:
    """Write the cells of `raster` to `target`, named after the dataset's field, and nothing else.

    The licence stands where TIFF has the copyright; the tag `generated` is `true` where a program
    invented the cells. They go through a plain file beside it, a block at a time, so that memory
    stays bounded and no author, date or remark of the source is published; the disk needs twice
    their size. Equal cells give equal bytes. Raises RasterioError.
    """
    plain = target.with_suffix(".plain")
    with rasterio.Env(**OPTIONS):
        summary = _copy_cells(raster, plain, dataset.fields[0], _tags(provenance))
        options = {**COG_OPTIONS, "OVERVIEW_RESAMPLING": dataset.tiles.resampling.upper()}
        try:
            rasterio.shutil.copy(plain, target, driver="COG", **options)
        except CPLE_BaseError as error:  # of GDAL, which rasterio lets through here
            raise RasterioIOError(str(error)) from error
        plain.unlink()
        with opened(target) as file:
            return _described(file, summary)


def says_generated(file: DatasetReader) -> bool:
    """Whether a file that `write_cog` wrote says that its cells are invented."""
    return bool(file.tags().get("generated") == "true")


def _tags(provenance: Provenance) -> dict[str, str]:
    tags = {"TIFFTAG_COPYRIGHT": provenance.licence} if provenance.licence else {}
    return tags | ({"generated": "true"} if provenance.generated else {})


def _copy_cells(raster: RasterFile, plain: Path, field: Field, tags: Mapping[str, str]) -> Summary:
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
            out.update_tags(**tags)
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
