"""How streets are laid in one cell: each weave gives the courses of streets between its sides."""

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from math import ceil, pi, sin, sqrt

import numpy as np
import shapely
from numpy.random import Generator
from numpy.typing import NDArray
from shapely.geometry import LineString, Polygon

from qala.sources.generated.layout.loom import Loom, Thread, turned

SMALLEST_PART = 0.03
"""A cut that parts less than this from a cell is not made."""
EMPTY_SLOPE = 0.35
"""Above this sine no street is laid along the slope: about two fifths of the way."""
NEIGHBOURHOOD_M = 850.0
"""Small parcels lie in neighbourhoods of about this size, each with a direction of its own."""


def weave(loom: Loom) -> list[Thread]:
    """The streets of one cell."""
    return list(WEAVES[loom.fabric.weave](loom))


def _grid(loom: Loom) -> Iterator[Thread]:
    side = sqrt(loom.fabric.block_m[0] * loom.fabric.block_m[1])
    yield from _straight(loom, side, side, "residential")


def _yards(loom: Loom) -> Iterator[Thread]:
    yield from _straight(loom, *loom.fabric.block_m, "residential")


def _strips(loom: Loom) -> Iterator[Thread]:
    """Neighbourhoods between wider streets; in each long parallel streets and few across."""
    near, far = loom.fabric.block_m
    streets, parts = _halved(loom, NEIGHBOURHOOD_M, bend=0.02)
    yield from (Thread(street, "tertiary") for street in streets)
    for part in parts:
        turn = pi / 2 if len(parts) > 1 and loom.random.random() < 0.3 else 0.0
        lean = loom.random.normal(0, 0.035) if len(parts) > 1 else 0.0
        shake = loom.random.uniform(0.9, 1.15)
        yield from _straight(
            loom.part(part, loom.angle + turn + lean), near * shake, far * shake, "residential"
        )


def _courts(loom: Loom) -> Iterator[Thread]:
    """Halves of halves: streets between groups of houses, then drives between courtyards."""
    near, far = loom.fabric.block_m
    streets, groups = _halved(loom, 1.9 * far, bend=0.05)
    yield from (Thread(street, "residential") for street in streets)
    for group in groups:
        drives, _ = _halved(loom.part(group, loom.angle), 1.15 * far, bend=0.07, depth=0.3 * near)
        yield from (Thread(drive, "service") for drive in drives)


def _contours(loom: Loom) -> Iterator[Thread]:
    """Curved parallel streets with short connections between neighbours, never in one line.

    Streets that are not through ones leave out parts of the slope, which stay empty.
    """
    near, far = loom.fabric.block_m
    west, south, east, north = loom.bounds
    count = max(1, round((north - south) / near))
    phases = loom.random.uniform(0, 2 * pi, 3)

    def curve(level: float, x: float) -> float:
        slow = 70 * sin(x / 250 + level / 900 + phases[0])
        quick = 26 * sin(x / 95 + level / 330 + phases[1]) + 9 * sin(x / 41 + phases[2])
        return level + slow + quick

    levels = [south + (north - south) * step / count for step in range(-1, count + 2)]
    xs = np.arange(west - 60, east + 60, 25.0)
    for index, level in enumerate(levels):
        main = index % 4 == 2 and count > 5
        bare = np.sin(xs / 280 + level / 160 + phases[1]) > (1.0 if main else EMPTY_SLOPE)
        reaches = np.split(xs, np.flatnonzero(np.diff(bare)) + 1)
        lines = [
            LineString([(x, curve(level, x)) for x in reach])
            for reach in reaches[int(bare[0]) :: 2]
            if len(reach) > 1
        ]
        road_class = "tertiary" if main else "residential"
        yield from (Thread(each, road_class) for each in loom.laid(lines, 0.4 * near))
    shapely.prepare(loom.polygon)
    for level, above in pairwise(levels):
        for x in np.arange(west + loom.random.uniform(0.2, 0.8) * far, east, far):
            slant = loom.random.uniform(-25, 25)
            line = LineString([(x, curve(level, x)), (x + slant, curve(above, x + slant))])
            across = turned(line, loom.angle)
            if loom.polygon.contains(across):
                yield Thread(across, "residential")


