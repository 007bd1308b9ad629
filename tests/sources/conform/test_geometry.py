"""Shapes fit for a release: valid, flat, of the declared type, turned the right way."""

import math

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import wkt

from qala.core.features import Intake
from qala.sources.conform.geometry import reason_code
from tests.sources.conform.support import HERE, chunk, dataset, field, one

SQUARE = "(76.9 43.2, 76.92 43.2, 76.92 43.22, 76.9 43.22, 76.9 43.2)"
AREA = 0.02 * 0.02


def settled(kind: str, *shapes: object, mapped: bool = True) -> tuple[list[object], Intake]:
    read = [wkt.loads(each) if isinstance(each, str) else each for each in shapes]
    declared = dataset(field("a", "text"), geometry=kind, mapped=mapped)
    features, intake = one(declared, chunk(read, a=["x"] * len(read)))
    return list(features.geometry), intake


def test_no_place_is_kept_and_noted_where_the_dataset_is_a_map() -> None:
    shapes, intake = settled("point", None, HERE, "POINT EMPTY")
    assert shapes == [None, HERE, None]
    assert intake.noted == {"geometry_missing": 2, "geometry_empty": 1}
    assert not settled("point", None, mapped=False)[1].noted


def test_a_bow_tie_is_mended_to_its_two_wings() -> None:
    bow = "POLYGON ((76.9 43.2, 76.92 43.22, 76.92 43.2, 76.9 43.22, 76.9 43.2))"
    (mended,), intake = settled("polygon", bow)
    assert mended.geom_type == "MultiPolygon"
    assert mended.is_valid
    assert mended.area == pytest.approx(AREA / 2)
    assert intake.mended == {"geometry_self_intersection": 1}
    assert intake.examples["geometry_self_intersection"] == ["record 1"]


def test_overlapping_parts_are_united_not_cut_out() -> None:
    other = SQUARE.replace("76.9 ", "76.91 ").replace("76.92 ", "76.93 ")
    (mended,), intake = settled("polygon", f"MULTIPOLYGON (({SQUARE}), ({other}))")
    assert mended.area == pytest.approx(AREA * 1.5)
    assert sum(intake.mended.values()) == 1


def test_what_a_repair_leaves_of_lower_dimension_is_dropped() -> None:
    spike = "POLYGON ((76.9 43.2, 76.92 43.2, 76.92 43.22, 76.92 43.25, 76.92 43.22, 76.9 43.2))"
    flat = "POLYGON ((76.5 43.25, 76.75 43.5, 77 43.75, 76.5 43.25))"
    shapes, intake = settled("polygon", spike, flat)
    assert shapes[0].area == pytest.approx(AREA / 2)
    assert shapes[0].geom_type == "Polygon"
    assert shapes[1] is None
    assert intake.noted == {"geometry_collapsed": 1, "geometry_missing": 1}


def test_a_line_of_no_length_has_no_place_and_a_part_of_no_length_is_dropped() -> None:
    shapes, intake = settled(
        "line",
        "LINESTRING (76.9 43.2, 76.9 43.2)",
        "MULTILINESTRING ((76.9 43.2, 76.9 43.2), (76.9 43.2, 76.91 43.2))",
    )
    assert shapes[0] is None
    assert shapes[1].wkt == "LINESTRING (76.9 43.2, 76.91 43.2)"
    assert intake.noted["geometry_collapsed"] == 1


@pytest.mark.parametrize(
    "place", [(math.nan, 43.2), (math.inf, 43.2), (76.9, 91), (-181, 43.2), (654321, 4790000)]
)
def test_coordinates_outside_the_world_are_skipped(place: tuple[float, float]) -> None:
    shapes, intake = settled("point", shapely.Point(place), HERE)
    assert shapes == [HERE]
    assert intake.skipped == {"coordinates_outside_world": 1}


def test_one_wild_vertex_is_enough_to_skip() -> None:
    _, intake = settled("line", "LINESTRING (76.9 43.2, 76.9 432)")
    assert intake.skipped == {"coordinates_outside_world": 1}


@pytest.mark.parametrize(
    ("kind", "kept"),
    [
        ("point", ["Point", "MultiPoint"]),
        ("line", ["LineString", "MultiLineString"]),
        ("polygon", ["Polygon", "MultiPolygon"]),
        ("mixed", ["Point", "MultiPoint", "LineString", "MultiLineString"]),
    ],
)
def test_the_wrong_type_is_skipped(kind: str, kept: list[str]) -> None:
    every = [
        "POINT (76.9 43.2)",
        "MULTIPOINT (76.9 43.2, 76.91 43.2)",
        "LINESTRING (76.9 43.2, 76.91 43.2)",
        "MULTILINESTRING ((76.9 43.2, 76.91 43.2), (76.9 43.3, 76.91 43.3))",
        f"POLYGON ({SQUARE})",
        f"MULTIPOLYGON (({SQUARE}))",
    ]
    if kind == "mixed":
        kept = [*kept, "Polygon", "MultiPolygon"]
    shapes, intake = settled(kind, *every)
    assert [each.geom_type for each in shapes] == kept
    assert intake.skipped["geometry_type"] == 6 - len(kept)


def test_a_collection_gives_its_parts_of_the_declared_type() -> None:
    mixed = f"GEOMETRYCOLLECTION (POINT (76.9 43.2), POLYGON ({SQUARE}))"
    (area,), intake = settled("polygon", mixed)
    assert (area.geom_type, intake.mended) == ("Polygon", {"geometry_collection": 1})
    assert settled("line", mixed)[1].skipped == {"geometry_type": 1}
    assert settled("mixed", mixed)[1].skipped == {"geometry_type": 1}


def test_height_is_dropped_and_rings_are_turned_as_rfc_7946_says() -> None:
    hole = "(76.905 43.205, 76.91 43.205, 76.91 43.21, 76.905 43.205)"
    clockwise = shapely.reverse(wkt.loads(f"POLYGON ({SQUARE}, {hole})"))
    raised = shapely.force_3d(clockwise, 800)
    (area,), intake = settled("polygon", raised)
    assert not area.has_z
    assert area.exterior.is_ccw
    assert not area.interiors[0].is_ccw
    assert (intake.mended, intake.noted) == ({}, {})


def test_far_from_the_city_is_noted() -> None:
    shapes, intake = settled("point", "POINT (77.29 43.2)", "POINT (71.43 51.13)")
    assert len(shapes) == 2
    assert intake.noted == {"outside_city": 1}
    assert intake.examples["outside_city"] == ["record 2"]


@pytest.mark.parametrize(
    ("reason", "code"),
    [
        ("Self-intersection[76.9 43.2]", "geometry_self_intersection"),
        ("Ring Self-intersection[1 2]", "geometry_ring_self_intersection"),
        ("Hole lies outside shell[1 2]", "geometry_hole_lies_outside_shell"),
    ],
)
def test_reasons(reason: str, code: str) -> None:
    assert reason_code(reason) == code


VERTEX = st.tuples(st.integers(0, 6), st.integers(0, 6))


@given(st.lists(VERTEX, min_size=3, max_size=12))
def test_every_polygon_comes_out_valid_or_without_a_place(vertices: list[tuple[int, int]]) -> None:
    ring = np.array(vertices) / 100 + (76.9, 43.2)
    shapes, intake = settled("polygon", shapely.Polygon(ring))
    (area,) = shapes
    assert area is None or (area.is_valid and area.area > 0)
    assert area is None or area.geom_type in ("Polygon", "MultiPolygon")
    assert (area is None) == (intake.noted["geometry_missing"] == 1)
