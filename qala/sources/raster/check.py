"""Looking through a GeoTIFF that somebody else wrote: what cannot be used is said in words."""

import warnings
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from pyproj import CRS
from rasterio.enums import ColorInterp, MaskFlags
from rasterio.errors import NotGeoreferencedWarning, RasterioError, RasterioIOError
from rasterio.io import DatasetReader
from rasterio.warp import transform_bounds

from qala.core.errors import BadInput
from qala.core.features import Progress
from qala.core.geometry import BBox
from qala.core.raster import BAND
from qala.sources.raster.options import Options
from qala.sources.raster.signature import require_tiff
from qala.store.raster.geotiff import Summary, opened, windows

READABLE = ("uint8", "int8", "int16", "uint16", "int32", "uint32", "float32", "float64")
MOST_CELLS = 4_000_000_000
"""About 16 GB of heights: a country at 30 m, a city at 10 cm."""
MOST_BLOCK_CELLS = 64 << 20
MOST_RATIO = 2_000
"""Deflate packs to a thousandth at best; beyond that most of the file is not there."""
RATIO_FREE_BYTES = 256 << 20
DEEPEST_M, HIGHEST_M = -12_000, 9_000
ENORMOUS = 1e30
SENTINELS = (-9999, -99999, -999999, -32768, -32767)
"""Numbers that producers write where they have no value."""
AGAIN = "fetch it again from its source"


