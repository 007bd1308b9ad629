"""Where a drawn map looks: Web Mercator as in the browser, in pixels from the upper left corner.

Zoom levels are MapLibre's: at zoom 0 the world is 512 pixels wide.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Self

import numpy as np
from numpy.typing import NDArray
from pyproj import Geod

from qala.core.geometry import BBox
from qala.core.mercator import WORLD_PX, latitude, share, shares, zoom_around

SCALE_STEPS = (1, 2, 5)

Pixels = NDArray[np.float64]
"""Shape (n, 2): to the right and down, or longitude and latitude on the way in."""


@dataclass(frozen=True, slots=True)
class ScaleBar:
    """A round distance in metres and how many pixels it takes."""

    metres: float
    pixels: float


@dataclass(frozen=True, slots=True)
class Frame:
    """A window on the map: its middle in EPSG:4326, its zoom, its width and height in pixels."""

    lon: float
    lat: float
    zoom: float
    width: float
    height: float

    @classmethod
    def around(
        cls,
        box: BBox,
        *,
        width: float,
        height: float,
        margin: float,
        zoom_max: float,
        filled: bool = False,
    ) -> Self:
        """The closest window that shows the whole box with `margin` pixels around it.

        A `filled` one shows as much of the box as fits without anything beside it.
        """
        zoom = zoom_around(
            box,
            width_px=max(width - 2 * margin, 1),
            height_px=max(height - 2 * margin, 1),
            filled=filled,
        )
        _, north = share(box.west, box.north)
        _, south = share(box.east, box.south)
        middle = (box.west + box.east) / 2, latitude((north + south) / 2)
        return cls(*middle, max(min(zoom, zoom_max), 0.0), width, height)

    @property
    def world_px(self) -> float:
        """How many pixels wide the world is."""
        return float(WORLD_PX * 2**self.zoom)

    @property
    def bbox(self) -> BBox:
        """What the window shows."""
        x, y = share(self.lon, self.lat)
        across, down = self.width / self.world_px / 2, self.height / self.world_px / 2
        return BBox(
            max((x - across - 0.5) * 360, -180),
            latitude(min(y + down, 1)),
            min((x + across - 0.5) * 360, 180),
            latitude(max(y - down, 0)),
        )

    @property
    def metres_per_pixel(self) -> float:
        """On the ground in the middle of the window, on the ellipsoid."""
        degrees_per_pixel = 360 / self.world_px
        _, _, metres = Geod(ellps="WGS84").inv(
            self.lon - degrees_per_pixel / 2, self.lat, self.lon + degrees_per_pixel / 2, self.lat
        )
        return float(metres)

    @property
    def degrees_per_pixel(self) -> float:
        """Of longitude."""
        return 360 / self.world_px

    def pixels(self, points: Pixels) -> Pixels:
        """Longitude and latitude as pixels, for `shapely.transform`; outside too."""
        away = shares(points) - share(self.lon, self.lat)
        return away * self.world_px + (self.width / 2, self.height / 2)

    def scale_bar(self, longest_px: float) -> ScaleBar:
        """The largest of 1, 2, 5, 10 ... metres that fits into `longest_px`."""
        fits = longest_px * self.metres_per_pixel
        power = 10 ** int(np.floor(np.log10(fits)))
        metres = max(step * power for step in SCALE_STEPS if step * power <= fits)
        return ScaleBar(metres, metres / self.metres_per_pixel)


def by_zoom(zoom: float, *stops: tuple[float, float]) -> float:
    """A value that grows with the zoom, between pairs of zoom and value, as the browser's do."""
    (first, least), (last, most) = stops[0], stops[-1]
    if zoom <= first:
        return least
    if zoom >= last:
        return most
    for (low, below), (high, above) in pairwise(stops):
        if zoom <= high:
            share = (1.5 ** (zoom - low) - 1) / (1.5 ** (high - low) - 1)
            return float(below + (above - below) * share)
    return most
