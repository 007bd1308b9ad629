"""What a raster holds inside an area."""

from pathlib import Path

import numpy as np
import pytest
import shapely

from qala.core.errors import ShelfDamaged
from qala.store.raster import inside
from qala.store.raster.inside import tally_cells
from qala.store.shelf import Shelf
from tests.store.raster.support import CELL, HEIGHTS, NODATA, NORTH, WEST, geotiff, put_raster

COLUMNS, ROWS = 200, 150


def cells_from(west: int, east: int) -> shapely.Geometry:
    """An area that holds whole columns of cells, from `west` to before `east`."""
    return shapely.box(WEST + west * CELL, NORTH - ROWS * CELL, WEST + east * CELL, NORTH)


@pytest.fixture
def release(shelf: Shelf, tmp_path: Path):
    """Each cell holds the number of its column; the columns from 150 on are not known."""
    cells = np.tile(np.arange(COLUMNS, dtype="float32"), (ROWS, 1))
    cells[:, 150:] = NODATA
    return put_raster(shelf, geotiff(tmp_path / "a.tif", cells, nodata=NODATA), HEIGHTS).release


def test_mean_least_most_and_sum_of_the_cells_inside(release):
    found = tally_cells(release, cells_from(10, 20))
    assert found.count == 10 * ROWS
    assert (found.mean, found.least, found.most) == (14.5, 10, 19)
    assert found.total == 14.5 * 10 * ROWS


def test_cells_without_a_value_are_left_out(release):
    found = tally_cells(release, cells_from(140, 170))
    assert (found.count, found.most) == (10 * ROWS, 149)
    assert tally_cells(release, cells_from(160, 170)).count == 0


def test_an_area_beside_or_beyond_the_raster(release):
    assert tally_cells(release, shapely.box(10, 10, 11, 11)).count == 0
    assert tally_cells(release, shapely.box(76, 43, 78, 44)).count == 150 * ROWS


def test_more_cells_than_can_be_added_up_is_said(release, monkeypatch):
    monkeypatch.setattr(inside, "CELLS_AT_ONCE", 100)
    assert tally_cells(release, cells_from(10, 20)).capped


def test_a_damaged_file_is_told(release):
    release.raster.write_bytes(b"II*\0 and nothing else")
    with pytest.raises(ShelfDamaged):
        tally_cells(release, cells_from(10, 20))
