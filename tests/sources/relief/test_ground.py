"""Whole reliefs, small ones."""

import numpy as np
import pytest
import shapely
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from qala.sources.relief.courses import Course
from qala.sources.relief.ground import Facts, in_line, relief

SIDE_M = 9000.0
AREA = np.array([[0.0, 0.0], [SIDE_M, SIDE_M]])
SPOTS = np.array(
    [[500, 8500], [8500, 8600], [4500, 6000], [2000, 3000], [7000, 2500], [4400, 300], [4500, 7900]]
).astype(float)
HEIGHTS = np.array([600.0, 620.0, 900.0, 2100.0, 2300.0, 1700.0, 640.0])
RIVER = Course("river", np.array([[4400.0, 300.0], [4700.0, 3500.0], [4500.0, 8900.0]]))
LAKE = shapely.Point(4700, 3500).buffer(200)


def made(seed=1, **facts):
    return relief(
        Facts(facts.get("spots", SPOTS), facts.get("heights", HEIGHTS), **facts.get("water", {})),
        AREA,
        seed=seed,
        cell_m=100.0,
    )


def test_it_passes_through_the_spots_and_covers_the_area_with_a_margin():
    found = made()
    assert found.spots == len(SPOTS)
    assert found.fit.greatest_m < 1
    assert found.fit.rms_m <= found.fit.greatest_m
    grid = found.grid
    assert grid.west <= -4000
    assert grid.north >= SIDE_M + 4000
    assert grid.holds(AREA).all()
    np.testing.assert_allclose(grid.sample(found.heights, SPOTS), HEIGHTS, atol=1)


def test_the_same_seed_gives_the_same_ground_and_another_seed_another():
    first, again, other = made(), made(), made(seed=2)
    np.testing.assert_array_equal(first.heights, again.heights)
    assert (first.fit, first.left_out_mountains) == (again.fit, again.left_out_mountains)
    assert np.abs(first.heights - other.heights).max() > 10


def test_a_river_falls_all_along_from_cell_to_cell_and_a_lake_is_level():
    found = made(water={"courses": (RIVER,), "lakes": (LAKE,)})
    grid = found.grid
    cells = grid.cells(RIVER.at(RIVER.every(5.0)))
    run = found.heights.ravel()[cells]
    assert np.diff(run).max() <= 1e-9
    assert run[0] > 1500
    inside = shapely.contains_xy(LAKE, *grid.middles().T)
    assert len(set(found.heights.ravel()[inside])) == 1


@settings(max_examples=6, phases=[Phase.explicit, Phase.generate])
@given(
    st.lists(
        st.tuples(st.integers(0, 17), st.integers(0, 17), st.integers(0, 4000)),
        min_size=4,
        max_size=30,
        unique_by=lambda each: each[:2],
    )
)
def test_any_spots_give_finite_ground_near_them(found):
    spots = np.array([each[:2] for each in found]) * 500.0 + 100
    if np.linalg.matrix_rank(spots - spots.mean(axis=0)) < 2:
        return
    heights = np.array([float(each[2]) for each in found])
    result = made(spots=spots, heights=heights, water={"courses": (RIVER,)})
    assert np.isfinite(result.heights).all()
    course = result.profiles[0].course
    run = result.heights.ravel()[result.grid.cells(course.at(course.every(5.0)))]
    assert np.diff(run).max() <= 1e-9


def test_four_spots_are_enough():
    found = made(spots=SPOTS[:4], heights=HEIGHTS[:4])
    assert found.fit.greatest_m < 1


def test_no_spot_is_left_out_where_too_few_would_stay():
    found = made(spots=SPOTS[:4], heights=HEIGHTS[:4])
    assert found.left_out_plain.rms_m == found.left_out_mountains.rms_m == pytest.approx(0)


def test_spots_of_which_most_lie_on_one_line():
    """Leaving one out leaves no surface: that fold is passed over."""
    spots = np.array([[500, 500], [2500, 2500], [4500, 4500], [6500, 6500], [8000, 1000]], float)
    heights = np.array([600.0, 700.0, 800.0, 900.0, 1000.0])
    found = made(spots=spots, heights=heights)
    np.testing.assert_allclose(found.grid.sample(found.heights, spots), heights, atol=1)
    assert in_line(spots[:4])
    assert not in_line(spots)
