"""What every weave works with: a cell, and lines laid in it from side to side."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import pi
from typing import TypeVar

import numpy as np
import shapely
from numpy.random import Generator
from shapely import affinity
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from qala.sources.generated.layout.junctions import Junctions, fasten, remember
from qala.sources.generated.plan import Fabric

SHORTEST_M = 45.0
FASTEN_M = 34.0
DEEP_PART = 0.4
"""A street runs away from the sides of its cell for at least this part of its way."""


@dataclass(frozen=True, slots=True)
class Thread:
    """One street as it is laid: its course and class."""

    line: LineString
    road_class: str


@dataclass(frozen=True)
class Loom:
    """A cell, turned by `angle` (radians) so that its long streets run along x."""

    fabric: Fabric
    polygon: Polygon
    angle: float
    junctions: Junctions
    random: Generator

    def part(self, polygon: Polygon, angle: float) -> "Loom":
        """A loom for a part of the same cell."""
        return Loom(self.fabric, polygon, angle, self.junctions, self.random)

    @cached_property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north of the cell in the turned frame."""
        return turned(self.polygon, -self.angle).bounds

    @cached_property
    def _outer(self) -> BaseGeometry:
        outer = self.polygon.buffer(1.0, quad_segs=1)
        shapely.prepare(outer)
        return outer

    def laid(self, lines: list[LineString], depth_m: float) -> Iterator[LineString]:
        """Pieces of lines of the turned frame in the cell, fastened to junctions of its sides.

        A piece that mostly runs nearer than `depth_m` to a side is left out.
        """
        if not lines:
            return
        inner = self.polygon.buffer(-depth_m, quad_segs=2)
        crossing = shapely.intersection([turned(line, self.angle) for line in lines], self.polygon)
        for piece in shapely.get_parts(crossing):
            if piece.geom_type != "LineString" or piece.length < SHORTEST_M:
                continue
            fastened = fasten(piece, self.junctions, min(FASTEN_M, depth_m))
            if not self._outer.covers(fastened):
                fastened = piece
            deep = fastened.intersection(inner).length
            if deep >= DEEP_PART * max(fastened.length - 2 * depth_m, 1.0):
                remember(fastened, self.junctions)
                yield fastened


Shape = TypeVar("Shape", bound=BaseGeometry)


def turned(geometry: Shape, angle: float) -> Shape:
    """The geometry turned around the origin of the plane."""
    rotated: Shape = affinity.rotate(geometry, angle, origin=(0, 0), use_radians=True)
    return rotated


def direction(polygon: Polygon, roads: BaseGeometry, bearing: float | None) -> float:
    """The angle in radians (from east, counterclockwise) of the long streets of a cell.

    From the bearing of its zone, else the common direction of the roads on its sides, the one of
    the two along which the cell is longer.
    """
    if bearing is not None:
        return (90.0 - bearing) * pi / 180
    lines = shapely.get_parts(roads) if roads.length > 50 else [polygon.exterior]
    steps = np.concatenate([np.diff(shapely.get_coordinates(line), axis=0) for line in lines])
    lengths = np.hypot(*steps.T)
    turns = np.arctan2(steps[:, 1], steps[:, 0]) * 4
    angle = float(np.arctan2((lengths * np.sin(turns)).sum(), (lengths * np.cos(turns)).sum())) / 4
    west, south, east, north = turned(polygon, -angle).bounds
    return angle if east - west >= north - south else angle + pi / 2
