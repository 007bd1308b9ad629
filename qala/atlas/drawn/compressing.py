"""Pictures made small: fewer colours where it must be PNG, WebP where only browsers look."""

import io
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy.spatial import cKDTree

from qala.core.palette import channels

COLOURS = 192
"""A map has few colours and the shades in between; with fewer, thin letters become uneven."""
KEPT_EXACTLY = 64
"""The most frequent colours: those of plain areas."""
COARSER_BITS = 3
"""Colours that differ by less than so many bits in a channel are counted as one."""
WEBP_QUALITY, WEBP_EFFORT = 76, 4

Colours = NDArray[np.uint8]
Numbers = NDArray[np.uint32]


def small_png(png: bytes, meant: Iterable[str]) -> bytes:
    """The picture in `COLOURS` colours, without dithering, which would speckle plain areas.

    Colours that mean something, `#rrggbb`, are kept whatever area they have: without that a
    legend's dots would be of another colour than those on the map.
    """
    with Image.open(io.BytesIO(png)) as picture:
        pixels = np.asarray(picture.convert("RGB"), dtype=np.uint32)
    numbers = pixels[..., 0] << 16 | pixels[..., 1] << 8 | pixels[..., 2]
    there, of, counts = np.unique(numbers, return_inverse=True, return_counts=True)
    palette = _palette(there, counts, meant)
    nearest = cKDTree(palette).query(_channels(there))[1].astype(np.uint8)
    few = Image.fromarray(nearest[of].reshape(numbers.shape))
    few.putpalette(palette.ravel().tolist())
    written = io.BytesIO()
    few.save(written, "PNG", compress_level=9)
    return written.getvalue()


def webp(png: bytes) -> bytes:
    """The picture as WebP."""
    written = io.BytesIO()
    with Image.open(io.BytesIO(png)) as picture:
        picture.convert("RGB").save(written, "WEBP", quality=WEBP_QUALITY, method=WEBP_EFFORT)
    return written.getvalue()


def _palette(there: Numbers, counts: NDArray[np.intp], meant: Iterable[str]) -> Colours:
    """Colours with a meaning, the most frequent, and a median cut where the rare count for more.

    By area alone a thin red line would turn grey: each colour counts by the root of its area.
    """
    kept = np.array(sorted({channels(each) for each in meant}), dtype=np.uint8).reshape(-1, 3)
    frequent = _channels(there[np.argsort(-counts, kind="stable")[:KEPT_EXACTLY]])
    coarse = _channels(there) >> COARSER_BITS
    _, first, of = np.unique(coarse, axis=0, return_index=True, return_inverse=True)
    areas = np.bincount(of.ravel(), weights=counts)
    sample = np.repeat(_channels(there[first]), np.ceil(np.sqrt(areas)).astype(int), axis=0)
    cut = Image.fromarray(sample[None]).quantize(
        COLOURS - len(kept) - len(frequent), method=Image.Quantize.MEDIANCUT
    )
    rest = np.array(cut.getpalette(), dtype=np.uint8).reshape(-1, 3)
    return np.concatenate((kept, frequent, rest))[:COLOURS]


def _channels(numbers: Numbers) -> Colours:
    """Colours as numbers to their red, green and blue."""
    return np.stack([numbers >> 16, numbers >> 8 & 255, numbers & 255], axis=-1).astype(np.uint8)
