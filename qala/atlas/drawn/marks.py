"""What the map is about: the selected shape drawn strongly, and a pin on it."""

import numpy as np
import shapely

from qala.atlas.drawn.frame import Frame, by_zoom
from qala.atlas.drawn.ink import dots, fill, outline, stroke
from qala.atlas.drawn.palette import INK
from qala.atlas.drawn.paths import flatten
from qala.atlas.drawn.placing import Box

PIN_PATH = "M0 0C-3-7-11-11-11-20a11 11 0 1 1 22 0C11-11 3-7 0 0z"
PIN_HALF_WIDTH, PIN_HEIGHT = 13.0, 34.0


def outlined(shape: shapely.Geometry, frame: Frame) -> list[str]:
    """The selected shape, drawn strongly."""
    flat = flatten(np.array([shape], dtype=object), frame)
    edge = by_zoom(frame.zoom, (9, 4), (15, 7), (18, 11))
    line = by_zoom(frame.zoom, (9, 2), (15, 3.5), (18, 6))
    ink, around = INK["highlight"], INK["edge"]
    return [
        *fill(flat.areas.shapes, ink, opacity=0.16),
        *outline(flat.areas.shapes, around, edge, opacity=0.8),
        *outline(flat.areas.shapes, ink, line),
        *stroke(flat.lines.shapes, around, edge, opacity=0.8),
        *stroke(flat.lines.shapes, ink, line),
        *dots(flat.points.shapes, [ink] * len(flat.points), 13.0, opacity=0.25),
    ]


def pin(shape: shapely.Geometry, frame: Frame) -> list[str]:
    """A pin whose tip is on the shape."""
    x, y = _tip(shape, frame)
    ink, edge = INK["highlight"], INK["edge"]
    return [
        f'<g transform="translate({x:.1f} {y:.1f})">',
        f'<path d="{PIN_PATH}" fill="{ink}" stroke="{edge}" stroke-width="2"/>',
        f'<circle cx="0" cy="-20" r="4" fill="{edge}"/></g>',
    ]


def pin_box(shape: shapely.Geometry, frame: Frame) -> Box:
    """The place that the pin takes."""
    x, y = _tip(shape, frame)
    return x - PIN_HALF_WIDTH, y - PIN_HEIGHT, x + PIN_HALF_WIDTH, y + 4


def _tip(shape: shapely.Geometry, frame: Frame) -> tuple[float, float]:
    point = shapely.point_on_surface(shape)
    x, y = frame.pixels(shapely.get_coordinates(point))[0].tolist()
    return x, y
