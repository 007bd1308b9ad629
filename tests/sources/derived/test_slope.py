"""Slope by Horn's method, against published examples and geometry."""

import numpy as np
import pytest
import rasterio
from rasterio import Affine

from qala.core.errors import BadInput
from qala.sources.derived import slope as module
from qala.sources.derived.slope import horn, write_slope


def geotiff(path, heights, *, crs="EPSG:32643", origin=(650_000, 4_790_000), cell=(10.0, 10.0)):
    with rasterio.open(
        path,
        "w",
        driver="GTiff",
        width=heights.shape[1],
        height=heights.shape[0],
        count=1,
        dtype="float32",
        crs=crs,
        nodata=-9999,
        transform=Affine(cell[0], 0, origin[0], 0, -cell[1], origin[1]),
    ) as file:
        file.write(heights.astype(np.float32), 1)
    return path


def read(path):
    with rasterio.open(path) as file:
        return file.read(1), file


def plane(rows, columns, east, south, cell=10.0):
    row, column = np.indices((rows, columns))
    return 1000 + cell * (east * column + south * row)


def test_the_worked_example_of_the_arcgis_manual():
    """Esri, "How Slope works": cell size 5, slope 75.25762 degrees."""
    heights = np.array([[50.0, 45, 50], [30, 30, 30], [8, 10, 10]])
    rise = horn(heights, 5.0, 5.0)
    np.testing.assert_allclose(np.degrees(np.arctan(rise)), [[75.25762]], atol=1e-4)


def test_a_plane_has_its_own_slope_in_both_units(tmp_path):
    source = geotiff(tmp_path / "plane.tif", plane(40, 30, 0.1, -0.2))
    for unit, expected in (("percent", np.hypot(10, 20)), ("degrees", 12.6044)):
        write_slope(source, tmp_path / "slope.tif", unit=unit)
        slope, file = read(tmp_path / "slope.tif")
        np.testing.assert_allclose(slope[1:-1, 1:-1], expected, rtol=1e-3)
        assert file.crs.to_epsg() == 32643
        assert file.shape == (40, 30)


def test_it_does_not_matter_how_many_rows_are_read_at_once(tmp_path, monkeypatch):
    heights = np.random.default_rng(1).uniform(0, 100, (50, 20))
    source = geotiff(tmp_path / "rough.tif", heights)
    write_slope(source, tmp_path / "one.tif", unit="percent")
    monkeypatch.setattr(module, "ROWS_AT_ONCE", 7)
    write_slope(source, tmp_path / "many.tif", unit="percent")
    np.testing.assert_array_equal(read(tmp_path / "one.tif")[0], read(tmp_path / "many.tif")[0])


def test_beside_a_hole_nothing_is_known(tmp_path):
    heights = plane(9, 9, 0.1, 0.0)
    heights[4, 4] = -9999
    write_slope(geotiff(tmp_path / "hole.tif", heights), tmp_path / "slope.tif", unit="percent")
    slope, file = read(tmp_path / "slope.tif")
    unknown = slope == file.nodata
    assert unknown.sum() == 9
    assert unknown[3:6, 3:6].all()


def test_degrees_of_longitude_are_shorter_than_those_of_latitude(tmp_path):
    """One second of arc at 43.25 north: 22.56 m east, 30.86 m north (WGS 84)."""
    second = 1 / 3600
    for east, south, expected in ((2.256, 0, 10.0), (0, 3.086, 10.0)):
        row, column = np.indices((20, 20))
        heights = 1000 + east * column + south * row
        source = geotiff(
            tmp_path / "arc.tif",
            heights,
            crs="EPSG:4326",
            origin=(76.9, 43.25 + 10 * second),
            cell=(second, second),
        )
        write_slope(source, tmp_path / "slope.tif", unit="percent")
        slope, _ = read(tmp_path / "slope.tif")
        np.testing.assert_allclose(slope[5:-5, 5:-5], expected, rtol=3e-3)


def test_feet_on_the_ground_become_metres(tmp_path):
    source = geotiff(
        tmp_path / "feet.tif", plane(9, 9, 0.1, 0), crs="EPSG:2263", origin=(980_000, 190_000)
    )
    write_slope(source, tmp_path / "slope.tif", unit="percent")
    np.testing.assert_allclose(read(tmp_path / "slope.tif")[0][4, 4], 10 / 0.3048006, rtol=1e-4)


def test_a_system_without_lengths_is_refused(tmp_path):
    local = 'LOCAL_CS["somewhere",UNIT["metre",1]]'
    source = geotiff(tmp_path / "local.tif", plane(9, 9, 0.1, 0), crs=local)
    with pytest.raises(BadInput, match="reference system"):
        write_slope(source, tmp_path / "slope.tif", unit="percent")
