"""Any block at all can be filled: slivers, triangles, hooks, holes, crumbs."""

import math

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import affinity
from shapely.geometry import Polygon, box

from qala.sources.generated.filling.standing import standing
from tests.sources.generated.filling.plans import CORNER, FABRICS, one_block


def check(polygon: Polygon, fabric: str, seed: int = 1) -> int:
    """Fill the block, see that all lies where it may; how many houses there are."""
    placed = affinity.translate(polygon, *CORNER)
    parcels, houses = next(standing(one_block(placed, fabric), seed))
    covered = shapely.area(parcels.shapes).sum()
    assert covered == pytest.approx(placed.area, rel=0.02, abs=30)
    if len(houses):
        grown = shapely.buffer(parcels.shapes[houses.parcel], 0.01)
        assert shapely.covers(grown, houses.shapes).all()
        united = shapely.union_all(houses.shapes).area
        assert houses.area_m2.sum() == pytest.approx(united, abs=0.1)
        assert (houses.levels >= 1).all()
        assert (houses.height_m > 2).all()
    return len(houses)


@st.composite
def outlines(draw: st.DrawFn) -> Polygon:
    """Star-shaped outlines: round, spiked or flat, turned any way, some with a hole."""
    count = draw(st.integers(3, 12))
    radii = draw(st.lists(st.floats(5, 220), min_size=count, max_size=count))
    angles = np.linspace(0, 2 * math.pi, count, endpoint=False)
    points = [(r * math.cos(a), r * math.sin(a)) for r, a in zip(radii, angles, strict=True)]
    shape = affinity.scale(Polygon(points), 1, draw(st.floats(0.02, 1.0)))
    shape = affinity.rotate(shape, draw(st.floats(0, 360)))
    if draw(st.booleans()) and shape.is_valid:
        hole = shapely.buffer(shape.representative_point(), draw(st.floats(0.5, 15)))
        holed = shape.difference(hole)
        shape = holed if isinstance(holed, Polygon) else shape
    return shape


@settings(max_examples=150)
@given(outlines(), st.sampled_from(sorted(FABRICS)), st.integers(0, 5))
def test_any_block_can_be_filled(polygon: Polygon, fabric: str, seed: int) -> None:
    if polygon.is_valid and polygon.area > 1e-6:
        check(polygon, fabric, seed)


@pytest.mark.parametrize("fabric", sorted(FABRICS))
@pytest.mark.parametrize(
    "polygon",
    [
        Polygon([(0, 0), (300, 0), (300, 2)]),
        Polygon([(0, 0), (0.5, 0), (0.5, 400), (0, 400)]),
        box(0, 0, 0.1, 0.1),
        Polygon([(0, 0), (200, 0), (200, 30), (30, 30), (30, 200), (0, 200)]),
        box(0, 0, 200, 150).difference(box(20, 20, 180, 130)),
        box(0, 0, 200, 150).difference(box(90, 0, 110, 149)),
        box(0, 0, 1500, 900),
    ],
    ids=["needle", "thread", "crumb", "hook", "ring", "two rooms", "field"],
)
def test_odd_blocks_can_be_filled(polygon: Polygon, fabric: str) -> None:
    check(polygon, fabric)


@pytest.mark.parametrize(
    ("fabric", "least"),
    [("old-grid", 6), ("slabs", 4), ("towers", 4), ("lots", 20), ("industry", 3), ("campus", 3)],
)
def test_a_common_block_is_well_built(fabric: str, least: int) -> None:
    assert check(box(0, 0, 190, 140), fabric) >= least


@pytest.mark.parametrize("fabric", ["open", "fields", "airfield"])
def test_nothing_is_built_on_open_ground(fabric: str) -> None:
    assert check(box(0, 0, 190, 140), fabric) == 0


@pytest.mark.parametrize("fabric", ["old-grid", "slabs", "towers", "new-housing", "lots", "villas"])
def test_storeys_of_dwellings_are_those_of_the_fabric(fabric: str) -> None:
    low, high = FABRICS[fabric].levels
    polygon = affinity.translate(box(0, 0, 190, 140), *CORNER)
    storeys: set[int] = set()
    for seed in range(12):
        _, houses = next(standing(one_block(polygon, fabric), seed))
        storeys |= set(houses.levels[np.isin(houses.use, ["apartments", "house"])].tolist())
    high = 12 if fabric == "old-grid" else high  # a few later towers stand among old houses
    assert storeys <= set(range(low, high + 1))
    assert len(storeys) > 1
