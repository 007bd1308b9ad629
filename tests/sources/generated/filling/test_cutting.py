"""Cutting ground across: areas west of a line, even pieces."""

import numpy as np
import pytest
import shapely
from hypothesis import example, given
from hypothesis import strategies as st
from shapely.geometry import MultiPoint, Polygon, box

from qala.sources.generated.filling.cutting import areas_up_to, cut
from qala.sources.generated.filling.dice import child_keys, root_key

HOUSE = Polygon(
    [(0, 0), (100, 10), (120, 80), (10, 60)], [[(40, 30), (60, 30), (60, 50), (40, 50)]]
)


def array(*shapes: Polygon) -> np.ndarray:
    found = np.empty(len(shapes), dtype=object)
    found[:] = shapes
    return np.asarray(shapely.orient_polygons(found))


def keys(count: int) -> np.ndarray:
    return child_keys(np.full(count, root_key(1, "here")), np.arange(count))


@given(st.lists(st.floats(-5, 125), min_size=1, max_size=5))
def test_the_area_west_of_a_line_is_that_of_the_clipped_shape(positions: list[float]) -> None:
    at = np.array([sorted(positions)])
    wanted = [shapely.intersection(HOUSE, box(-10, -10, each, 100)).area for each in at[0]]
    assert areas_up_to(array(HOUSE), at)[0] == pytest.approx(wanted, abs=1e-6)


@given(
    st.lists(st.tuples(st.floats(0, 500), st.floats(0, 300)), min_size=4, max_size=12),
    st.integers(1, 9),
    st.floats(0, 6.3),
)
@example([(0.0, 0.0), (0.0, 0.0), (10.0, 0.0), (5e-324, 200.0)], 1, 0.0)
def test_pieces_are_about_as_large_as_each_other(
    points: list[tuple[float, float]], count: int, angle: float
) -> None:
    shape = MultiPoint(points).convex_hull
    if shape.geom_type != "Polygon" or shape.area < 1000:
        return
    pieces = cut(array(shape), keys(1), np.array([count]), angles=np.array([angle]))
    areas = shapely.area(pieces.shapes)
    assert areas.sum() == pytest.approx(shape.area, rel=1e-6)
    assert pieces.rank.tolist() == list(range(count))
    even = shape.area / count
    assert areas.min() > 0.55 * even
    assert areas.max() < 1.45 * even


def test_a_gap_is_left_between_pieces() -> None:
    pieces = cut(array(box(0, 0, 100, 10)), keys(1), np.array([2]), angles=np.zeros(1), gap_m=6.0)
    assert shapely.area(pieces.shapes).sum() == pytest.approx(940)
    assert pieces.shapes[0].distance(pieces.shapes[1]) == pytest.approx(6)


def test_many_shapes_are_cut_each_on_its_own() -> None:
    shapes = array(box(0, 0, 100, 10), HOUSE, box(500, 500, 510, 900))
    pieces = cut(shapes, keys(3), np.array([1, 2, 4]), angles=np.array([0, 0, np.pi / 2]))
    assert np.bincount(pieces.owner).tolist() == [1, 2, 4]
    assert pieces.of.tolist() == [1, 2, 2, 4, 4, 4, 4]
    assert cut(shapes[:0], keys(0), np.empty(0, int), angles=np.empty(0)).shapes.tolist() == []
