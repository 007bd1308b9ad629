"""A small plan to fill: blocks of every kind of fabric between streets that bend, and a river."""

import numpy as np
import shapely
from shapely.geometry import LineString, Polygon

from qala.sources.folder.table import Reading
from qala.sources.generated.fabrics import read_fabrics
from qala.sources.generated.plan import Block, Fabric, Plan, Street
from tests.conftest import PROJECT

BASE = PROJECT / "cities" / "_base"
FABRICS = read_fabrics(Reading(folder=BASE, base=BASE))
BUILT = tuple(name for name, each in FABRICS.items() if each.weave != "none")
PROJECTION = 32643
CORNER = (655_000.0, 4_790_000.0)
WIDTHS = {"primary": 24.0, "tertiary": 16.0, "residential": 12.0}


def small_plan(fabrics: tuple[str, ...] = BUILT, side: int = 3) -> Plan:
    """Beside each other a neighbourhood of each fabric: `side` x `side` blocks with a river."""
    streets: list[Street] = []
    blocks: list[Block] = []
    south = 0.0
    for name in fabrics:
        fabric = FABRICS[name]
        wide, deep = fabric.block_m[1] * 0.95, fabric.block_m[0] * 1.05
        first = len(streets)
        streets += _streets(name, side, wide, deep, south)
        blocks += _blocks(fabric, streets, first, len(blocks))
        south += side * deep + 200 + 0.08 * side * wide
    return Plan(tuple(streets), tuple(blocks))


def one_block(polygon: Polygon, fabric: str) -> Plan:
    """A single block with a street along each straight side of its outline's bounding box."""
    west, south, east, north = polygon.bounds
    lines = (
        [(west - 9, south - 9), (east + 9, south - 9)],
        [(east + 9, south - 9), (east + 9, north + 9)],
    )
    streets = tuple(
        Street(f"s{number}", "residential", LineString(line), 12.0, {"": f"street {number}"})
        for number, line in enumerate(lines)
    )
    return Plan(streets, (Block("b0", polygon, FABRICS[fabric], "d1", (0, 1)),))


def _bent(x: float, y: float) -> tuple[float, float]:
    bend = 10 * np.sin(x / 200), 6 * np.sin(y / 150)
    return CORNER[0] + x + 0.1 * y + bend[1], CORNER[1] + y - 0.08 * x + bend[0]


def _streets(name: str, side: int, wide: float, deep: float, south: float) -> list[Street]:
    """Pieces between crossings, as the layout gives them."""
    found = []
    for number in range(side + 1):
        classes = ("primary" if number == 0 else "residential", "tertiary")
        for step in range(side):
            along = np.linspace(step * wide, (step + 1) * wide, 5)
            across = np.linspace(step * deep, (step + 1) * deep, 5) + south
            lines = (
                [_bent(x, number * deep + south) for x in along],
                [_bent(number * wide, y) for y in across],
            )
            for letter, line, road_class in zip("hv", lines, classes, strict=True):
                names = {"": f"{name} {letter}{number}", "kk": f"{letter}{number} көшесі"}
                street_id = f"{name}-{letter}{number}-{step}"
                line_ = LineString(line if step % 2 else line[::-1])
                found.append(Street(street_id, road_class, line_, WIDTHS[road_class], names))
    return found


def _blocks(fabric: Fabric, streets: list[Street], first: int, before: int) -> list[Block]:
    mine = range(first, len(streets))
    roads = shapely.union_all(
        [shapely.buffer(streets[each].line, streets[each].width_m / 2) for each in mine]
    )
    frame = shapely.union_all([streets[each].line for each in mine])
    faces = shapely.union_all(shapely.get_parts(shapely.polygonize([frame])))
    west, south, east, north = faces.bounds
    river = LineString([(west + 0.6 * (east - west), south), (west + 0.7 * (east - west), north)])
    found = []
    for part in shapely.get_parts(faces.difference(roads).difference(river.buffer(15))):
        near = tuple(
            each for each in mine if streets[each].line.distance(part) < streets[each].width_m
        )
        number = before + len(found)
        district = "d1" if number % 2 else "d2"
        found.append(Block(f"b{number:03d}", part, fabric, district, near))
    return found
