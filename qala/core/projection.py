"""Between reference systems: moving points from one to another, and the UTM zone of a place."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from pyproj import CRS, Transformer
from pyproj.aoi import AreaOfInterest
from pyproj.database import query_utm_crs_info

Points = NDArray[np.float64]
"""Shape (n, 2): x and y in the unit of their reference system, longitude before latitude."""

WGS84 = CRS.from_epsg(4326)


def mover(source: CRS, target: CRS) -> Callable[[Points], Points]:
    """A function that moves points from one reference system to the other, for `shapely.transform`.

    What cannot be moved becomes infinite.
    """
    transformer = Transformer.from_crs(source, target, always_xy=True)

    def move(points: Points) -> Points:
        return np.column_stack(transformer.transform(points[:, 0], points[:, 1]))

    return move


def utm_zone(lon: float, lat: float) -> int:
    """EPSG code of the UTM zone on WGS 84; near the poles of the polar stereographic one."""
    if not -80 <= lat <= 84:
        return 32661 if lat > 0 else 32761
    here = AreaOfInterest(lon, lat, lon, lat)
    return int(query_utm_crs_info(datum_name="WGS 84", area_of_interest=here)[0].code)
