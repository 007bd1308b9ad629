"""Any reference system to EPSG:4326, longitude first, and the mistakes people make with them."""

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS
from pyproj.exceptions import CRSError

from qala.core.errors import BadInput
from qala.core.geometry import BBox
from qala.core.projection import WGS84, Points, mover, utm_zone
from qala.sources.vector.options import Options

NEAR_DEGREES = 0.5
"""How far around the city's bounds a file's features may lie and still look right."""
SAMPLE = 10_000

Shapes = NDArray[np.object_]


@dataclass(slots=True)
class Reprojection:
    """Brings the shapes of one file to EPSG:4326; judges the file by its first shapes."""

    shown: Path
    options: Options
    bounds: BBox
    _examined: bool = field(default=False, init=False)

    def apply(self, shapes: Shapes, crs: str) -> Shapes:
        """The shapes in EPSG:4326; `crs` is what the file says of itself, if anything.

        Raises BadInput when the reference system is unknown, or when the file's coordinates
        plainly are not what they are said to be.
        """
        points = _middles(shapes)
        if self.options.swap:
            points = points[:, ::-1]
            shapes = shapely.transform(shapes, lambda xy: xy[:, ::-1])
        system = self._system(self.options.crs or crs, points)
        if len(points) and not self._examined:
            self._examined = True
            self._examine(points, system)
        if _is_wgs84(system):
            return shapes
        moved: Shapes = shapely.transform(shapes, mover(system, WGS84))
        return moved

    def _system(self, name: str, points: Points) -> CRS:
        if not name and (not len(points) or _share(_are_degrees(points)) > 0.5):
            return WGS84
        if not name:
            raise BadInput(
                "the file does not say its reference system, "
                f"and coordinates such as {_shown(points)} are not degrees",
                file=self.shown,
                remedy=self._proposal(points),
            )
        try:
            return CRS.from_user_input(name)
        except CRSError as error:
            raise BadInput(
                f"the reference system `{name}` is not known",
                file=self.shown,
                remedy="set options.crs to an EPSG code, for example 4326 for degrees "
                f"or {self._utm()} for metres here",
            ) from error

    def _examine(self, points: Points, system: CRS) -> None:
        move = mover(system, WGS84)
        inside, mirrored = self._near(move(points)), self._near(move(points[:, ::-1]))
        if inside < 0.5 < mirrored:
            raise BadInput(
                "the coordinates are swapped (latitude first): most lie outside the city, "
                f"and inside it the other way round; the first is {_shown(points)}",
                file=self.shown,
                remedy="remove options.swap" if self.options.swap else "set options.swap = true",
            )
        if system.is_geographic and _share(_are_degrees(points)) < 0.5:
            raise BadInput(
                f"coordinates such as {_shown(points)} are not degrees, "
                f"though the file is said to be in {_title(system)}",
                file=self.shown,
                remedy=self._proposal(points),
            )
        if system.is_projected and _share(_are_degrees(points)) > 0.5 > inside:
            raise BadInput(
                f"coordinates such as {_shown(points)} are degrees, "
                f"though the file is said to be in {_title(system)}",
                file=self.shown,
                remedy="set options.crs = 4326",
            )

    def _near(self, points: Points) -> float:
        box = self.bounds.expanded(NEAR_DEGREES)
        lon, lat = points[:, 0], points[:, 1]
        return _share(
            (lon >= box.west) & (lon <= box.east) & (lat >= box.south) & (lat <= box.north)
        )

    def _proposal(self, points: Points) -> str:
        """The reference system of those usual here that puts the points into the city."""
        for code in (3857, self._utm(), self._pulkovo()):
            if self._near(mover(CRS.from_epsg(code), WGS84)(points)) > 0.5:
                return f"set options.crs = {code}: that puts them into the city"
        return "set options.crs to the EPSG code of the system they are in"

    def _utm(self) -> int:
        return utm_zone(*self._centre())

    def _pulkovo(self) -> int:
        """Pulkovo 1942 / Gauss-Kruger, the zone of six degrees."""
        return 28400 + min(max(int(self._centre()[0] // 6) + 1, 2), 32)

    def _centre(self) -> tuple[float, float]:
        box = self.bounds
        return (box.west + box.east) / 2, (box.south + box.north) / 2


def _middles(shapes: Shapes) -> Points:
    box: Points = shapely.bounds(shapes[:SAMPLE])
    box = box[np.isfinite(box).all(axis=1)]
    return (box[:, :2] + box[:, 2:]) / 2


def _are_degrees(points: Points) -> NDArray[np.bool_]:
    return (np.abs(points[:, 0]) <= 180) & (np.abs(points[:, 1]) <= 180)


def _share(flags: NDArray[np.bool_]) -> float:
    return float(flags.mean()) if len(flags) else 0.0


def _is_wgs84(system: CRS) -> bool:
    return system.to_epsg() == 4326 or system.to_authority() == ("OGC", "CRS84")


def _title(system: CRS) -> str:
    code = system.to_epsg()
    return f"EPSG:{code} ({system.name})" if code else str(system.name)


def _shown(points: Points) -> str:
    return f"({points[0, 0]:.10g}, {points[0, 1]:.10g})"
