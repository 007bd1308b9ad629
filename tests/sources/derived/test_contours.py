"""Contour lines of forms whose lines are known."""

import numpy as np
import shapely
from pyproj import CRS

from qala.core.features import Intake
from qala.core.projection import WGS84, mover
from qala.sources.derived import contours as module
from qala.sources.derived.contours import Interval, read_contours
from tests.sources.derived.test_slope import geotiff

MIDDLE = np.array([650_000 + 1000.0, 4_790_000 - 1000.0])


def cone(tmp_path, *, hole=False):
    """A cone 1,000 m high that falls 1 m per metre, in cells of 10 m."""
    row, column = np.indices((200, 200))
    apart = np.hypot(10 * (column + 0.5) - 1000, 10 * (row + 0.5) - 1000)
    heights = 1000 - apart
    if hole:
        heights[90:110, 90:200] = -9999
    return geotiff(tmp_path / "cone.tif", heights)


def lines(path, interval=None):
    intake = Intake()
    chunks = list(read_contours(path, interval or Interval(100.0, 5), intake=intake))
    flat = mover(WGS84, CRS.from_epsg(32643))
    found = [
        (level, major, shapely.transform(line, flat))
        for chunk in chunks
        for line, level, major in zip(
            chunk.geometry, chunk.columns["elevation_m"], chunk.columns["major"], strict=True
        )
    ]
    assert intake.read == len(found)
    return found


def test_lines_of_a_cone_are_circles_of_the_right_radius(tmp_path):
    rings = {level: line for level, _, line in lines(cone(tmp_path)) if line.is_closed}
    assert set(rings) >= {100.0 * each for each in range(1, 10)}
    for level, ring in rings.items():
        radii = np.hypot(*(shapely.get_coordinates(ring) - MIDDLE).T)
        np.testing.assert_allclose(radii, 1000 - level, atol=3)


def test_every_fifth_line_is_an_index_line(tmp_path):
    marked = {level for level, major, _ in lines(cone(tmp_path)) if major}
    assert marked == {0.0, 500.0}
    quarter = lines(cone(tmp_path), Interval(25.0, 4))
    assert {level % 100 for level, major, _ in quarter if major} == {0.0}
    assert {level % 100 for level, major, _ in quarter if not major} == {25.0, 50.0, 75.0}


def test_lines_read_in_bands_meet_and_are_as_long_together(tmp_path, monkeypatch):
    whole = {level: line.length for level, _, line in lines(cone(tmp_path)) if level >= 100}
    monkeypatch.setattr(module, "ROWS_AT_ONCE", 37)
    parts: dict[float, list[shapely.LineString]] = {}
    for level, _, line in lines(cone(tmp_path)):
        parts.setdefault(level, []).append(line)
    for level, length in whole.items():
        ends = [shapely.get_coordinates(part)[[0, -1]] for part in parts[level]]
        np.testing.assert_allclose(sum(part.length for part in parts[level]), length, rtol=5e-3)
        if len(ends) > 1:
            points = np.concatenate(ends)
            apart = np.hypot(*(points[:, None] - points[None, :]).T)
            np.fill_diagonal(apart, np.inf)
            assert apart.min(axis=1).max() < 0.01


def test_no_line_crosses_what_is_not_known(tmp_path):
    hole = shapely.box(650_900 + 10, 4_790_000 - 1090, 652_000, 4_790_000 - 910)
    for _, _, line in lines(cone(tmp_path, hole=True)):
        assert not line.intersects(hole)


def test_flat_ground_and_specks_have_no_line(tmp_path):
    heights = np.full((30, 30), 505.0)
    heights[10, 10] = 520.0
    assert lines(geotiff(tmp_path / "flat.tif", heights), Interval(10.0)) == []
