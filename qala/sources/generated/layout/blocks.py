"""Blocks: the ground between streets, without them and without water, railways and greenery."""

from collections.abc import Sequence

import numpy as np
import shapely
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from qala.sources.generated.layout.cells import Cell
from qala.sources.generated.layout.groups import Indices
from qala.sources.generated.layout.network import GRID_M, Net, Shapes
from qala.sources.generated.plan import Block, Street
from qala.sources.generated.skeleton import Skeleton

SMALLEST_M2 = 400.0
THINNEST_M = 7.0
ASTRAY_M = 0.2
SLENDER_M = 22.0
"""Twice the area over the outline: below this a block may have narrow tails."""


def cut_blocks(
    net: Net, streets: Sequence[Street], cells: Sequence[Cell], skeleton: Skeleton
) -> tuple[Block, ...]:
    """The blocks in a stable order, each with its fabric, district and streets.

    `net`: the streets and the sides of cells that are no streets.
    """
    lines = np.array([street.line for street in streets], dtype=object)
    frame = shapely.union_all(net.pieces, grid_size=GRID_M)  # welding may have crossed pieces
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(frame)))
    inside = shapely.point_on_surface(faces)
    owner = _first_containing([cell.polygon for cell in cells], inside)
    faces, owner = faces[owner >= 0], owner[owner >= 0]
    order = np.lexsort(tuple(shapely.bounds(faces).T))
    faces, owner = _within(faces[order], cells, owner[order]), owner[order]
    halves = np.array([street.width_m / 2 for street in streets])
    paved = shapely.buffer(lines, halves, cap_style="flat", quad_segs=2)
    near, street = shapely.STRtree(paved).query(faces, predicate="intersects")
    ground = _without(faces, near, paved[street])
    districts = skeleton.tables.get("districts", ())
    home = _first_containing([each.shape for each in districts], shapely.point_on_surface(faces))
    parts = np.split(street, np.searchsorted(near, np.arange(1, len(faces))))
    blocks: list[Block] = []
    for index in range(len(faces)):
        beside = np.sort(parts[index])
        for piece in _usable(ground[index]):
            cell = cells[owner[index]]
            blocks.append(
                Block(
                    id=f"b{len(blocks) + 1:05d}",
                    polygon=piece,
                    fabric=cell.zone.fabric,
                    district=districts[home[index]].id if home[index] >= 0 else "",
                    streets=tuple(int(each) for each in beside),
                )
            )
    return tuple(blocks)


def _within(faces: Shapes, cells: Sequence[Cell], owner: Indices) -> Shapes:
    """The faces, cut to their cells where welding led a side more than `ASTRAY_M` out of them."""
    ground = np.array([cell.polygon for cell in cells], dtype=object)
    around = shapely.buffer(ground, ASTRAY_M, quad_segs=2)
    shapely.prepare(around)
    astray = ~shapely.covers(around[owner], faces)
    cut = faces.copy()
    cut[astray] = shapely.intersection(faces[astray], ground[owner[astray]])
    return cut


def _without(faces: Shapes, near: Indices, paved: Shapes) -> Shapes:
    """The faces without what is paved in them: `paved[i]` is taken from `faces[near[i]]`."""
    ground = faces.copy()
    rank = np.arange(len(near)) - np.searchsorted(near, near)
    for turn in range(int(rank.max(initial=-1)) + 1):
        now = rank == turn
        ground[near[now]] = shapely.difference(ground[near[now]], paved[now])
    return ground


def _usable(ground: BaseGeometry) -> list[Polygon]:
    """The parts that are wide enough to be built on, without narrow tails."""
    parts = []
    for part in shapely.get_parts(ground):
        if part.area > SMALLEST_M2 and 2 * part.area / part.length < SLENDER_M:
            opened = part.buffer(-THINNEST_M).buffer(THINNEST_M, join_style="mitre")
            parts += list(shapely.get_parts(opened.intersection(part)))
        else:
            parts.append(part)
    simple = [each.simplify(0.3) for each in parts if each.geom_type == "Polygon"]
    return [each for each in simple if each.geom_type == "Polygon" and each.area > SMALLEST_M2]


def _first_containing(polygons: Sequence[BaseGeometry], points: np.ndarray) -> np.ndarray:
    found = np.full(len(points), -1, dtype=np.int64)
    if polygons:
        point, polygon = shapely.STRtree(polygons).query(points, predicate="within")
        found[point[::-1]] = polygon[::-1]
    return found
