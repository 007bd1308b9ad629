"""Where things lie on a drawn map, how large they are, and how wide lines are."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qala.atlas.drawn.frame import Frame, by_zoom
from qala.core.geometry import BBox


def test_the_middle_of_the_window_is_where_it_was_asked_for():
    frame = Frame(76.93, 43.24, 12, 800, 600)
    assert frame.pixels(np.array([[76.93, 43.24]])) == pytest.approx(np.array([[400, 300]]))


def test_the_world_at_zoom_0_is_512_pixels_as_in_the_browser():
    frame = Frame(0, 0, 0, 512, 512)
    corners = frame.pixels(np.array([[-180, 85.0511287798], [180, -85.0511287798]]))
    assert corners == pytest.approx(np.array([[0, 0], [512, 512]]), abs=0.02)


def test_metres_of_a_pixel_are_those_of_the_ellipsoid():
    """Circumference of the equator: 40,075,016.686 m (WGS 84)."""
    assert Frame(0, 0, 10, 1, 1).metres_per_pixel == pytest.approx(40_075_016.686 / 512 / 1024)
    # Length of a degree of longitude at 43° N: 81,540.9 m (ArcGIS and NGA give 81,541).
    assert Frame(76, 43, 10, 1, 1).metres_per_pixel * 512 * 1024 / 360 == pytest.approx(
        81_541, abs=2
    )


@pytest.mark.parametrize(
    ("zoom", "metres"), [(9, 10_000), (12, 1_000), (14, 200), (16, 50), (18, 20)]
)
def test_the_scale_bar_is_round_and_right(zoom, metres):
    frame = Frame(76.93, 43.24, zoom, 800, 600)
    bar = frame.scale_bar(120)
    assert bar.metres in {1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000}
    assert bar.pixels <= 120
    assert bar.pixels * frame.metres_per_pixel == pytest.approx(bar.metres)
    assert bar.metres <= metres * 2.5
    assert bar.metres >= metres / 2.5


boxes = st.tuples(
    st.floats(-179, 178), st.floats(-80, 79), st.floats(1e-5, 1), st.floats(1e-5, 1)
).map(lambda each: BBox(each[0], each[1], each[0] + each[2], each[1] + each[3]))


@given(box=boxes)
def test_a_window_around_a_box_shows_all_of_it(box):
    frame = Frame.around(box, width=500, height=400, margin=20, zoom_max=22)
    corners = frame.pixels(np.array([[box.west, box.north], [box.east, box.south]]))
    assert (corners >= 19.9).all()
    assert (corners <= [480.1, 380.1]).all()


def test_a_window_around_a_point_is_not_closer_than_allowed():
    frame = Frame.around(BBox(76, 43, 76, 43), width=500, height=400, margin=20, zoom_max=15)
    assert frame.zoom == 15


@pytest.mark.parametrize(("zoom", "value"), [(8, 0), (10, 0), (11, 4), (12, 10), (20, 10)])
def test_widths_grow_with_the_zoom_as_in_the_browser(zoom, value):
    """MapLibre's exponential interpolation: (1.5^1 - 1) / (1.5^2 - 1) = 0.4 halfway."""
    assert by_zoom(zoom, (10, 0), (12, 10)) == pytest.approx(value)
