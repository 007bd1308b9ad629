"""A part of a raster as it is drawn: in Web Mercator, as large as the picture, read decimated."""

from dataclasses import dataclass

import numpy as np
from rasterio import Affine
from rasterio.enums import Resampling
from rasterio.errors import RasterioError
from rasterio.vrt import WarpedVRT

from qala.core.errors import ShelfDamaged, mark
from qala.core.geometry import BBox
from qala.core.mercator import metres
from qala.store.raster.geotiff import opened
from qala.store.raster.paint import Pixels
from qala.store.shelf import Release


@dataclass(frozen=True, slots=True)
class Window:
    """What of a raster to read: a box in EPSG:4326, and into how many pixels."""

    bbox: BBox
    columns: int
    rows: int


def read_window(release: Release, window: Window, *, resampling: str) -> Pixels:
    """Values of the window in Web Mercator, NaN where nothing is known. Raises ShelfDamaged.

    `resampling` is `average`, `bilinear` or `nearest`.
    """
    if release.raster is None:
        raise ValueError(f"{release.dataset} is no raster")
    box = window.bbox
    corners = np.array([[box.west, box.south], [box.east, box.north]])
    (west, south), (east, north) = metres(corners)
    across_m, down_m = (east - west) / window.columns, (north - south) / window.rows
    try:
        with (
            opened(release.raster) as file,
            WarpedVRT(
                file,
                crs="EPSG:3857",
                transform=Affine(across_m, 0, west, 0, -down_m, north),
                width=window.columns,
                height=window.rows,
                resampling=Resampling[resampling],
                dtype="float32",
                nodata=np.nan,
            ) as flat,
        ):
            values: Pixels = flat.read(1)
    except RasterioError as error:
        raise ShelfDamaged(mark("A release cannot be read: {said}"), said=error) from error
    return values
