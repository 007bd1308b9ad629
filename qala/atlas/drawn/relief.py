"""Rasters in a drawn map: the tint of heights, the shade of slopes, and values in classes.

Shade: Horn, "Hill shading and the reflectance map" (1981), lit from several sides as Mark does in
"Multidirectional, oblique-weighted, shaded-relief image" (1992).
"""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians, sin

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

ON_SCREENS = 1.4
"""On screens, pictures are drawn so much larger than the pixels of their map."""
LIGHTS = ((270, 30, 0.4), (315, 40, 0.35), (0, 30, 0.15), (45, 45, 0.1))
"""Directions of light in degrees from north, their heights above the horizon, their shares."""
QUICK = 1
"""How hard pictures are packed that are read at once and thrown away."""
FADE_PX = 28.0
FOOT_M = 200.0
"""So far below the first limit the colour of the plain ends."""


@dataclass(frozen=True, slots=True)
class Heights:
    """Heights in metres within a frame, filled where nothing is known; how strongly they show."""

    metres: Pixels
    strength: NDArray[np.float32]


def heights(each: Published, frame: Frame, fineness: float) -> Heights:
    """Heights of what the frame shows, `fineness` of them on a pixel's side.

    Much finer than their source they are curved between its cells, which else would show as facets.
    """
    metres = _values(each, frame, "bilinear" if fineness <= ON_SCREENS else "cubic", fineness)
    known = np.isfinite(metres)
    if not known.all():
        metres[~known] = metres[known].mean() if known.any() else 0
    return Heights(metres, _strength(known, fineness))


def tinted(
    heights: Heights, breaks: tuple[float, ...], tints: Sequence[str], frame: Frame
) -> list[str]:
    """The tint of heights, from the plain to the snow."""
    limits = limits_of(breaks)
    stops = [limits[0] - FOOT_M, *limits]
    colours = np.array([channels(each) for each in tints], dtype=np.float64)
    steps_m = np.arange(stops[0], stops[-1] + 1)
    ramp = np.stack([np.interp(steps_m, stops, colours[:, band]) for band in range(3)])
    step = np.clip(heights.metres - stops[0], 0, len(steps_m) - 1).astype(np.int16)
    bands = _bytes(ramp)[:, step]
    return _image(np.concatenate([bands, _bytes(heights.strength * 255)[None]]), frame)


def shaded(heights: Heights, tints: Tints, frame: Frame) -> list[str]:
    """Shadows and lights of slopes, to be laid over the tint; less of them near the streets."""
    strength = by_zoom(frame.zoom, (9, 0.55), (12, 0.45), (15, 0.25), (18, 0.12))
    cell_m = frame.metres_per_pixel * frame.width / heights.metres.shape[1]
    light = _lit(heights.metres, cell_m)
    shadow, bright = (
        np.array(channels(each), dtype=np.uint8)[:, None, None]
        for each in (tints.shadow, tints.light)
    )
    colour = np.where(light[None] < 0, shadow, bright)
    alpha = np.minimum(np.abs(light) * 2.2, 1) * heights.strength * (strength * 255)
    return _image(np.concatenate([colour, _bytes(alpha)[None]]), frame)


def in_classes(
    each: Published, frame: Frame, colours: Sequence[str], *, fineness: float
) -> tuple[list[str], list[int]]:
    """Values in the colours of their classes, and which classes there are."""
    style = each.dataset.style
    values = _values(each, frame, "nearest", fineness)
    known = values[np.isfinite(values)]
    seen = np.unique(np.searchsorted(style.breaks, known, side="right")).tolist()
    picture = classes(values, style.breaks, colours[: len(style.breaks) + 1])
    return _embedded(picture, frame, opacity=style.opacity), seen


def _values(each: Published, frame: Frame, resampling: str, fineness: float) -> Pixels:
    columns = max(round(frame.width * fineness), 2)
    rows = max(round(frame.height * fineness), 2)
    return read_window(each.release, Window(frame.bbox, columns, rows), resampling=resampling)


def _lit(heights_m: Pixels, cell_m: float) -> NDArray[np.float32]:
    """How much lighter (to 1) or darker (to -1) than the plain each cell is.

    No slope is without light, so that the lights add up to one.
    """
    east = south = up = 0.0
    for azimuth, altitude, share in LIGHTS:
        turned, raised = radians(azimuth), radians(altitude)
        east += share * sin(turned) * cos(raised)
        south -= share * cos(turned) * cos(raised)
        up += share * sin(raised)
    down, across = np.gradient(heights_m, np.float32(cell_m))
    steepness = np.sqrt(1 + across**2 + down**2)
    light: NDArray[np.float32] = (up - across * east - down * south) / steepness - up
    return light


def _strength(known: NDArray[np.bool_], fineness: float) -> NDArray[np.float32]:
    """How strongly heights show, 0 to 1: they fade out towards where nothing is known."""
    if known.all():
        return np.ones(known.shape, dtype=np.float32)
    coarse = max(int(fineness), 1)
    inwards = distance_transform_edt(known[::coarse, ::coarse]) * (coarse / FADE_PX / fineness)
    shares: NDArray[np.float32] = np.minimum(inwards, 1).astype(np.float32)
    rows, columns = known.shape
    return shares.repeat(coarse, axis=0)[:rows].repeat(coarse, axis=1)[:, :columns]


def _bytes(values: NDArray[np.floating]) -> NDArray[np.uint8]:
    rounded: NDArray[np.uint8] = np.clip(np.rint(values), 0, 255).astype(np.uint8)
    return rounded


def _image(bands: NDArray[np.uint8], frame: Frame) -> list[str]:
    """Red, green, blue and opacity as an element of the map."""
    return _embedded(png(bands, zlevel=QUICK), frame)


def _embedded(picture: bytes, frame: Frame, *, opacity: float = 1.0) -> list[str]:
    """A picture over the whole frame."""
    data = base64.b64encode(picture).decode("ascii")
    size = f'width="{frame.width:g}" height="{frame.height:g}"'
    faint = f' opacity="{opacity:.3g}"' if opacity < 1 else ""
    return [
        f'<image {size}{faint} preserveAspectRatio="none" href="data:image/png;base64,{data}"/>'
    ]
