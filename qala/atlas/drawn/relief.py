"""Rasters in a drawn map: the tint of heights, the shade of slopes, and values in classes.

Shade: Horn, "Hill shading and the reflectance map" (1981), lit from several sides as Mark does in
"Multidirectional, oblique-weighted, shaded-relief image" (1992).
"""

import base64
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import distance_transform_edt

from qala.atlas.drawn.classes import limits_of
from qala.atlas.drawn.frame import Frame, by_zoom
from qala.atlas.drawn.palette import Tints
from qala.atlas.queries import Published
from qala.core.palette import channels
from qala.store.raster.paint import Pixels, classes, png
from qala.store.raster.window import Window, read_window

PIXELS_PER_PIXEL = 1.4
"""Pictures are drawn so much larger than the pixels of their map."""
LIGHTS = ((270, 30, 0.4), (315, 40, 0.35), (0, 30, 0.15), (45, 45, 0.1))
"""Directions of light in degrees from north, their heights above the horizon, their shares."""
QUICK = 1
"""How hard pictures are packed that are read at once and thrown away."""
FADE_PX = 40.0
FOOT_M = 200.0
"""So far below the first limit the colour of the plain ends."""


def heights(each: Published, frame: Frame) -> Pixels:
    """Heights in metres of what the frame shows."""
    return _values(each, frame, "bilinear")


def tinted(
    heights_m: Pixels, breaks: tuple[float, ...], tints: Sequence[str], frame: Frame
) -> list[str]:
    """The tint of heights, from the plain to the snow."""
    limits = limits_of(breaks)
    stops = [limits[0] - FOOT_M, *limits]
    colours = np.array([channels(each) for each in tints], dtype=np.float64)
    known = np.isfinite(heights_m)
    filled = np.where(known, heights_m, stops[0])
    bands = [np.interp(filled, stops, colours[:, band]) for band in range(3)]
    return _image(np.stack([*bands, _strength(known) * 255]), frame)


def shaded(heights_m: Pixels, tints: Tints, frame: Frame) -> list[str]:
    """Shadows and lights of slopes, to be laid over the tint; less of them near the streets."""
    strength = by_zoom(frame.zoom, (9, 0.55), (12, 0.45), (15, 0.25), (18, 0.12))
    cell_m = frame.metres_per_pixel * frame.width / heights_m.shape[1]
    known = np.isfinite(heights_m)
    light = _lit(np.where(known, heights_m, np.nanmean(heights_m) if known.any() else 0), cell_m)
    shadow, bright = (
        np.array(channels(each), dtype=np.float64)[:, None, None]
        for each in (tints.shadow, tints.light)
    )
    colour = np.where(light[None] < 0, shadow, bright)
    alpha = np.clip(np.abs(light) * 2.2, 0, 1) * strength * _strength(known) * 255
    return _image(np.concatenate([colour, alpha[None]]), frame)


def in_classes(
    each: Published, frame: Frame, colours: Sequence[str]
) -> tuple[list[str], list[int]]:
    """Values in the colours of their classes, and which classes there are."""
    style = each.dataset.style
    values = _values(each, frame, "nearest")
    known = values[np.isfinite(values)]
    seen = np.unique(np.searchsorted(style.breaks, known, side="right")).tolist()
    picture = classes(values, style.breaks, colours[: len(style.breaks) + 1])
    return _embedded(picture, frame, opacity=style.opacity), seen


def _values(each: Published, frame: Frame, resampling: str) -> Pixels:
    columns = max(round(frame.width * PIXELS_PER_PIXEL), 2)
    rows = max(round(frame.height * PIXELS_PER_PIXEL), 2)
    return read_window(each.release, Window(frame.bbox, columns, rows), resampling=resampling)


def _lit(heights_m: NDArray[np.floating], cell_m: float) -> NDArray[np.float64]:
    """How much lighter (to 1) or darker (to -1) than the plain each cell is."""
    down, across = np.gradient(heights_m.astype(np.float64), cell_m)
    steepness = np.sqrt(1 + across**2 + down**2)
    light = np.zeros(heights_m.shape)
    for azimuth, altitude, share in LIGHTS:
        turned, raised = np.radians(azimuth), np.radians(altitude)
        towards = np.sin(turned) * np.cos(raised), -np.cos(turned) * np.cos(raised)
        facing = (np.sin(raised) - across * towards[0] - down * towards[1]) / steepness
        light += share * (facing - np.sin(raised))
    return light


def _strength(known: NDArray[np.bool_]) -> NDArray[np.float64]:
    """How strongly heights show, 0 to 1: they fade out towards where nothing is known."""
    if known.all():
        return np.ones(known.shape)
    inwards: NDArray[np.float64] = distance_transform_edt(known) / FADE_PX
    return np.clip(inwards, 0, 1)


def _image(bands: NDArray[np.floating], frame: Frame) -> list[str]:
    """Red, green, blue and opacity, 0 to 255, as an element of the map."""
    picture = png(np.clip(np.rint(bands), 0, 255).astype(np.uint8), zlevel=QUICK)
    return _embedded(picture, frame)


def _embedded(picture: bytes, frame: Frame, *, opacity: float = 1.0) -> list[str]:
    """A picture over the whole frame."""
    data = base64.b64encode(picture).decode("ascii")
    size = f'width="{frame.width:g}" height="{frame.height:g}"'
    faint = f' opacity="{opacity:.3g}"' if opacity < 1 else ""
    return [
        f'<image {size}{faint} preserveAspectRatio="none" href="data:image/png;base64,{data}"/>'
    ]
