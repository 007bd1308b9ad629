"""Values to pictures: heights as terrarium-encoded PNG, classes as coloured PNG."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from rasterio import Affine
from rasterio.io import MemoryFile

from qala.core.dataset import Style
from qala.core.palette import CLEAR, channels, step_colours

Pixels = NDArray[np.float32]
"""Values of a tile, shape (rows, columns); NaN where nothing is known."""

Paint = Callable[[Pixels], bytes]

RGBA = tuple[int, int, int, int]

TERRARIUM_ZERO_M = 32_768.0
FRACTION = 256
"""The third band counts so many parts of a metre."""
PARTS = 16
"""Heights are rounded to so many parts of a metre: finer ones shade no better and double a tile."""
ZLEVEL = 4
"""Of deflate: with the usual 6 it takes half as long again and saves nothing of heights."""
ANYWHERE = Affine(2, 0, 0, 0, -2, 0)
"""A picture has no place, of which rasterio would warn."""


def painter(style: Style) -> Paint:
    """How tiles of a raster of that style are painted."""
    if style.kind == "elevation":
        return terrarium
    colours = step_colours(style)

    def paint(pixels: Pixels) -> bytes:
        return classes(pixels, style.breaks, colours)

    return paint


def terrarium(pixels: Pixels) -> bytes:
    """Heights in metres as R * 256 + G + B / 256 - 32768, to 1/16 m.

    What is not known takes the height nearest in its row or column, so that no cliff stands at
    the edge of the data. Encoding: https://github.com/tilezen/joerd/blob/master/docs/formats.md
    """
    parts = np.rint((_filled(pixels) + TERRARIUM_ZERO_M) * PARTS).astype(np.uint32)
    steps = parts * (FRACTION // PARTS)
    bands = np.stack([steps >> 16, (steps >> 8) & 0xFF, steps & 0xFF]).astype(np.uint8)
    return png(bands)


def classes(pixels: Pixels, breaks: Sequence[float], colours: Sequence[str]) -> bytes:
    """Each value in the colour of its class: a value equal to a break belongs above it."""
    index = np.searchsorted(np.asarray(breaks, np.float32), pixels, side="right") + 1
    index[np.isnan(pixels)] = 0
    palette = {
        number: (*channels(each), 0 if each == CLEAR else 255)
        for number, each in enumerate(colours, start=1)
    }
    return png(index[np.newaxis].astype(np.uint8), {0: (0, 0, 0, 0), **palette})


def _filled(pixels: Pixels) -> NDArray[np.float64]:
    """The same values, each unknown one replaced by the nearest known one across, then along."""
    values = pixels.astype(np.float64)
    for turned in (values, values.T):
        _fill_rows(turned)
    return values


def _fill_rows(values: NDArray[np.float64]) -> None:
    """Replace, in place, unknown values by the nearest known one of their row, if it has any."""
    missing = np.isnan(values)
    if not missing.any():
        return
    place = np.arange(values.shape[1])
    before = np.maximum.accumulate(np.where(missing, -1, place), axis=1)
    after = np.minimum.accumulate(np.where(missing, values.shape[1], place)[:, ::-1], axis=1)[
        :, ::-1
    ]
    has_before, has_after = before >= 0, after < values.shape[1]
    nearer = has_before & (~has_after | (place - before <= after - place))
    source = np.where(nearer, before, np.where(has_after, after, place))
    values[:] = np.take_along_axis(values, source, axis=1)


def png(
    bands: NDArray[np.uint8], colours: Mapping[int, RGBA] | None = None, *, zlevel: int = ZLEVEL
) -> bytes:
    """A PNG of bands of colour, shape (bands, rows, columns), or of one of numbers of `colours`.

    Four bands are red, green, blue and opacity.
    """
    count, rows, columns = bands.shape
    with MemoryFile() as memory:
        with memory.open(
            driver="PNG",
            width=columns,
            height=rows,
            count=count,
            dtype="uint8",
            transform=ANYWHERE,
            zlevel=zlevel,
        ) as file:
            file.write(bands)
            if colours:
                file.write_colormap(1, colours)
        return bytes(memory.read())
