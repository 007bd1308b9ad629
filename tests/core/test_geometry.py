import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qala.core.geometry import BBox, hilbert_index


def _cells(order: int) -> tuple[np.ndarray, np.ndarray]:
    """Centres of all cells of the grid over the world, as longitudes and latitudes."""
    side = 1 << order
    x, y = np.meshgrid(np.arange(side), np.arange(side))
    return (x.ravel() + 0.5) / side * 360 - 180, (y.ravel() + 0.5) / side * 180 - 90


def test_the_first_order_is_the_published_u():
    """Hilbert's own first figure: up, right, down, beginning in the lower left."""
    lon = np.array([-90.0, -90.0, 90.0, 90.0])
    lat = np.array([-45.0, 45.0, 45.0, -45.0])
    assert hilbert_index(lon, lat, order=1).tolist() == [0, 1, 2, 3]


@pytest.mark.parametrize("order", [2, 3, 6])
def test_the_curve_visits_every_cell_once_and_steps_to_a_neighbour(order: int):
    """The two properties that define the curve."""
    lon, lat = _cells(order)
    index = hilbert_index(lon, lat, order=order)
    assert sorted(index.tolist()) == list(range(4**order))
    along = np.argsort(index)
    side = 1 << order
    steps = np.abs(np.diff(lon[along])) / 360 * side + np.abs(np.diff(lat[along])) / 180 * side
    assert np.allclose(steps, 1)


def test_points_without_a_place_come_last():
    index = hilbert_index(np.array([76.9, np.nan]), np.array([43.2, np.nan]))
    assert index[0] < index[1]


@given(
    west=st.floats(-180, 180),
    south=st.floats(-90, 90),
    width=st.floats(0, 5),
    height=st.floats(0, 5),
)
def test_a_box_survives_its_text(west: float, south: float, width: float, height: float):
    box = BBox(west, south, min(west + width, 180), min(south + height, 90))
    assert BBox.parse(",".join(repr(each) for each in box.as_list())) == box
    assert box.expanded(1).contains(west, south)


@pytest.mark.parametrize(
    "text",
    ["", "1,2,3", "1,2,3,4,5", "a,b,c,d", "77,43,76,44", "76,44,77,43", "0,0,181,1", "nan,0,1,1"],
)
def test_what_is_not_a_box_is_refused(text: str):
    with pytest.raises(ValueError, match=r"west|float"):
        BBox.parse(text)
