"""Shapes in pixels as SVG paths, compact: whole tenths of a pixel, relative steps."""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from qala.atlas.drawn.frame import Frame

STEPS_PER_PIXEL = 10
TOLERANCE_PX = 0.3
DOT_BELOW_PX = 2.5
"""Areas narrower and lower than this are drawn as a dot, which can be seen."""
MARGIN_PX = 40.0
POLYGON_TYPE, LINE_TYPES, POINT_TYPE = 3, (1, 2), 0

Geometries = NDArray[np.object_]
Indices = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Parts:
    """Single-part shapes of one kind, in pixels; `of` names the feature each belongs to."""

    shapes: Geometries
    of: Indices

    def __len__(self) -> int:
        return len(self.shapes)

    def where(self, chosen: NDArray[np.bool_]) -> "Parts":
        """Those that are chosen."""
        return Parts(self.shapes[chosen], self.of[chosen])


@dataclass(frozen=True, slots=True)
class Flat:
    """A dataset's shapes in pixels, cut at the frame: areas, lines, and points at their place."""

    areas: Parts
    lines: Parts
    points: Parts


def flatten(geometry: Geometries, frame: Frame) -> Flat:
    """Shapes in EPSG:4326 as single parts in pixels, simplified to what can be seen."""
    flat = shapely.transform(geometry, frame.pixels)
    parts, of = shapely.get_parts(flat, return_index=True)
    while (shapely.get_type_id(parts) > POLYGON_TYPE).any():  # collections hold multi-part shapes
        parts, inner = shapely.get_parts(parts, return_index=True)
        of = of[inner]
    whole = Parts(parts, of)
    kinds = shapely.get_type_id(whole.shapes)
    polygons, dots = _tiny_apart(whole.where(kinds == POLYGON_TYPE))
    points = _joined(whole.where(kinds == POINT_TYPE), dots)
    return Flat(
        areas=_cut(polygons, frame, POLYGON_TYPE),
        lines=_cut(whole.where(np.isin(kinds, LINE_TYPES)), frame, 1),
        points=points.where(_inside(points, frame)),
    )


def _tiny_apart(areas: Parts) -> tuple[Parts, Parts]:
    """The areas that can be seen as such, and the middle of each that is too small."""
    boxes = shapely.bounds(areas.shapes)
    sides = np.maximum(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1])
    tiny = sides < DOT_BELOW_PX
    small = areas.where(tiny)
    return areas.where(~tiny), Parts(shapely.centroid(small.shapes), small.of)


def _joined(one: Parts, other: Parts) -> Parts:
    return Parts(np.concatenate((one.shapes, other.shapes)), np.concatenate((one.of, other.of)))


def _inside(points: Parts, frame: Frame) -> NDArray[np.bool_]:
    x, y = shapely.get_x(points.shapes), shapely.get_y(points.shapes)
    across = (x > -MARGIN_PX) & (x < frame.width + MARGIN_PX)
    return np.asarray(across & (y > -MARGIN_PX) & (y < frame.height + MARGIN_PX))


def _cut(parts: Parts, frame: Frame, kind: int) -> Parts:
    """Cut at the frame, a little outside it, so that no outline shows at its edge."""
    if not len(parts):
        return parts
    simple = shapely.simplify(parts.shapes, TOLERANCE_PX, preserve_topology=False)
    cut = shapely.clip_by_rect(
        simple, -MARGIN_PX, -MARGIN_PX, frame.width + MARGIN_PX, frame.height + MARGIN_PX
    )
    pieces, inner = shapely.get_parts(cut, return_index=True)
    kept = (shapely.get_type_id(pieces) == kind) & ~shapely.is_empty(pieces)
    return Parts(pieces[kept], parts.of[inner[kept]])


def area_path(shapes: Geometries) -> str:
    """Polygons as one path for the rule `nonzero`: holes run the other way round."""
    rings = shapely.get_rings(shapely.orient_polygons(shapes))
    return _path(rings, close="z")


def line_path(shapes: Geometries) -> str:
    """Lines as one path."""
    return _path(shapes, close="")


def _path(shapes: Geometries, *, close: str) -> str:
    points, of = shapely.get_coordinates(shapes, return_index=True)
    if not len(points):
        return ""
    places = np.rint(points * STEPS_PER_PIXEL).astype(np.int64)
    begins = np.diff(of, prepend=-1) != 0
    steps = np.diff(places, axis=0, prepend=0)
    kept = begins | steps.any(axis=1)
    begins, places, steps = begins[kept], places[kept], steps[kept]
    shown = np.where(begins[:, None], places, steps).tolist()
    start = f"{close}M"  # a step of nothing follows, so that a single point is a path too
    pieces = [
        f"{start}{x} {y}l0 0 " if begin else f"{x} {y} "
        for (x, y), begin in zip(shown, begins.tolist(), strict=True)
    ]
    return ("".join(pieces) + close).removeprefix(close)
