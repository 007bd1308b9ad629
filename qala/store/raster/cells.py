"""The cell of a raster around a point, read from its release."""

import logging
from collections.abc import Sequence
from math import floor
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
import shapely
from pyproj import CRS, Transformer
from rasterio.errors import RasterioError
from rasterio.io import DatasetReader
from rasterio.windows import Window

from qala.core.projection import WGS84
from qala.core.raster import BAND
from qala.store.items import Item
from qala.store.manifest import RASTER
from qala.store.near import Hit
from qala.store.raster.geotiff import known, open_geotiff
from qala.store.shelf import Release

logger = logging.getLogger(__name__)


class _OpenRaster:
    """A file, open, with the way from degrees to its cells. One thread at a time may read."""

    def __init__(self, path: Path) -> None:
        self._file: DatasetReader = open_geotiff(path)
        self._to_file = Transformer.from_crs(
            WGS84, CRS.from_wkt(self._file.crs.to_wkt()), always_xy=True
        )
        self._reading = Lock()

    def value(self, lon: float, lat: float) -> int | float | None:
        """The value of the cell around the point, None outside and where there is none."""
        place = ~self._file.transform @ self._to_file.transform(lon, lat)
        size = self._file.width, self._file.height
        if not all(0 <= at < most for at, most in zip(place, size, strict=True)):
            return None
        with self._reading:
            cell = self._file.read(BAND, window=Window(*map(floor, place), 1, 1))
        if not known(cell, self._file.nodata).all():
            return None
        return _shortest(cell[0, 0])


class Cells:
    """Looks into the rasters in force, which it keeps open as long as they are. Thread-safe."""

    def __init__(self) -> None:
        self._open: dict[Path, _OpenRaster] = {}
        self._opening = Lock()

    def at(self, releases: Sequence[Release], lon: float, lat: float) -> list[Hit]:
        """The cells with a value around a point in EPSG:4326, one of each raster at most.

        Those of other releases than these are let go. A damaged release is left out and logged.
        """
        self._let_go({each.folder for each in releases})
        hits = []
        for release in releases:
            try:
                value = self._opened(release).value(lon, lat)
            except (RasterioError, OSError):
                logger.exception("%s %s is left out", release.dataset, release.sequence)
                continue
            if value is not None:
                hits.append(_hit(release, value, lon, lat))
        return hits

    def _opened(self, release: Release) -> _OpenRaster:
        with self._opening:
            if release.folder not in self._open:
                self._open[release.folder] = _OpenRaster(release.folder / RASTER)
            return self._open[release.folder]

    def _let_go(self, kept: set[Path]) -> None:
        """Forget all others: a file is closed when its last reader has done."""
        with self._opening:
            for folder in self._open.keys() - kept:
                del self._open[folder]


def _hit(release: Release, value: float, lon: float, lat: float) -> Hit:
    """The cell as an item without an id, which holds its one field."""
    across_m, along_m = (release.manifest.raster or {})["cell_m"]
    item = Item("", shapely.Point(lon, lat), {release.manifest.fields[0]["name"]: value})
    return Hit(release, item, distance_m=0.0, area_m2=across_m * along_m)


def _shortest(value: np.number[Any]) -> int | float:
    """The number as it is written shortest in its own type: 53.671097, not 53.67109680175781."""
    return int(value) if isinstance(value, np.integer) else float(str(value))
