"""Polygons from closed ways and from the rings of relations.

Whether a ring is a shell or a hole follows from what lies in what (even-odd), not from the roles
of the members, as the wiki's page Relation:multipolygon/Algorithm advises: roles are often wrong.
"""

from collections.abc import Sequence
from functools import reduce

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import LinearRing, MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from qala.sources.osm.rings import Ring

Area = Polygon | MultiPolygon

MIN_RING_POINTS = 4
SELF_INTERSECTION = "geometry_self_intersection"
RING_TOO_SHORT = "ring_too_short"
NO_AREA = "geometry_no_area"
RINGS_MEET = "rings_touch_or_cross"


def polygons_of_lines(
    lines: NDArray[np.object_],
) -> tuple[NDArray[np.object_], dict[int, str], dict[int, str]]:
    """Polygons of closed lines (n in, n out, None where there is none).

    Besides: position -> reason for those without a polygon, and for those that were mended.
    """
    made = np.full(len(lines), None, dtype=object)
    enough = shapely.get_num_points(lines) >= MIN_RING_POINTS
    skipped = dict.fromkeys(np.flatnonzero(~enough).tolist(), RING_TOO_SHORT)
    mended: dict[int, str] = {}
    where = np.flatnonzero(enough)
    if len(where):
        points, ring_of = shapely.get_coordinates(lines[where], return_index=True)
        made[where] = shapely.polygons(shapely.linearrings(points, indices=ring_of))
    for each in where[~shapely.is_valid(made[where])].tolist():
        made[each] = polygonal(shapely.make_valid(made[each], method="structure"))
        if made[each] is None:
            skipped[each] = NO_AREA
        else:
            mended[each] = SELF_INTERSECTION
    return made, skipped, mended


def polygon_of_rings(rings: Sequence[Ring]) -> tuple[Area | None, list[str]]:
    """The polygon or multipolygon bounded by the rings, and what was mended or wrong with it."""
    problems: list[str] = []
    lines = np.array([shapely.LineString(ring) for ring in rings if len(ring) > 1], dtype=object)
    polygons, skipped, mended = polygons_of_lines(lines)
    problems.extend(dict.fromkeys([*skipped.values(), *mended.values()]))
    simple = polygons[~shapely.is_missing(polygons)]
    if not len(simple):
        return None, problems
    area = _nested(simple) if not mended else None
    if area is None or not area.is_valid:
        area = polygonal(reduce(shapely.symmetric_difference, simple))
        if not mended:
            problems.append(RINGS_MEET)
    return area, problems


def polygonal(geometry: BaseGeometry) -> Area | None:
    """The polygons in `geometry`, without lines and points; None when there are none."""
    parts = [
        part
        for part in shapely.get_parts(shapely.get_parts(geometry))
        if isinstance(part, Polygon) and not part.is_empty
    ]
    return _one_or_many(parts) if parts else None


def _nested(simple: NDArray[np.object_]) -> Area:
    """Shells with their holes. `simple` are polygons without holes that do not cross.

    A ring inside an even number of others is a shell, the next one in is its hole.
    """
    if len(simple) == 1:
        only: Polygon = simple[0]
        return only
    areas = shapely.area(simple)
    inside, around = shapely.STRtree(simple).query(
        shapely.point_on_surface(simple), predicate="within"
    )
    larger = areas[around] > areas[inside]
    inside, around = inside[larger], around[larger]
    depth = np.bincount(inside, minlength=len(simple))
    holes: dict[int, list[LinearRing]] = {
        shell: [] for shell in np.flatnonzero(depth % 2 == 0).tolist()
    }
    for ring, parent in zip(inside.tolist(), around.tolist(), strict=True):
        if depth[ring] % 2 and depth[parent] == depth[ring] - 1:
            holes[parent].append(simple[ring].exterior)
    return _one_or_many([Polygon(simple[at].exterior, in_) for at, in_ in holes.items()])


def _one_or_many(parts: list[Polygon]) -> Area:
    return parts[0] if len(parts) == 1 else MultiPolygon(parts)
