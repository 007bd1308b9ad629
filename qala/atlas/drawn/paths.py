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
BEGIN_SIGN, STEP_SIGN = 999_999_991, 999_999_992
"""Stand for the letters of a path among its numbers, which are never so large."""
FEW_CORNERS = 12
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
    whole = _single(flat, np.arange(len(flat)))
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
    shapes = parts.shapes.copy()
    rich = shapely.get_num_coordinates(shapes) > FEW_CORNERS
    shapes[rich] = shapely.simplify(shapes[rich], TOLERANCE_PX, preserve_topology=False)
    left, top, right, bottom = shapely.bounds(shapes).T
    window = (-MARGIN_PX, -MARGIN_PX, frame.width + MARGIN_PX, frame.height + MARGIN_PX)
    crossing = (left < window[0]) | (top < window[1]) | (right > window[2]) | (bottom > window[3])
    shapes[crossing] = shapely.clip_by_rect(shapes[crossing], *window)
    pieces = _single(shapes, parts.of)
    return pieces.where(shapely.get_type_id(pieces.shapes) == kind)


def _single(shapes: Geometries, of: Indices) -> Parts:
    """Shapes taken apart until each is of a single part, without empty ones."""
    while (shapely.get_type_id(shapes) > POLYGON_TYPE).any():  # collections hold multi-part shapes
        shapes, inner = shapely.get_parts(shapes, return_index=True)
        of = of[inner]
    there = ~shapely.is_empty(shapes)
    return Parts(shapes[there], of[there])


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
    shown = np.where(begins[kept, None], places[kept], steps[kept])
    starts = 2 * np.flatnonzero(begins[kept])
    signs = np.repeat([STEP_SIGN, BEGIN_SIGN], len(starts))
    signed = np.insert(shown.ravel(), np.concatenate((starts + 2, starts)), signs)
    numbers = str(signed.tolist())[1:-1].replace(", ", " ")  # ten times as fast as joining texts
    path = numbers.replace(f"{BEGIN_SIGN} ", "M").replace(" M", f"{close}M")
    return path.replace(f" {STEP_SIGN}", "l0 0") + close
