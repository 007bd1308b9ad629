"""Shapes as a release wants them: valid, of the declared type, flat, rings turned as RFC 7946 says.

Repairs follow GEOS's `make_valid` with the structure method: overlapping parts of one feature are
united, and only parts of the declared type are kept.
"""

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import MultiLineString, MultiPoint, MultiPolygon
from shapely.geometry.base import BaseGeometry

from qala.core.dataset import GeometryType
from qala.core.geometry import BBox
from qala.sources.conform.ledger import Ledger, Mask

FAR_DEGREES = 0.1
"""Beyond the city's bounds by more than this (some 10 km), a feature is worth a note."""

REPAIR_PASSES = 3

_POINT, _LINE, _POLYGON = (0, 4), (1, 5), (3, 6)
_COLLECTION = 7
ALLOWED = {
    GeometryType.POINT: _POINT,
    GeometryType.LINE: _LINE,
    GeometryType.POLYGON: _POLYGON,
    GeometryType.MIXED: _POINT + _LINE + _POLYGON,
}
_MULTI: dict[int, Callable[..., BaseGeometry]] = {
    0: MultiPoint,
    1: MultiLineString,
    3: MultiPolygon,
}

Shapes = NDArray[np.object_]


def settle(
    shapes: Shapes, kind: GeometryType, bounds: BBox, ledger: Ledger, *, mapped: bool
) -> tuple[Shapes, Mask]:
    """The shapes made fit for a release, and which records may stay in it."""
    shapes = shapes.copy()
    empty = shapely.is_empty(shapes) & ~shapely.is_missing(shapes)
    shapes[empty] = None
    ledger.note("geometry_empty", empty)
    astray = _outside_world(shapes)
    ledger.skip("coordinates_outside_world", astray)
    shapes[astray] = None
    raised = shapely.has_z(shapes)
    shapes[raised] = shapely.force_2d(shapes[raised])
    shapes = _without_collections(shapes, kind, ledger)
    foreign = _present(shapes) & ~np.isin(shapely.get_type_id(shapes), ALLOWED[kind])
    ledger.skip("geometry_type", foreign)
    shapes[foreign] = None
    shapes = _repaired(shapes, ledger)
    areal = np.isin(shapely.get_type_id(shapes), _POLYGON)
    shapes[areal] = shapely.orient_polygons(shapes[areal], exterior_cw=False)
    ledger.note("outside_city", _far_away(shapes, bounds))
    kept = ~(astray | foreign)
    if mapped:
        ledger.note("geometry_missing", shapely.is_missing(shapes) & kept)
    return shapes, kept


def _present(shapes: Shapes) -> Mask:
    return ~np.asarray(shapely.is_missing(shapes))


def _outside_world(shapes: Shapes) -> Mask:
    coordinates, owner = shapely.get_coordinates(shapes, return_index=True)
    with np.errstate(invalid="ignore"):
        inside = (np.abs(coordinates[:, 0]) <= 180) & (np.abs(coordinates[:, 1]) <= 90)
    astray = np.zeros(len(shapes), dtype=bool)
    astray[owner[~inside]] = True
    return astray


def _without_collections(shapes: Shapes, kind: GeometryType, ledger: Ledger) -> Shapes:
    """Collections reduced to their parts of the declared type, where they have such parts."""
    found = shapely.get_type_id(shapes) == _COLLECTION
    if kind is GeometryType.MIXED or not found.any():
        return shapes
    base = ALLOWED[kind][0]
    reduced = np.zeros(len(shapes), dtype=bool)
    for row in np.flatnonzero(found):
        parts = only_parts(shapes[row], base)
        if parts is not None:
            shapes[row], reduced[row] = parts, True
    ledger.mend("geometry_collection", reduced)
    return shapes


def _repaired(shapes: Shapes, ledger: Ledger) -> Shapes:
    broken = _present(shapes) & ~shapely.is_valid(shapes)
    rows = np.flatnonzero(broken)
    if not len(rows):
        return shapes
    reasons = np.array([reason_code(each) for each in shapely.is_valid_reason(shapes[rows])])
    bases = np.array([_base(each) for each in shapely.get_type_id(shapes[rows]).tolist()])
    for row, base in zip(rows.tolist(), bases.tolist(), strict=True):
        shapes[row] = mended(shapes[row], base)
    collapsed = broken & shapely.is_missing(shapes)
    ledger.note("geometry_collapsed", collapsed)
    for reason in sorted(set(reasons.tolist())):
        of_reason = np.zeros(len(shapes), dtype=bool)
        of_reason[rows[reasons == reason]] = True
        ledger.mend(reason, of_reason & ~collapsed)
    return shapes


def _base(type_id: int) -> int:
    return next(single for single, multi in (_POINT, _LINE, _POLYGON) if type_id in (single, multi))


def mended(shape: BaseGeometry, base: int) -> BaseGeometry | None:
    """A valid shape of the same type, or None if nothing of that type is left.

    Rounding inside GEOS can leave a repaired shape not quite valid; another pass settles it.
    """
    for _ in range(REPAIR_PASSES):
        whole = shapely.make_valid(shape, method="structure", keep_collapsed=False)
        left = only_parts(whole, base)
        if left is None or left.is_valid:
            return left
        shape = left
    return None


def only_parts(shape: BaseGeometry, base: int) -> BaseGeometry | None:
    """The parts of `shape` of single type `base` (0 point, 1 line, 3 polygon), or None."""
    parts: NDArray[Any] = shapely.get_parts(shape)
    while (shapely.get_type_id(parts) > 3).any():
        parts = shapely.get_parts(parts)
    parts = parts[(shapely.get_type_id(parts) == base) & ~shapely.is_empty(parts)]
    if not len(parts):
        return None
    first: BaseGeometry = parts[0]
    return first if len(parts) == 1 else _MULTI[base](list(parts))


def reason_code(reason: str) -> str:
    """`Ring Self-intersection[76.9 43.2]` as `geometry_ring_self_intersection`."""
    words = re.sub(r"\[.*", "", reason)
    return "geometry_" + re.sub(r"[^a-z]+", "_", words.lower()).strip("_")


def _far_away(shapes: Shapes, bounds: BBox) -> Mask:
    near = bounds.expanded(FAR_DEGREES)
    west, south, east, north = shapely.bounds(shapes).T
    with np.errstate(invalid="ignore"):
        aside, above = (east < near.west) | (west > near.east), south > near.north
        far: Mask = aside | above | (north < near.south)
    return far
