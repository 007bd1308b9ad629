"""Lengths and areas in the city's own projection."""

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS
from pyproj.exceptions import CRSError

from qala.core.errors import BadInput, mark
from qala.core.projection import WGS84, mover


class Measure:
    """Measures geometries given in EPSG:4326 on the plane of a projection.

    A UTM zone shortens lengths by up to 0.04 % in its middle: metres here are those of the
    projection that the city uses for all its figures.
    """

    def __init__(self, projection: int) -> None:
        """`projection` is an EPSG code; raises BadInput when there is none such."""
        try:
            self._move = mover(WGS84, CRS.from_epsg(projection))
        except CRSError as error:
            raise BadInput(
                mark("no such coordinate reference system is known"),
                file=f"EPSG:{projection}",
                remedy=mark("give the EPSG code of the city's projection"),
            ) from error

    def column(self, name: str, geometries: NDArray[np.object_]) -> list[float]:
        """`length_m`, `area_m2` or `area_km2` of each geometry, rounded to what makes sense."""
        flat = shapely.transform(geometries, self._move)
        if name == "length_m":
            values = np.round(shapely.length(flat), 1)
        elif name == "area_m2":
            values = np.round(shapely.area(flat), 1)
        else:
            values = np.round(shapely.area(flat) / 1e6, 3)
        return list(values.tolist())
