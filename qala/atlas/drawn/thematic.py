"""A dataset as a layer of its own: from the style it declares to SVG, as the browser draws it."""

import numpy as np
import shapely

from qala.atlas.drawn.classes import Classes
from qala.atlas.drawn.frame import by_zoom
from qala.atlas.drawn.ink import area, dots, stroke
from qala.atlas.drawn.loading import Loaded
from qala.atlas.drawn.palette import INK
from qala.core.dataset import GeometryType

MOST_COVERING = 0.75
"""Areas never cover the map below them altogether."""
SMALL_AREA_RADII = (0.6, 2.0)
FEW_SMALL_AREAS = 300
"""So many dots for small areas are as large as they may be; more of them are smaller."""
MOST_INKED = 0.1
"""Lines without classes that would cover more of the map are drawn thinner and fainter."""
THINNEST_PX, FAINTEST = 0.3, 0.2


def areas(loaded: Loaded, classes: Classes, zoom: float) -> list[str]:
    """Its areas with their outlines, a class at a time."""
    style, parts = loaded.dataset.style, loaded.flat.areas
    of = classes.of(loaded.columns, loaded.read)[parts.of]
    width = by_zoom(zoom, (9, style.width * 0.4), (14, style.width * 0.8), (18, style.width * 1.6))
    edge = by_zoom(zoom, (10, 0.25), (13, 0.9))
    drawn: list[str] = []
    for number in np.unique(of).tolist()[::-1]:
        shapes, colour = parts.shapes[of == number], classes.colours[number]
        filled = min(style.opacity, MOST_COVERING)
        drawn += area(shapes, colour, filled=filled, width=width, edged=edge)
    return drawn


def lines(loaded: Loaded, classes: Classes, zoom: float, *, map_px2: float) -> list[str]:
    """Its lines, the first class of the legend over the last, on a map of so many pixels."""
    style, parts = loaded.dataset.style, loaded.flat.lines
    if not len(parts):
        return []
    of = classes.of(loaded.columns, loaded.read)[parts.of]
    width = by_zoom(zoom, (9, style.width * 0.5), (13, style.width), (18, style.width * 3))
    inked = float(shapely.length(parts.shapes).sum()) * width / map_px2
    thinner = 1.0 if classes.field else min(MOST_INKED / max(inked, 1e-9), 1.0)
    width = max(width * thinner, min(width, THINNEST_PX))
    opacity = style.opacity * max(min(1.5 * thinner, 1.0), FAINTEST)
    order = np.unique(of).tolist()
    if classes.breaks:  # much over little, what is not known below both
        order = [order[-1], *order[:-1]] if order[-1] == len(classes.colours) - 1 else order
    else:
        order = order[::-1]
    drawn: list[str] = []
    for number in order:
        shapes = parts.shapes[of == number]
        drawn += stroke(shapes, classes.colours[number], width, opacity=opacity)
    return drawn


def points(loaded: Loaded, classes: Classes, zoom: float) -> list[str]:
    """Its points, and dots for areas too small to be seen."""
    style, parts = loaded.dataset.style, loaded.flat.points
    if not len(parts):
        return []
    of = classes.of(loaded.columns, loaded.read)[parts.of]
    colours = [classes.colours[number] for number in of.tolist()]
    if loaded.dataset.geometry is GeometryType.POLYGON:
        return dots(parts.shapes, colours, _radius_of_small(len(parts)))
    radius = by_zoom(
        zoom, (9, style.radius * 0.45), (13, style.radius * 0.9), (18, style.radius * 2)
    )
    edge = by_zoom(zoom, (9, 0.4), (13, 1.1), (18, 2))
    return dots(
        parts.shapes, colours, radius, edge=INK["edge"], edge_width=edge, opacity=style.opacity
    )


def _radius_of_small(count: int) -> float:
    """The radius of dots that stand for areas too small to be seen."""
    least, most = SMALL_AREA_RADII
    return float(np.clip(most * np.sqrt(FEW_SMALL_AREAS / max(count, 1)), least, most))
