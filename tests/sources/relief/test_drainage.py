"""Land that climbs from given heights: against what geometry says."""

import numpy as np

from qala.sources.relief.drainage import climb, drained_area, gentling, outlets

ROWS, COLUMNS, CELL_M = 41, 51, 100.0


def from_the_middle():
    middle = np.array([20 * COLUMNS + 25])
    slope = np.full((ROWS, COLUMNS), 0.1)
    return middle, climb(slope, CELL_M, middle, np.array([500.0]))


def test_a_cone_rises_with_the_distance_in_eight_directions():
    _, drained = from_the_middle()
    down, right = np.abs(np.indices((ROWS, COLUMNS)) - np.array([20, 25])[:, None, None])
    octile = np.maximum(down, right) + (np.sqrt(2) - 1) * np.minimum(down, right)
    np.testing.assert_allclose(drained.heights, 500 + 0.1 * CELL_M * octile)


def test_all_water_arrives_at_the_given_cells():
    middle, drained = from_the_middle()
    assert (outlets(drained.receivers) == middle[0]).all()
    area = drained_area(drained.receivers, CELL_M)
    assert area[middle[0]] == ROWS * COLUMNS * CELL_M**2
    assert area.min() == CELL_M**2


def test_every_cell_drains_down_to_a_neighbour():
    rng = np.random.default_rng(1)
    slope = rng.uniform(0.01, 1, (ROWS, COLUMNS))
    given = rng.choice(slope.size, 30, replace=False)
    drained = climb(slope, CELL_M, given, rng.uniform(0, 900, 30))
    heights, own = drained.heights.ravel(), np.arange(slope.size)
    moved = drained.receivers != own
    assert (heights[drained.receivers[moved]] < heights[moved]).all()
    down, right = (
        np.abs(a - b)
        for a, b in zip(np.divmod(own, COLUMNS), np.divmod(drained.receivers, COLUMNS), strict=True)
    )
    assert down.max() <= 1
    assert right.max() <= 1
    assert set(own[~moved]) <= set(given)


def test_a_given_cell_that_is_reached_lower_takes_that_height():
    drained = climb(np.full((3, 3), 0.1), 10.0, np.array([0, 8]), np.array([100.0, 900.0]))
    assert drained.heights[0, 0] == 100
    np.testing.assert_allclose(drained.heights[2, 2], 100 + 0.1 * 10 * 2 * np.sqrt(2))


def test_streams_are_gentler_than_hillsides():
    shares = gentling(np.array([1e3, 150_000.0, 10e6, 1e12]))
    assert shares[0] == shares[1] == 1
    np.testing.assert_allclose(shares[2], (10e6 / 150_000) ** -0.36)
    assert shares[3] == 0.06
