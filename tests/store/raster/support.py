"""Small rasters over Almaty, written as a source would, and put on a shelf as a build does."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from warnings import catch_warnings

import numpy as np
import rasterio
from rasterio import Affine
from rasterio.errors import NotGeoreferencedWarning
from rasterio.io import MemoryFile

from qala.core.dataset import (
    BY_CELL_SIZE,
    Dataset,
    Field,
    FieldType,
    GeometryType,
    Style,
    TileSpec,
)
from qala.core.features import Intake
from qala.core.raster import RasterFile
from qala.core.text import Text
from qala.store.publish import Provenance, Published
from qala.store.raster.publish import publish_raster
from qala.store.shelf import Shelf

WEST, NORTH, CELL = 76.8, 43.3, 0.001
NODATA = -9999.0

HEIGHTS = Dataset(
    id="heights",
    title=Text({"en": "Heights", "kk": "Биіктік", "ru": "Высоты"}),
    abstract=Text(),
    theme="nature",
    geometry=GeometryType.RASTER,
    fields=(Field("height", FieldType.NUMBER, Text({"en": "Height"}), unit="m", decimals=0),),
    sources=(),
    file="heights.toml",
    tiles=TileSpec(min_zoom=8, max_zoom=BY_CELL_SIZE, resampling="bilinear"),
    style=Style(kind="elevation", field="height"),
)
DENSITY = replace(
    HEIGHTS,
    id="density",
    fields=(Field("people", FieldType.NUMBER, Text({"en": "People"}), unit="people", decimals=1),),
    tiles=TileSpec(min_zoom=8, max_zoom=BY_CELL_SIZE, resampling="average"),
    style=Style(kind="steps", field="people", breaks=(10.0, 20.0), palette="viridis"),
)


def geotiff(path: Path, cells: Any, **changed: Any) -> Path:
    """Write `cells` (rows, columns) or several bands of them, each 0.001 degrees, over Almaty."""
    bands = np.atleast_3d(cells).transpose(2, 0, 1) if np.ndim(cells) == 2 else np.asarray(cells)
    profile: dict[str, Any] = {
        "driver": "GTiff",
        "count": bands.shape[0],
        "height": bands.shape[1],
        "width": bands.shape[2],
        "dtype": bands.dtype.name,
        "crs": "EPSG:4326",
        "transform": Affine(CELL, 0, WEST, 0, -CELL, NORTH),
        "nodata": NODATA,
        **changed,
    }
    with (
        catch_warnings(category=NotGeoreferencedWarning, action="ignore"),
        rasterio.open(path, "w", **profile) as file,
    ):
        file.write(bands)
    return path


def sampled(path: Path, value: Callable[..., Any], *, side: int = 200, **changed: Any) -> Path:
    """A raster whose cells hold `value(x, y)` of their centres."""
    transform = changed.get("transform", Affine(CELL, 0, WEST, 0, -CELL, NORTH))
    columns, rows = np.meshgrid(np.arange(side) + 0.5, np.arange(side) + 0.5)
    x, y = transform.a * columns + transform.c, transform.e * rows + transform.f
    return geotiff(path, np.asarray(value(x, y), np.float32), **changed)


def put_raster(
    shelf: Shelf, path: Path, dataset: Dataset, *, generated: bool = False, **stated: Any
) -> Published:
    """Publish a GeoTIFF the way a build does."""
    return publish_raster(
        shelf,
        dataset,
        RasterFile(str(path), **stated),
        intake=Intake(),
        provenance=Provenance({"kind": "file"}, licence="CC0-1.0", generated=generated),
    )


def decoded(png: bytes) -> np.ndarray[Any, Any]:
    """Bands of a PNG, shape (bands, rows, columns), a palette applied."""
    with (
        catch_warnings(category=NotGeoreferencedWarning, action="ignore"),
        MemoryFile(png) as memory,
        memory.open(driver="PNG") as file,
    ):
        bands = file.read()
        if file.count > 1:
            return bands
        colours = file.colormap(1)
    table = np.array([colours.get(index, (0, 0, 0, 0)) for index in range(256)], np.uint8)
    return table[bands[0]].transpose(2, 0, 1)


def metres(png: bytes) -> np.ndarray[Any, Any]:
    """Heights of a terrarium tile, by the formula of its documentation."""
    red, green, blue = decoded(png).astype(float)
    return red * 256 + green + blue / 256 - 32768
