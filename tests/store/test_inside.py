"""What lies inside an area: counts, clipped sizes, apportioned sums."""

import numpy as np
import pytest
import shapely
from pyproj import Geod

from qala.core.dataset import Dataset, Field, FieldType, GeometryType
from qala.core.features import Features
from qala.core.text import Text
from qala.store import inside
from qala.store.inside import Asked, Figure, Outline, tally
from tests.store.conftest import put, schools

UTM_43N = 32643
WEST_HALF = shapely.box(76.90, 43.20, 76.95, 43.30)
ASKED = Asked(sums=("people",), means=("people",), shares=("kind",))


def dataset(geometry: GeometryType) -> Dataset:
    return Dataset(
        id="things",
        title=Text({"en": "Things"}),
        abstract=Text(),
        theme="education",
        geometry=geometry,
        fields=(
            Field("people", FieldType.INTEGER, Text({"en": "People"})),
            Field("kind", FieldType.CATEGORY, Text({"en": "Kind"})),
        ),
        sources=(),
        file="things.toml",
        mapped=False,
    )


def counted(shelf, reader, shapes, *, people, kinds, geometry=GeometryType.POLYGON):
    features = Features(
        ids=[str(number) for number in range(len(shapes))],
        geometry=np.array(shapes, dtype=object),
        columns={"people": people, "kind": kinds},
    )
    release = put(shelf, features, dataset=dataset(geometry)).release
    return tally(reader.engine, release, Outline(WEST_HALF, projection=UTM_43N), ASKED)


def test_people_of_a_block_that_the_border_cuts_are_shared_out_by_area(shelf, reader):
    within = shapely.box(76.91, 43.21, 76.92, 43.22)
    half = shapely.box(76.94, 43.24, 76.96, 43.25)
    outside = shapely.box(76.96, 43.21, 76.97, 43.22)
    beside = shapely.box(76.95, 43.26, 76.96, 43.27)  # touches the border from outside
    found = counted(
        shelf,
        reader,
        [within, half, outside, beside],
        people=[100, 80, 1000, 1000],
        kinds=["a", "b", "a", "a"],
    )
    assert (found.count, found.cut) == (2, 1)
    assert found.sums["people"].value == pytest.approx(140, rel=1e-3)
    assert found.sums["people"].known == 2
    assert found.means["people"] == Figure(90, 2)


def test_areas_are_clipped_and_measured_in_metres(shelf, reader):
    """Golden value: GeographicLib on the ellipsoid; UTM differs by its scale, under 0.1 %."""
    half = shapely.box(76.94, 43.24, 76.96, 43.25)
    found = counted(shelf, reader, [half], people=[1], kinds=["a"])
    clipped = shapely.box(76.94, 43.24, 76.95, 43.25)
    area_m2, _ = Geod(ellps="WGS84").geometry_area_perimeter(clipped)
    assert found.area_m2 == pytest.approx(abs(area_m2), rel=2e-3)
    assert found.length_m == 0


def test_lines_are_clipped_and_shares_go_by_category(shelf, reader):
    """Golden value: GeographicLib on the ellipsoid."""
    lines = [
        shapely.LineString([(76.94, 43.25), (76.96, 43.25)]),
        shapely.LineString([(76.91, 43.25), (76.92, 43.25)]),
        shapely.LineString([(76.91, 43.26), (76.92, 43.26)]),
    ]
    found = counted(
        shelf,
        reader,
        lines,
        people=[1, None, 3],
        kinds=["a", None, "b"],
        geometry=GeometryType.LINE,
    )
    length_m = Geod(ellps="WGS84").geometry_length(
        shapely.LineString([(76.94, 43.25), (76.95, 43.25)])
    )
    assert found.length_m == pytest.approx(3 * length_m, rel=2e-3)
    parts = {each.value: each for each in found.shares["kind"]}
    assert set(parts) == {"a", "b", None}
    assert parts["a"].length_m == pytest.approx(length_m, rel=2e-3)
    assert found.sums["people"].known == 2


def test_a_collapsed_line_counts_as_a_point(shelf, reader):
    line = shapely.LineString([(76.91, 43.25), (76.91, 43.25)])
    found = counted(shelf, reader, [line], people=[5], kinds=["a"], geometry=GeometryType.LINE)
    assert found.sums["people"].value == 5


def test_points_are_counted_as_shapely_counts_them(shelf, reader):
    features = schools(5_000)
    release = put(shelf, features).release
    area = shapely.Point(76.9, 43.25).buffer(0.03)
    found = tally(reader.engine, release, Outline(area, projection=UTM_43N), Asked(("pupils",)))
    within = shapely.intersects(area, features.geometry)
    pupils = [each for each, there in zip(features.columns["pupils"], within, strict=True) if there]
    assert found.count == within.sum()
    known = [each for each in pupils if each is not None]
    assert found.sums["pupils"] == Figure(sum(known), len(known))


def test_more_than_can_be_added_up_is_said(shelf, reader, monkeypatch):
    monkeypatch.setattr(inside, "CANDIDATES", 100)
    release = put(shelf, schools(500)).release
    found = tally(reader.engine, release, Outline(WEST_HALF, projection=UTM_43N), Asked())
    assert found.capped
    assert found.count == 0


def test_a_release_without_places_has_nothing_inside(shelf, reader):
    found = counted(shelf, reader, [None], people=[5], kinds=["a"])
    assert found.count == 0
