"""How streets are laid in one cell: each weave gives the courses of streets between its sides."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from math import ceil, cos, pi, sin, sqrt

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


@dataclass(frozen=True, slots=True)
class Thread:
    """One street as it is laid: its course and class."""

    line: LineString
    road_class: str


@dataclass(frozen=True, slots=True)
class Loom:
    """What a weave works with: a cell turned so that its long streets run along x."""

    fabric: Fabric
    polygon: Polygon
    angle: float
    junctions: Junctions
    random: Generator

    def turned(self, geometry: BaseGeometry) -> BaseGeometry:
        """The geometry turned into the frame of the loom."""
        return affinity.rotate(geometry, -self.angle, origin=(0, 0), use_radians=True)

    def laid(self, line: BaseGeometry, depth_m: float) -> Iterator[LineString]:
        """Pieces of a line of the frame in the cell, fastened to junctions of its sides.

        A piece that mostly runs nearer than `depth_m` to a side is left out.
        """
        back = affinity.rotate(line, self.angle, origin=(0, 0), use_radians=True)
        inner = self.polygon.buffer(-depth_m)
        for piece in shapely.get_parts(back.intersection(self.polygon)):
            if piece.geom_type != "LineString" or piece.length < SHORTEST_M:
                continue
            fastened = fasten(piece, self.junctions, min(FASTEN_M, depth_m))
            if fastened.intersection(inner).length < 0.4 * max(fastened.length - 2 * depth_m, 1.0):
                continue
            if fastened.difference(self.polygon.buffer(1.0)).length > 5:
                fastened = piece
            remember(fastened, self.junctions)
            yield fastened


def weave(loom: Loom) -> list[Thread]:
    """The streets of one cell."""
    return list(WEAVES_BY_NAME[loom.fabric.weave](loom))


def _places(low: float, high: float, spacing: float, random: Generator) -> list[float]:
    """Places that part a span into equal pieces of about `spacing`, a little shaken."""
    count = max(1, round((high - low) / spacing))
    step = (high - low) / count
    return [low + step * (i + random.uniform(-0.05, 0.05)) for i in range(1, count)]


def _straight(loom: Loom, along: float, across: float, classes: tuple[str, str]) -> Iterator[Thread]:
    """A grid: long streets `along` metres apart and cross streets `across` metres apart."""
    turned = loom.turned(loom.polygon)
    west, south, east, north = turned.bounds
    for index, y in enumerate(_places(south, north, along, loom.random)):
        line = LineString([(west - 1, y), (east + 1, y)])
        road_class = classes[0] if (index % 5 == 2 and north - south > 900) else classes[1]
        yield from (Thread(each, road_class) for each in loom.laid(line, 0.42 * along))
    for index, x in enumerate(_places(west, east, across, loom.random)):
        line = LineString([(x, south - 1), (x, north + 1)])
        road_class = classes[0] if (index % 4 == 1 and east - west > 1200) else classes[1]
        yield from (Thread(each, road_class) for each in loom.laid(line, 0.42 * across))


def _grid(loom: Loom) -> Iterator[Thread]:
    side = sqrt(loom.fabric.block_m[0] * loom.fabric.block_m[1])
    return _straight(loom, side, side, ("tertiary", "residential"))


def _strips(loom: Loom) -> Iterator[Thread]:
    return _straight(loom, *loom.fabric.block_m, ("tertiary", "residential"))


def _yards(loom: Loom) -> Iterator[Thread]:
    return _straight(loom, *loom.fabric.block_m, ("tertiary", "service"))


def _courts(loom: Loom) -> Iterator[Thread]:
    """Halves of halves: streets between groups of houses, then drives between courtyards."""
    waiting = [loom.polygon]
    while waiting:
        polygon = waiting.pop()
        box = polygon.minimum_rotated_rectangle
        corners = shapely.get_coordinates(box)[:4]
        sides = np.roll(corners, -1, axis=0) - corners
        lengths = np.hypot(*sides.T)
        longest = int(np.argmax(lengths[:2]))
        if lengths[longest] < loom.fabric.block_m[1] * 1.15:
            continue
        line = _halving(corners, longest, float(lengths[longest]), loom)
        road_class = "residential" if lengths[longest] > 2.1 * loom.fabric.block_m[1] else "service"
        part = Loom(loom.fabric, polygon, 0.0, loom.junctions, loom.random)
        pieces = list(part.laid(line, 0.25 * loom.fabric.block_m[0]))
        yield from (Thread(each, road_class) for each in pieces)
        if pieces:
            frame = shapely.union_all([polygon.exterior, *pieces], grid_size=0.05)
            faces = shapely.polygonize(shapely.get_parts(frame)).geoms
            if len(faces) > 1:
                waiting += sorted(faces, key=lambda face: face.bounds)


def _halving(
    corners: np.ndarray, longest: int, length: float, loom: Loom
) -> LineString:
    """A line across the rectangle, near the middle of its longer side, slightly bent."""
    along = (corners[(longest + 1) % 4] - corners[longest]) / length
    across = corners[(longest + 3) % 4] - corners[longest]
    parts = max(2, round(length / sqrt(loom.fabric.block_m[0] * loom.fabric.block_m[1])))
    share = (ceil(parts / 2) / parts) + loom.random.uniform(-0.04, 0.04)
    start = corners[longest] + along * length * share
    bulge = loom.random.uniform(-1, 1) * min(22.0, 0.05 * float(np.hypot(*across)))
    steps = np.linspace(-0.02, 1.02, 9)[:, None]
    return LineString(start + steps * across + along * bulge * np.sin(pi * np.clip(steps, 0, 1)))


def _contours(loom: Loom) -> Iterator[Thread]:
    """Curved parallel streets with short connections between neighbours, never in one line."""
    near, far = loom.fabric.block_m
    west, south, east, north = loom.turned(loom.polygon).bounds
    count = max(1, round((north - south) / near))
    phase = (west + south) / 700.0

    def curve(level: float, x: float) -> float:
        return level + 38 * sin(x / 210 + phase) + 22 * sin(x / 97 + level / 260)

    levels = [south + (north - south) * i / count for i in range(1, count)]
    xs = np.arange(west - 60, east + 60, 30.0)
    for index, level in enumerate(levels):
        line = LineString([(x, curve(level, x)) for x in xs])
        road_class = "tertiary" if index % 4 == 1 and count > 5 else "residential"
        yield from (Thread(each, road_class) for each in loom.laid(line, 0.4 * near))
    for level, above in zip(levels, levels[1:], strict=False):
        for x in np.arange(west + loom.random.uniform(0.2, 0.8) * far, east, far):
            slant = loom.random.uniform(-25, 25)
            line = LineString([(x, curve(level, x)), (x + slant, curve(above, x + slant))])
            turned = affinity.rotate(line, loom.angle, origin=(0, 0), use_radians=True)
            if loom.polygon.contains(turned.buffer(8)):
                yield Thread(turned, "residential")


def _none(_loom: Loom) -> Iterator[Thread]:
    return iter(())


WEAVES_BY_NAME: Mapping[str, Callable[[Loom], Iterator[Thread]]] = {
    "grid": _grid,
    "strips": _strips,
    "yards": _yards,
    "courts": _courts,
    "contours": _contours,
    "none": _none,
}


def direction(polygon: Polygon, roads: BaseGeometry, bearing: float | None) -> float:
    """The angle in radians (from east, counterclockwise) of the long streets of a cell.

    From the bearing of its zone, else the common direction of the roads on its sides, the one of
    the two along which the cell is longer.
    """
    if bearing is not None:
        return (90.0 - bearing) * pi / 180
    points = shapely.get_coordinates(roads if roads.length > 50 else polygon.exterior)
    steps = np.diff(points, axis=0)
    lengths = np.hypot(*steps.T)
    lengths[lengths > 2000] = 0.0
    turns = np.arctan2(steps[:, 1], steps[:, 0]) * 4
    angle = float(np.arctan2((lengths * np.sin(turns)).sum(), (lengths * np.cos(turns)).sum())) / 4
    west, south, east, north = affinity.rotate(
        polygon, -angle, origin=(0, 0), use_radians=True
    ).bounds
    return angle if east - west >= north - south else angle + pi / 2


__all__ = ["Loom", "Thread", "cos", "direction", "weave"]
