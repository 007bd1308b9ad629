"""Heights along streams."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from qala.sources.relief.courses import Course, downhill, through, wandering
from qala.sources.relief.grid import Grid
from qala.sources.relief.profiles import Ground, profiles, terraces

GRID = Grid(0.0, 12_000.0, 240.0, 50, 50)
SOUTH = np.array([[6000.0, 500.0], [5800.0, 4000.0], [6300.0, 8000.0], [6000.0, 11_500.0]])
FORM = (3000 - 0.2 * GRID.middles()[:, 1]).reshape(GRID.shape)
MOUNTAINS = Ground(FORM, np.ones(GRID.shape), GRID)
PLAIN = Ground(FORM, np.zeros(GRID.shape), GRID)
NOBODY = np.empty((0, 2)), np.empty(0)


def test_a_course_that_was_drawn_upstream_is_turned():
    for points in (SOUTH, SOUTH[::-1]):
        (course,) = downhill([Course("a", points)], FORM, GRID)
        np.testing.assert_array_equal(course.points, SOUTH)


@given(st.lists(st.tuples(st.floats(0.05, 0.95), st.floats(0, 5000)), max_size=12))
def test_a_stream_never_rises_whatever_the_spots_say(found):
    course = Course("a", SOUTH)
    spots = course.at(np.array([share for share, _ in found]) * course.length_m)
    heights = np.array([height for _, height in found])
    for ground in (MOUNTAINS, PLAIN):
        (profile,) = profiles([course], spots.reshape(-1, 2), heights, ground)
        run = profile.at(course.every(25.0))
        assert np.isfinite(run).all()
        assert np.diff(run).max() <= 1e-6


def test_a_stream_passes_through_the_spots_on_it():
    course = Course("a", SOUTH)
    along = np.array([2000.0, 5000.0, 9000.0])
    heights = np.array([2600.0, 1500.0, 900.0])
    (profile,) = profiles([course], course.at(along), heights, MOUNTAINS)
    np.testing.assert_allclose(profile.at(along), heights, atol=0.01)


def test_a_stream_on_a_plain_follows_the_large_form():
    course = Course("a", SOUTH)
    (profile,) = profiles([course], *NOBODY, PLAIN)
    along = course.every(500.0)
    np.testing.assert_allclose(profile.at(along), 3000 - 0.2 * course.at(along)[:, 1], atol=6)


def test_a_tributary_ends_at_the_height_of_its_river():
    river = Course("river", SOUTH)
    brook = Course("brook", np.array([[1000.0, 3000.0], [6290.0, 8000.0]]))
    main, side = profiles([river, brook], *NOBODY, PLAIN)
    mouth = float(main.at(river.nearest(brook.points[-1:])[0])[0])
    np.testing.assert_allclose(side.heights[-1], mouth, atol=0.01)


def test_a_spot_beside_a_stream_has_level_ground_to_its_bed():
    course = Course("a", SOUTH)
    spots = np.array([[6000.0, 4000.0], [5805.0, 4010.0], [9000.0, 4000.0]])
    heights = np.array([1800.0, 1800.0, 2500.0])
    found = terraces(profiles([course], spots, heights, MOUNTAINS), spots, heights)
    assert list(found) == [0]
    assert set(found[0].heights) == {1800.0}
    np.testing.assert_allclose(course.line.distance(found[0].course.line), 0, atol=1e-6)


def test_a_course_that_is_known_well_does_not_wander():
    rng = np.random.default_rng(1)
    exact, vague = Course("a", SOUTH), Course("a", SOUTH, within_m=300)
    assert wandering(exact, rng) is exact
    bent = wandering(vague, rng)
    _, apart = exact.nearest(bent.points)
    assert 20 < apart.max() <= 300
    np.testing.assert_allclose(bent.points[[0, -1]], SOUTH[[0, -1]], atol=1e-6)
    spot = bent.at(np.array([4000.0])) + np.array([150.0, 0.0])
    assert through(bent, spot).nearest(spot)[1][0] < 30
    assert through(exact, spot) is exact
