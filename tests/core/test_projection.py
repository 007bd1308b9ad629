import math

import numpy as np
import pytest
from pyproj import CRS

from qala.core.projection import WGS84, mover, utm_zone

HALF_EQUATOR_M = math.pi * 6_378_137
"""Half the equator of WGS 84: the eastern edge of Web Mercator (EPSG:3857)."""


def test_points_are_moved_longitude_first():
    there = mover(WGS84, CRS.from_epsg(3857))
    back = mover(CRS.from_epsg(3857), WGS84)
    assert there(np.array([[180.0, 0.0]])) == pytest.approx(np.array([[HALF_EQUATOR_M, 0.0]]))
    assert back(np.array([[HALF_EQUATOR_M / 2, 0.0]])) == pytest.approx(np.array([[90.0, 0.0]]))


@pytest.mark.parametrize(
    ("place", "lon", "lat", "epsg"),
    [
        ("Almaty", 76.9, 43.25, 32643),
        ("Oslo", 10.75, 59.91, 32632),
        ("Sydney", 151.2, -33.87, 32756),
        ("Buenos Aires", -58.4, -34.6, 32721),
        ("Christchurch", 172.9, -43.5, 32759),
        ("the north pole", 0, 86, 32661),
        ("the south pole", 0, -85, 32761),
    ],
)
def test_the_utm_zone_of_a_place_is_the_published_one(place, lon, lat, epsg):
    assert utm_zone(lon, lat) == epsg, place
