"""Shapes as SVG paths: read back they are the shapes, to a tenth of a pixel."""

import re

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from qala.atlas.drawn.frame import Frame
from qala.atlas.drawn.paths import area_path, flatten, line_path

FRAME = Frame(0, 0, 0, 512, 512)


def array(*shapes):
    return np.array(shapes, dtype=object)


def read(path: str) -> list[list[tuple[float, float]]]:
    """The rings or lines of a path in pixels, by the rules of SVG 1.1, section 8.3."""
    parts = []
    for piece in filter(None, path.replace("z", "").split("M")):
        start, steps = piece.split("l")
        x, y = (int(each) for each in start.split())
        numbers = [int(each) for each in re.findall(r"-?\d+", steps)]
        points = [(x, y)]
        for across, down in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + across, y + down
            points.append((x, y))
        parts.append([(px / 10, py / 10) for px, py in points])
    return parts


def test_a_square_is_a_short_path():
    square = shapely.Polygon([(0, 0), (10, 0), (10, 10), (0, 10)])
    assert area_path(array(square)) == "M0 0l0 0 100 0 0 100 -100 0 0 -100z"


def test_a_line_is_not_closed():
    assert line_path(array(shapely.LineString([(1, 1), (2.04, 3)]))) == "M10 10l0 0 10 20"


def test_nothing_is_no_path():
    assert area_path(array()) == ""
    assert line_path(array()) == ""


def test_what_shrinks_to_a_point_does_not_break_the_path():
    dot = shapely.LineString([(5, 5), (5.01, 5.01)])
    line = shapely.LineString([(0, 0), (1, 1)])
    assert read(line_path(array(dot, line, dot))) == [
        [(5, 5), (5, 5)],
        [(0, 0), (0, 0), (1, 1)],
        [(5, 5), (5, 5)],
    ]


def test_a_hole_runs_the_other_way_round():
    ring = shapely.Point(50, 50).buffer(40).difference(shapely.Point(50, 50).buffer(20))
    turned = shapely.reverse(ring)
    for shape in (ring, turned):
        outer, inner = (shapely.LinearRing(each) for each in read(area_path(array(shape))))
        assert outer.is_ccw != inner.is_ccw


@given(
    st.lists(
        st.tuples(st.floats(-100, 700), st.floats(-100, 700)), min_size=3, max_size=12, unique=True
    )
)
def test_a_path_read_back_is_the_shape(corners):
    shape = shapely.MultiPoint(corners).convex_hull
    if shape.geom_type != "Polygon" or shape.area < 1:
        return
    (ring,) = read(area_path(array(shape)))
    assert shapely.Polygon(ring).area == pytest.approx(shape.area, abs=shape.length * 0.15)


def test_shapes_are_cut_a_little_outside_the_window():
    wide = shapely.box(-170, -80, 170, 80)
    frame = Frame(0, 0, 4, 100, 100)
    (cut,) = flatten(array(wide), frame).areas.shapes
    assert shapely.bounds(cut).tolist() == [-40, -40, 140, 140]


def test_areas_too_small_to_be_seen_become_dots():
    flat = flatten(array(shapely.box(0, 0, 0.5, 0.5), shapely.box(10, 10, 30, 30)), FRAME)
    assert flat.areas.of.tolist() == [1]
    assert flat.points.of.tolist() == [0]


def test_collections_are_taken_apart():
    point, line = shapely.Point(10, 10), shapely.LineString([(0, 0), (20, 20)])
    nested = shapely.GeometryCollection(
        [shapely.MultiPolygon([shapely.box(20, 20, 40, 40)]), shapely.GeometryCollection([point])]
    )
    flat = flatten(array(nested, None, line, shapely.Point()), FRAME)
    assert (len(flat.areas), len(flat.lines), len(flat.points)) == (1, 1, 1)
    assert flat.lines.of.tolist() == [2]


def test_points_outside_the_window_are_left_out():
    flat = flatten(array(shapely.Point(0, 0), shapely.Point(90, 0)), Frame(0, 0, 3, 100, 100))
    assert flat.points.of.tolist() == [0]
