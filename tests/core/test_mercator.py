"""Web Mercator, held against the worked example of IOGP guidance note 7-2, method 1024."""

from math import inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qala.core.geometry import BBox
from qala.core.mercator import LATITUDE_MAX, latitude, metres, share, zoom_around

EXAMPLE = -(100 + 20 / 60), 24 + 22 / 60 + 54.433 / 3600


def test_the_worked_example_in_metres():
    assert metres(np.array([EXAMPLE]))[0] == pytest.approx([-11_169_055.58, 2_800_000.00], abs=0.01)


def test_the_worked_example_as_shares_of_the_world():
    """Its metres divided by the side of the square, 2 pi 6,378,137 m = 40,075,016.6856 m."""
    x, y = share(*EXAMPLE)
    assert x == pytest.approx(0.5 - 11_169_055.58 / 40_075_016.6856, abs=1e-9)
    assert y == pytest.approx(0.5 - 2_800_000.00 / 40_075_016.6856, abs=1e-9)


def test_the_world_ends_where_tilejson_says():
    """The default `bounds` of TileJSON 3.0.0 are those of the square."""
    assert pytest.approx(85.05112877980659, abs=1e-12) == LATITUDE_MAX
    assert share(-180, 85.05112877980659) == pytest.approx((0, 0), abs=1e-12)
    assert share(180, -85.05112877980659) == pytest.approx((1, 1), abs=1e-12)


def test_what_lies_beyond_the_edge_is_put_on_it():
    assert share(0, 90) == pytest.approx((0.5, 0), abs=1e-12)
    assert share(0, -90) == pytest.approx((0.5, 1), abs=1e-12)


@given(lat=st.floats(-85, 85))
def test_a_latitude_comes_back(lat):
    assert latitude(share(0, lat)[1]) == pytest.approx(lat, abs=1e-9)


@pytest.mark.parametrize(
    ("box", "width_px", "height_px", "zoom"),
    [
        (BBox(-180, -85.0511287798066, 180, 85.0511287798066), 512, 512, 0),
        (BBox(-90, 0, 90, 0), 512, 512, 1),  # half the equator
        (BBox(0, 0, 45, 0), 1024, inf, 4),  # an eighth of it, twice as wide
        (BBox(0, 0, 0, 66.51326044311186), 512, 128, 0),  # a quarter of the meridian
    ],
)
def test_a_box_fits_where_its_share_of_the_world_is_as_large_as_the_window(
    box, width_px, height_px, zoom
):
    assert zoom_around(box, width_px=width_px, height_px=height_px) == pytest.approx(zoom)


def test_a_filled_window_shows_nothing_beside_the_box():
    """A quarter of the equator wide (zoom 2), a quarter of that high (zoom 4)."""
    _, below = share(0, 0)
    box = BBox(0, 0, 90, latitude(below - 1 / 16))
    assert zoom_around(box, width_px=512, height_px=512) == pytest.approx(2)
    assert zoom_around(box, width_px=512, height_px=512, filled=True) == pytest.approx(4)


def test_a_point_has_a_zoom_too():
    assert 20 < zoom_around(BBox(76, 43, 76, 43), width_px=500, height_px=500) < 40