def _none(_loom: Loom) -> Iterator[Thread]:
    return iter(())


WEAVES: Mapping[str, Callable[[Loom], Iterator[Thread]]] = {
    "grid": _grid,
    "strips": _strips,
    "yards": _yards,
    "courts": _courts,
    "contours": _contours,
    "none": _none,
}


def _straight(loom: Loom, along: float, across: float, road_class: str) -> Iterator[Thread]:
    """A grid: long streets `along` metres apart and cross streets `across` metres apart."""
    west, south, east, north = loom.bounds
    rows = [
        LineString([(west - 1, y), (east + 1, y)])
        for y in _places(south, north, along, loom.random)
    ]
    columns = [
        LineString([(x, south - 1), (x, north + 1)])
        for x in _places(west, east, across, loom.random)
    ]
    yield from (Thread(each, road_class) for each in loom.laid(rows, 0.42 * along))
    yield from (Thread(each, road_class) for each in loom.laid(columns, 0.42 * across))


def _places(low: float, high: float, spacing: float, random: Generator) -> list[float]:
    """Places that part a span into equal pieces of about `spacing`, a little shaken."""
    count = max(1, round((high - low) / spacing))
    step = (high - low) / count
    return [low + step * (i + random.uniform(-0.05, 0.05)) for i in range(1, count)]


def _halved(
    loom: Loom, longest_m: float, *, bend: float, depth: float = 50.0
) -> tuple[list[LineString], list[Polygon]]:
    """The cell cut across its longer side again and again, until no part is longer.

    Gives the cuts and the parts. `bend` is the bow of a cut as a part of its length.
    """
    cuts: list[LineString] = []
    parts: list[Polygon] = []
    waiting = [loom.polygon]
    while waiting:
        polygon = waiting.pop()
        corners = shapely.get_coordinates(polygon.minimum_rotated_rectangle)[:4]
        length = float(max(np.hypot(*(np.roll(corners, -1, axis=0) - corners)[:2].T)))
        halves, new = [polygon], []
        if length > longest_m:
            line = _across(corners, longest_m, bend, loom.random)
            new = list(loom.part(polygon, 0.0).laid([line], depth))
            halves = _parted(polygon, new)
        if len(halves) > 1 and min(half.area for half in halves) > SMALLEST_PART * polygon.area:
            cuts += new
            waiting += sorted(halves, key=lambda half: half.bounds)
        else:
            parts.append(polygon)
    return cuts, parts


def _parted(polygon: Polygon, cuts: list[LineString]) -> list[Polygon]:
    """The parts of the polygon between the cuts; its holes stay holes."""
    frame = shapely.union_all([polygon.boundary, *cuts], grid_size=0.05)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(frame)))
    inside = shapely.contains(polygon, shapely.point_on_surface(faces))
    return list(faces[inside])


def _across(
    corners: NDArray[np.float64], longest_m: float, bend: float, random: Generator
) -> LineString:
    """A line across the rectangle, near the middle of its longer side, slightly bowed."""
    sides = np.hypot(*(np.roll(corners, -1, axis=0) - corners)[:2].T)
    first = int(np.argmax(sides))
    along = (corners[(first + 1) % 4] - corners[first]) / sides[first]
    across = corners[(first + 3) % 4] - corners[first]
    parts = max(2, ceil(float(sides[first]) / longest_m))
    share = (parts // 2) / parts + random.uniform(-0.04, 0.04)
    start = corners[first] + along * sides[first] * share
    bow = random.uniform(-1, 1) * bend * float(np.hypot(*across))
    steps = np.linspace(-0.02, 1.02, 9)[:, None]
    return LineString(start + steps * across + along * bow * np.sin(pi * np.clip(steps, 0, 1)))
