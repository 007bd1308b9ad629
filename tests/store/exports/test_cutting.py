"""Shapes cut at a border: nothing outside, nothing lost inside, kinds kept."""

import pyarrow as pa
import pyogrio
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from qala.store.conditions import Related, Relation
from qala.store.exports.cutting import cut, in_parts, shapes_of
from qala.store.query import Selection
from tests.store.conftest import put, schools
from tests.store.exports.test_formats import by_gdal

AREA = shapely.box(0, 0, 10, 10)
DEGREES = st.floats(-20, 20, allow_nan=False).map(lambda value: round(value, 3))
POINTS = st.builds(shapely.Point, DEGREES, DEGREES)
LINES = st.lists(st.tuples(DEGREES, DEGREES), min_size=2, max_size=6, unique=True).map(
    shapely.LineString
)
BOXES = st.tuples(DEGREES, DEGREES, st.floats(0.1, 15), st.floats(0.1, 15)).map(
    lambda each: shapely.box(each[0], each[1], each[0] + each[2], each[1] + each[3])
)


def batch(*shapes):
    ids = [str(number) for number in range(len(shapes))]
    return pa.RecordBatch.from_arrays(
        [pa.array(ids), pa.array(shapely.to_wkb(list(shapes)), pa.binary())],
        names=["id", "geometry"],
    )


@given(st.lists(st.one_of(st.none(), POINTS, LINES, BOXES), min_size=1, max_size=12))
def test_what_is_left_is_the_part_inside(shapes):
    done = cut(batch(*shapes), AREA)
    found = dict(zip(done["id"].to_pylist(), shapes_of(done), strict=True))
    for number, shape in enumerate(shapes):
        piece = found.get(str(number))
        inside = None if shape is None else shapely.intersection(shape, AREA)
        measured = 0 if inside is None else inside.area + inside.length
        if piece is None:
            gone = inside is None or inside.is_empty
            dimension = -1 if gone else shapely.get_dimensions(inside)
            assert dimension < (shapely.get_dimensions(shape) if shape else 0)
        else:
            assert shapely.get_dimensions(piece) == shapely.get_dimensions(shape)
            assert piece.area + piece.length == pytest.approx(measured)
            assert AREA.buffer(1e-9).covers(piece)


def test_what_lies_inside_whole_is_as_it_was():
    ring = shapely.box(1, 1, 2, 2).reverse()
    assert shapely.to_wkb(shapes_of(cut(batch(ring), AREA))[0]) == shapely.to_wkb(ring)


def test_what_touches_the_border_only_is_left_out():
    shapes = batch(shapely.box(10, 0, 12, 2), shapely.LineString([(10, 1), (14, 1)]))
    assert cut(shapes, AREA).num_rows == 0


def test_single_shapes_become_ones_of_a_part():
    parts = in_parts(batch(shapely.box(0, 0, 1, 1), None, shapely.MultiPoint([(1, 1), (2, 2)])))
    kinds = [None if each is None else each.geom_type for each in shapes_of(parts)]
    assert kinds == ["MultiPolygon", None, "MultiPoint"]


def test_a_cut_file_ends_at_the_border(made, odd):
    area = shapely.Polygon([(76.88, 43.19), (76.91, 43.19), (76.91, 43.23), (76.88, 43.23)])
    selection = Selection(where=Related(Relation.INTERSECTS, area))
    found = by_gdal(made(odd, "gpkg", selection=selection, cut=area))
    shapes = {id_: shapely.from_wkb(row["geometry"]) for id_, row in found.items()}
    assert set(shapes) == {"a", "c=3"}
    assert shapes["c=3"].area == pytest.approx(0.01 * 0.02)
    whole = by_gdal(made(odd, "gpkg", selection=selection))
    assert shapely.from_wkb(whole["c=3"]["geometry"]).area == pytest.approx(0.02 * 0.02)


def test_a_cut_layer_has_one_type_of_several_parts(made, shelf):
    features = schools(3)
    features.geometry = shapely.buffer(features.geometry, 0.01)
    release = put(shelf, features).release
    path = made(release, "gpkg", cut=shapely.box(76.8, 43.2, 77.0, 43.25))
    assert pyogrio.read_info(path)["geometry_type"] == "MultiPolygon"
