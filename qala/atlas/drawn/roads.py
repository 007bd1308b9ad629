"""Roads in three quiet weights, ways within blocks, paths, railways and the metro's lines."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qala.atlas.drawn.frame import by_zoom
from qala.atlas.drawn.ink import stroke
from qala.atlas.drawn.loading import Loaded, chosen
from qala.atlas.drawn.palette import INK

MAJOR = ("motorway", "trunk", "primary")
MIDDLE = ("secondary", "tertiary")
SERVICE = ("service", "living_street", "busway", "raceway")
PATHS = (
    *("footway", "path", "pedestrian", "steps", "cycleway", "track", "bridleway"),
    "construction",
)
METRO = ("subway", "light_rail")
PATHS_FROM = 14.5
RAIL_GAPS_FROM = 12.0
WIDTH_ZOOMS = (8, 10, 12, 14, 16, 18, 20)


@dataclass(frozen=True, slots=True)
class Weight:
    """A weight of roads: its classes (none: all others), from which zoom it and its edge show.

    `widths`: pixels at each of WIDTH_ZOOMS.
    """

    classes: tuple[str, ...]
    from_zoom: float
    edge_from: float
    widths: tuple[float, ...]
    colour: str
    edge: str

    def width(self, zoom: float) -> float:
        return by_zoom(zoom, *zip(WIDTH_ZOOMS, self.widths, strict=True))


WEIGHTS = (
    Weight(SERVICE, 14, 15.5, (0, 0, 0.3, 1, 3.6, 11, 36), INK["road"], INK["roadEdge"]),
    Weight((), 12, 13.5, (0, 0.2, 0.6, 2.4, 7.5, 20, 64), INK["road"], INK["roadEdge"]),
    Weight(MIDDLE, 10, 11.5, (0.4, 0.9, 1.9, 5, 12, 30, 96), INK["road"], INK["roadEdge"]),
    Weight(MAJOR, 6, 6, (1.2, 1.9, 3.4, 7.4, 16, 40, 128), INK["roadMajor"], INK["roadMajorEdge"]),
)
"""From the quietest to the strongest: a stronger one lies on a quieter one."""


def of_class(loaded: Loaded, classes: tuple[str, ...]) -> NDArray[np.bool_]:
    """The roads of these classes; without any, those of no class named here."""
    if classes:
        return loaded.is_one_of("class", classes)
    return ~loaded.is_one_of("class", (*MAJOR, *MIDDLE, *SERVICE, *PATHS))


def roads(loaded: Loaded, zoom: float) -> list[str]:
    """All edges lie below all fills, so that crossings are open whatever meets."""
    lines = loaded.flat.lines
    drawn: list[str] = []
    if zoom >= PATHS_FROM:
        thin = by_zoom(zoom, (14.5, 0.6), (18, 2.2))
        dash = f"{2.5 * thin:.3g} {2 * thin:.3g}"
        paths = chosen(lines, of_class(loaded, PATHS))
        drawn += stroke(paths, INK["path"], thin, dash=dash, cap="butt")
    seen = [
        (weight, chosen(lines, of_class(loaded, weight.classes)), weight.width(zoom))
        for weight in WEIGHTS
        if zoom >= weight.from_zoom
    ]
    for weight, shapes, width in seen:
        if zoom >= weight.edge_from:
            opacity = by_zoom(zoom, (weight.edge_from, 0.35), (weight.edge_from + 1, 1))
            wider = width + 1 + min(width, 20) * 0.05
            drawn += stroke(shapes, weight.edge, wider, opacity=opacity)
    for weight, shapes, width in seen:
        drawn += stroke(shapes, weight.colour, width)
    return drawn


def shown_classes(zoom: float, declared: Sequence[str]) -> tuple[str, ...]:
    """Of the declared classes of roads those that are seen at a zoom."""
    shown = {each for weight in WEIGHTS if zoom >= weight.from_zoom for each in weight.classes}
    if zoom >= PATHS_FROM:
        shown.update(PATHS)
    if zoom >= WEIGHTS[1].from_zoom:
        shown.update(set(declared) - {*MAJOR, *MIDDLE, *SERVICE, *PATHS})
    return tuple(each for each in declared if each in shown)


def railways(loaded: Loaded, zoom: float) -> list[str]:
    """A thin grey line with light gaps; the metro's in its colour."""
    lines = loaded.flat.lines
    metro = loaded.is_one_of("kind", METRO)
    width = by_zoom(zoom, (8, 0.8), (12, 1.5), (15, 2.6), (18, 5))
    drawn = stroke(chosen(lines, ~metro), INK["rail"], width, cap="butt")
    if zoom >= RAIL_GAPS_FROM:
        inner = width / 2
        dash = f"{7 * inner:.3g} {7 * inner:.3g}"
        drawn += stroke(chosen(lines, ~metro), INK["city"], inner, dash=dash, cap="butt")
    width = by_zoom(zoom, (9, 1.2), (14, 2.8), (18, 5))
    opacity = by_zoom(zoom, (10, 0.5), (14, 0.4), (17, 0.25))
    return drawn + stroke(chosen(lines, metro), INK["metro"], width, opacity=opacity)
