"""A part of a raster as a map shows it."""

from pathlib import Path

import numpy as np
import pytest
from rasterio import Affine

from qala.core.errors import ShelfDamaged
from qala.core.geometry import BBox
from qala.store.raster.window import Window, read_window
from qala.store.shelf import Shelf
from tests.store.raster.support import HEIGHTS, put_raster, sampled

BOX = BBox(76.82, 43.15, 76.98, 43.28)


def test_a_window_holds_the_values_of_its_places_and_none_outside(shelf: Shelf, tmp_path: Path):
    """Heights that grow by 10,000 m a degree east; a column of pixels is one longitude."""
    path = sampled(tmp_path / "a.tif", lambda x, _y: (x - 76.8) * 10_000)
    release = put_raster(shelf, path, HEIGHTS).release
    values = read_window(release, Window(BOX, 16, 13), resampling="bilinear")
    assert values.shape == (13, 16)
    middles = 76.82 + (np.arange(16) + 0.5) * 0.01
    assert np.abs(values - (middles - 76.8) * 10_000).max() < 1
    beside = read_window(release, Window(BBox(77.1, 43.15, 77.2, 43.2), 4, 4), resampling="nearest")
    assert np.isnan(beside).all()


def test_rows_are_as_far_apart_as_in_web_mercator(shelf: Shelf, tmp_path: Path):
    """A latitude halfway down is no middle: 60 to 80 degrees north meet at 72.59, not at 70.

    ln tan(45 + 60/2) = 1.3170, ln tan(45 + 80/2) = 2.4362; their mean 1.8766 is that of
    72.59 degrees.
    """
    path = sampled(tmp_path / "a.tif", lambda _x, y: y, transform=Affine(0.1, 0, 70, 0, -0.1, 80))
    release = put_raster(shelf, path, HEIGHTS).release
    window = Window(BBox(72, 60.0, 88, 80.0), 3, 101)
    assert read_window(release, window, resampling="bilinear")[50, 1] == pytest.approx(
        72.59, abs=0.02
    )


def test_a_damaged_file_is_told(shelf: Shelf, tmp_path: Path):
    release = put_raster(shelf, sampled(tmp_path / "a.tif", lambda x, _y: x), HEIGHTS).release
    release.raster.write_bytes(b"II*\0 and nothing else")
    with pytest.raises(ShelfDamaged):
        read_window(release, Window(BOX, 4, 4), resampling="nearest")
