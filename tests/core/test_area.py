"""Areas as text and as shapes."""

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from qala.core.area import Area, crossings, parse_area, shape_of
from qala.core.errors import InvalidRequest

UTM_43N = 32643


def refusal(call) -> str:
    with pytest.raises(InvalidRequest) as caught:
        call()
    return " / ".join(
        each.template.format(**each.params) if each.params else each.template
        for each in caught.value.errors
    )


def test_three_corners_are_a_polygon():
    area = parse_area("76.9,43.2;76.95,43.2;76.95,43.25")
    assert shape_of(area, projection=UTM_43N).equals(
        shapely.Polygon([(76.9, 43.2), (76.95, 43.2), (76.95, 43.25)])
    )


def test_a_distance_around_a_point_is_in_metres():
    """Golden value: pi r2, measured by GeographicLib on the ellipsoid."""
    shape = shape_of(parse_area("76.945,43.24~500"), projection=UTM_43N)
    area_m2, _ = Geod(ellps="WGS84").geometry_area_perimeter(shapely.Polygon(shape))
    assert abs(area_m2) == pytest.approx(3.1416 * 500**2, rel=0.002)


def test_a_distance_around_a_line_goes_to_both_sides_and_round_its_ends():
    line = parse_area("76.9,43.2;76.95,43.2~100")
    shape = shape_of(line, projection=UTM_43N)
    assert shape.contains(shapely.Point(76.925, 43.2008))
    assert not shape.contains(shapely.Point(76.925, 43.201))
    assert shape.contains(shapely.Point(76.899, 43.2))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "“” is no corner"),
        ("76.9,43.2;76.9", "“76.9” is no corner"),
        ("76.9,43.2;north,43;1,1", "“north,43” is no corner"),
        ("76.9,943.2;76.9,43.3;77,43.3", "“76.9,943.2” is no corner"),
        ("nan,43.2;76.9,43.3;77,43.3", "“nan,43.2” is no corner"),
        ("76.9,43.2;76.95,43.2", "three corners or more"),
        (";".join(["76.9,43.2"] * 1001), "at most 1000 corners"),
        ("76.9,43.2~", "three corners or more"),
        ("76.9,43.2~near", "1 to 20000 metres"),
        ("76.9,43.2~0", "1 to 20000 metres"),
        ("76.9,43.2~inf", "1 to 20000 metres"),
        ("76.9,43.2;76.9,43.2;76.9,43.2", "encloses no area"),
        (
            "76.9,43.2;76.95,43.25;76.95,43.2;76.9,43.25",
            "side 1 meets side 3 at 43.22500, 76.92500. Move one of their corners",
        ),
    ],
)
def test_what_cannot_be_used_is_said(text, said):
    assert said in refusal(lambda: shape_of(parse_area(text), projection=UTM_43N))


def test_a_hole_outside_its_outline_is_refused_in_words():
    square = [(76.9, 43.2), (76.95, 43.2), (76.95, 43.25), (76.9, 43.25)]
    hole = [(77.0, 43.2), (77.01, 43.2), (77.01, 43.21)]
    said = refusal(lambda: shape_of(Area(shapely.Polygon(square, [hole])), projection=UTM_43N))
    assert said == "Its parts or holes cross each other: draw it without them."


degrees = st.floats(0.0, 1.0, allow_nan=False).map(lambda each: round(each, 3))
corner_lists = st.lists(st.tuples(degrees, degrees), min_size=4, max_size=9, unique=True)


@given(corner_lists)
def test_an_outline_crosses_itself_where_it_is_not_simple(corners):
    ring = [*corners, corners[0]]
    simple = shapely.LineString(ring).is_simple
    if shapely.Polygon(ring).is_valid:
        assert crossings(ring) == []
    elif not simple and shapely.Polygon(corners).area > 0:
        assert all(
            0 <= lon <= 1 and 0 <= lat <= 1 for each in crossings(ring) for lon, lat in [each.at]
        )


@given(st.text(max_size=80))
def test_no_text_is_more_than_refused(text):
    try:
        shape = shape_of(parse_area(text), projection=UTM_43N)
    except InvalidRequest:
        return
    assert shape.is_valid


def test_a_corner_given_many_times_crosses_nothing():
    assert crossings([(0.0, 0.0)] * 5) == []
