"""A raster on its way from a source to the shelf: cells of one value each."""

from dataclasses import dataclass

BAND = 1
"""The one band of a raster; the one declared field of its dataset says what it holds."""


@dataclass(frozen=True, slots=True)
class RasterFile:
    """A GeoTIFF of one band, north up, which can be read to its end.

    `path`: an ordinary file on this machine. `crs` (any name PROJ knows) and `nodata` stand in for
    what the file says itself, where it says nothing or something wrong.
    """

    path: str
    crs: str = ""
    nodata: float | None = None
