"""Cells: the ground between authored roads and barriers, each of one fabric."""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from qala.sources.generated.skeleton import Skeleton, Zone

THIN_M = 50.0
"""A piece nowhere wider than this joins its neighbour."""
GAP_M = 420.0
"""Ground without a zone that is nowhere wider than this belongs to the zone beside it."""
SMALLEST_M2 = 5000.0


@dataclass(frozen=True, slots=True)
class Cell:
    """One polygon of one zone, bounded by roads, barriers and other zones."""

    id: str
    zone: Zone
    polygon: Polygon


def find_cells(skeleton: Skeleton, barrier: BaseGeometry) -> list[Cell]:
    """The cells of the city in a stable order (by zone, then from west to east)."""
    city = shapely.union_all(skeleton.shapes("districts"))
    zoned = [_zone_ground(each, skeleton, position) for position, each in enumerate(skeleton.zones)]
    if not city.is_empty:
        zoned = [each.intersection(city) for each in zoned]
    built = shapely.union_all(zoned)
    closed = built.buffer(GAP_M / 2, join_style="mitre").buffer(-GAP_M / 2, join_style="mitre")
    roads = skeleton.shapes("roads")
    frame = shapely.union_all([*roads, closed.boundary])
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(frame)))
    ground = shapely.difference(faces, barrier)
    cells: list[tuple[int, Polygon]] = []
    tree = shapely.STRtree(zoned)
    for face in ground:
        hits = np.sort(tree.query(face, predicate="intersects"))
        cells += _share(face, [(int(hit), zoned[hit]) for hit in hits])
    return _ordered(cells, skeleton.zones)


def _zone_ground(zone: Zone, skeleton: Skeleton, position: int) -> BaseGeometry:
    """The ground of the zone that no later zone covers."""
    over = [
        each.polygon
        for each in skeleton.zones[position + 1 :]
        if each.polygon.intersects(zone.polygon)
    ]
    return zone.polygon.difference(shapely.union_all(over)) if over else zone.polygon


def _share(face: BaseGeometry, zoned: list[tuple[int, BaseGeometry]]) -> list[tuple[int, Polygon]]:
    """The parts of one face by zone; thin parts and gaps join the neighbour with most border."""
    parts: list[tuple[int, BaseGeometry]] = []
    for index, zone in zoned:
        parts += [(index, each) for each in _polygons(face.intersection(zone))]
    rest = face.difference(shapely.union_all([zone for _, zone in zoned])) if zoned else face
    parts += [(-1, each) for each in _polygons(rest)]
    kept = [(i, each) for i, each in parts if not _thin(each, GAP_M if i < 0 else THIN_M)]
    spare = [each for i, each in parts if _thin(each, GAP_M if i < 0 else THIN_M)]
    for each in sorted(spare, key=lambda piece: -piece.area):
        touching = [_border(each, other) for _, other in kept]
        if touching and max(touching) > 1:
            best = int(np.argmax(touching))
            kept[best] = (kept[best][0], kept[best][1].union(each.buffer(0.01)))
    return [
        (index, polygon)
        for index, each in kept
        if index >= 0
        for polygon in _polygons(each)
        if polygon.area > SMALLEST_M2
    ]


def _border(one: BaseGeometry, other: BaseGeometry) -> float:
    if one.distance(other) > 0.1:
        return 0.0
    return float(one.buffer(0.2).intersection(other.boundary).length)


def _thin(polygon: BaseGeometry, width: float) -> bool:
    return polygon.area < SMALLEST_M2 or bool(polygon.buffer(-width / 2).is_empty)


def _polygons(geometry: BaseGeometry) -> list[Polygon]:
    parts: NDArray[np.object_] = shapely.get_parts(geometry, return_index=False)
    return [each for each in parts if each.geom_type == "Polygon" and each.area > 1]


def _ordered(cells: list[tuple[int, Polygon]], zones: tuple[Zone, ...]) -> list[Cell]:
    found: list[Cell] = []
    counts: dict[int, int] = {}
    for index, polygon in sorted(cells, key=lambda each: (each[0], each[1].bounds)):
        counts[index] = counts.get(index, 0) + 1
        zone = zones[index]
        found.append(Cell(f"{zone.id}-{counts[index]}", zone, polygon))
    return found