class Checked:
    """A GeoTIFF under examination: each method raises BadInput for what it finds."""

    def __init__(self, path: Path, options: Options) -> None:
        self._path, self._options = path, options
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        require_tiff(self._path)
        self._stack.enter_context(warnings.catch_warnings())
        warnings.simplefilter("ignore", NotGeoreferencedWarning)  # said by `place`
        try:
            self._file: DatasetReader = self._stack.enter_context(opened(self._path))
        except RasterioIOError as error:
            self._stack.close()
            raise self._bad(f"it cannot be opened ({_said(error)})", AGAIN) from error
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()

    @property
    def count(self) -> int:
        """How many cells there are, with a value or without."""
        return int(self._file.width) * int(self._file.height)

    def header(self) -> None:
        """What the file says of its cells: how many, of what type, how stored."""
        self._size()
        file = self._file
        if file.count != 1:
            raise self._bad(
                f"it has {file.count} bands, and one is wanted",
                "keep the one that is meant: gdal_translate -b 1 in.tif out.tif",
            )
        data_type = file.dtypes[BAND - 1]
        if data_type not in READABLE:
            raise self._bad(
                f"its cells are of type {data_type}",
                "store them as real numbers: gdal_translate -ot Float32 in.tif out.tif",
            )
        if file.colorinterp[BAND - 1] is ColorInterp.palette:
            raise self._bad(
                "it is a picture with a palette: its cells are numbers of colours, not values",
                "fetch the raster of values",
            )
        self._plain_values()
        self._nodata(data_type)

    def _size(self) -> None:
        file = self._file
        shape = f"{file.width:,} x {file.height:,}"
        if self.count > MOST_CELLS:
            raise self._bad(
                f"it declares {shape} cells, more than {MOST_CELLS:,}",
                "cut it to the city, or make it coarser: gdalwarp -te ... -tr ...",
            )
        declared = self.count * sum(np.dtype(each).itemsize for each in self._types())
        size = self._path.stat().st_size
        if declared > RATIO_FREE_BYTES and declared > size * MOST_RATIO:
            raise self._bad(
                f"it declares {shape} cells but has {size:,} bytes: most of it is not there", AGAIN
            )
        rows, columns = file.block_shapes[0]
        if rows * columns > MOST_BLOCK_CELLS:
            raise self._bad(
                f"its cells are stored in pieces of {columns:,} x {rows:,}, too large to read",
                "store it in tiles: gdal_translate -co TILED=YES in.tif out.tif",
            )

    def _types(self) -> list[str]:
        """The types of the bands; a type that NumPy has no name for counts as a byte."""
        return [each if each in np.sctypeDict else "uint8" for each in self._file.dtypes]

    def _plain_values(self) -> None:
        file = self._file
        if file.scales[BAND - 1] != 1 or file.offsets[BAND - 1] != 0:
            raise self._bad(
                "its values are scaled",
                "write the true ones: gdal_translate -unscale in.tif out.tif",
            )
        if MaskFlags.per_dataset in file.mask_flag_enums[BAND - 1]:
            raise self._bad(
                "a mask tells where it has values",
                "use a number for no data: gdalwarp -dstnodata -9999 in.tif out.tif",
            )

    def _nodata(self, data_type: str) -> None:
        nodata = self._stated_nodata
        if nodata is None or np.issubdtype(data_type, np.floating):
            return
        limits = np.iinfo(data_type)
        if not (limits.min <= nodata <= limits.max and float(nodata).is_integer()):
            raise self._bad(
                f"its number for no data is {nodata:g}, which {data_type} cannot hold",
                f"give one from {limits.min} to {limits.max} as options.nodata",
            )

    @property
    def _stated_nodata(self) -> float | None:
        stated = self._file.nodata if self._options.nodata is None else self._options.nodata
        return None if stated is None else float(stated)

    def place(self, bounds: BBox) -> None:
        """Where it lies: north up, in a known reference system, over the city."""
        transform = self._file.transform
        if transform.is_identity:
            raise self._bad(
                "it does not say where it lies",
                "fetch a GeoTIFF, or give it its place with gdal_edit",
            )
        if transform.b or transform.d:
            raise self._bad("its grid is turned", "turn it north: gdalwarp in.tif out.tif")
        crs = self._options.crs or self._file.crs
        if not crs:
            raise self._bad(
                "it names no reference system", "give its EPSG code as options.crs = 32643"
            )
        west, south, east, north = self._in_degrees(crs)
        if west > bounds.east or east < bounds.west or south > bounds.north or north < bounds.south:
            raise self._bad(
                f"it lies elsewhere: longitude {west:.3f} to {east:.3f}, "
                f"latitude {south:.3f} to {north:.3f}",
                f"the city is at {bounds.as_list()}; see that file and reference system are right",
            )

    def _in_degrees(self, crs: object) -> tuple[float, float, float, float]:
        box = self._file.bounds
        try:
            name = crs if isinstance(crs, str) else CRS.from_wkt(self._file.crs.to_wkt()).to_wkt()
            found = transform_bounds(name, "EPSG:4326", *box)
        except (RasterioError, ValueError) as error:
            raise self._bad(
                f"its place cannot be moved to degrees ({_said(error)})",
                "give its EPSG code as options.crs",
            ) from error
        if not np.isfinite(found).all():
            raise self._bad(
                f"its coordinates {tuple(box)} are not of its reference system",
                "give the right EPSG code as options.crs",
            )
        west, south, east, north = found
        return west, south, east, north

    def cells(self, *, elevation: bool, progress: Progress) -> None:
        """Read it to its end; the values must be plausible, as metres where they are heights."""
        summary = Summary()
        done = 0
        for window in windows(self._file):
            try:
                summary.add(self._file.read(BAND, window=window), self._stated_nodata)
            except RasterioError as error:
                rows = f"rows {window.row_off + 1:,} to {window.row_off + window.height:,}"
                raise self._bad(
                    f"it is cut off or damaged ({_said(error)})", AGAIN, where=rows
                ) from error
            done += window.width * window.height
            progress(self._path.name, done, self.count)
        self._plausible(summary, elevation=elevation)

    def _plausible(self, summary: Summary, *, elevation: bool) -> None:
        if not summary.known:
            raise self._bad(
                "none of its cells has a value", "see that options.nodata and the file are right"
            )
        for value in (summary.least, summary.most):
            if value in SENTINELS or abs(value) >= ENORMOUS:
                raise self._bad(
                    f"{value:g} occurs as a value; it looks like the number for no data",
                    f"give options.nodata = {value:g}",
                )
            if elevation and not DEEPEST_M <= value <= HIGHEST_M:
                raise self._bad(
                    f"{value:g} is no height on Earth in metres",
                    f"give options.nodata = {value:g} if it means no data",
                )

    def _bad(self, problem: str, remedy: str, *, where: str = "") -> BadInput:
        return BadInput(problem, file=self._path, where=where, remedy=remedy)


def _said(error: BaseException) -> str:
    """What GDAL said first, without the path that stands before it anyway."""
    first: BaseException = error
    while first.__cause__ is not None:
        first = first.__cause__
    return str(first).rpartition("/")[2].strip().rstrip(".") or type(first).__name__
