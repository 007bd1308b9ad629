"""The large form, and noise."""

import numpy as np

from qala.sources.relief.form import large_form, ruggedness, summits
from qala.sources.relief.grid import Grid, finer
from qala.sources.relief.noise import fractal

GRID = Grid(0.0, 24_000.0, 240.0, 100, 90)


def plane(points, slope):
    return 700 - slope * points[:, 1] + 0.01 * points[:, 0]


def scattered():
    return np.random.default_rng(3).uniform(0, 20_000, (40, 2))


def test_a_plane_is_given_back_exactly():
    points = scattered()
    form = large_form(points, plane(points, 0.03), GRID)
    np.testing.assert_allclose(form.ravel(), plane(GRID.middles(), 0.03), atol=1e-6)


def test_a_fan_is_plain_and_a_mountainside_is_not():
    for slope, expected in ((0.03, 0.0), (0.2, 1.0)):
        form = plane(GRID.middles(), slope).reshape(GRID.shape)
        middle = ruggedness(form, GRID)[20:-20, 20:-20]
        np.testing.assert_allclose(middle, expected, atol=1e-9)


def test_a_hollow_among_mountains_is_no_plain():
    form = plane(GRID.middles(), 0.2).reshape(GRID.shape)
    form[40:52, 40:52] = form[46, 46]
    assert ruggedness(form, GRID)[46, 46] > 0.99


def test_summits_stand_a_little_above_the_highest_spots():
    points, heights = scattered(), np.full(40, 1000.0)
    np.testing.assert_allclose(summits(points, heights, GRID), 1080)


def test_noise_is_the_same_for_the_same_seed_and_even():
    first, second = (
        fractal(np.random.default_rng(7), (64, 48), longest=16, power=1.4) for _ in range(2)
    )
    np.testing.assert_array_equal(first, second)
    assert abs(first.mean()) < 1e-12
    assert abs(first.std() - 1) < 1e-12


def test_finer_cells_hold_the_same_plane():
    fine = Grid(0.0, 24_000.0, 80.0, 300, 270)
    coarse = plane(GRID.middles(), 0.05).reshape(GRID.shape)
    inner = (slice(12, -12), slice(12, -12))
    expected = plane(fine.middles(), 0.05).reshape(fine.shape)
    np.testing.assert_allclose(finer(coarse, fine)[inner], expected[inner], atol=0.05)


def test_samples_are_bilinear_and_cells_are_found():
    values = plane(GRID.middles(), 0.05).reshape(GRID.shape)
    points = scattered() * 0.9 + 500
    np.testing.assert_allclose(GRID.sample(values, points), plane(points, 0.05), atol=1e-6)
    found = GRID.middles()[GRID.cells(points)]
    assert np.abs(found - points).max() <= 120
    assert GRID.holds(points).all()
    assert not GRID.holds(np.array([[-1.0, 100.0], [100.0, 24_001.0]])).any()
