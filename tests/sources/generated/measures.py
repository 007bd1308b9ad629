"""What is measured on a plan, by means of its own."""

from collections import defaultdict

import numpy as np
import shapely

from qala.sources.generated.plan import Plan


def parts(plan: Plan) -> list[set[int]]:
    """Streets that hang together, by a walk over ends that coincide within 20 cm."""
    at = defaultdict(set)
    for index, street in enumerate(plan.streets):
        for place in _ends(street.line):
            at[place].add(index)
    unseen, found = set(range(len(plan.streets))), []
    while unseen:
        waiting, part = [unseen.pop()], set()
        while waiting:
            index = waiting.pop()
            part.add(index)
            for place in _ends(plan.streets[index].line):
                fresh = at[place] & unseen
                unseen -= fresh
                waiting += fresh
        found.append(part)
    return found


def _ends(line):
    coordinates = shapely.get_coordinates(line)
    return [tuple(np.rint(coordinates[end] * 5).astype(int)) for end in (0, -1)]


def sides(plan: Plan, fabric: str) -> np.ndarray:
    """Shorter and longer side of the rectangle around each block of the fabric, widths added.

    The polygons are without streets; 12 m stand for half a street on both sides.
    """
    blocks = [block.polygon for block in plan.blocks if block.fabric.id == fabric]
    corners = [shapely.get_coordinates(each.minimum_rotated_rectangle) for each in blocks]
    lengths = [np.hypot(*np.diff(each[:3], axis=0).T) for each in corners]
    return np.sort(np.array(lengths), axis=1) + 12.0


def paved(plan: Plan) -> shapely.Geometry:
    """The ground of all streets."""
    lines = np.array([street.line for street in plan.streets], dtype=object)
    widths = np.array([street.width_m for street in plan.streets])
    return shapely.union_all(shapely.buffer(lines, widths / 2 - 0.3, cap_style="flat"))
