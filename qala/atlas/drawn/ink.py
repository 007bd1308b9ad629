"""SVG elements: fills, strokes and dots. Lengths are in pixels, coordinates in tenths of them."""

from collections.abc import Sequence

import numpy as np
import shapely

from qala.atlas.drawn.paths import STEPS_PER_PIXEL, Geometries, area_path, line_path


def fill(shapes: Geometries, colour: str, *, opacity: float = 1.0) -> list[str]:
    """Areas of one colour; where they overlap, they are as strong as one."""
    path = area_path(shapes)
    return [f'<path fill="{colour}"{_faint("fill", opacity)} d="{path}"/>'] if path else []


def area(
    shapes: Geometries, colour: str, *, filled: float, width: float, edged: float
) -> list[str]:
    """Areas of one colour with their outlines: opacities of both, width of the outline."""
    path = area_path(shapes)
    if not path or width <= 0:
        return fill(shapes, colour, opacity=filled)
    drawn = (
        f'<path fill="{colour}"{_faint("fill", filled)} stroke="{colour}"'
        f' stroke-width="{width * STEPS_PER_PIXEL:.3g}" stroke-linejoin="round"'
        f'{_faint("stroke", edged)} d="{path}"/>'
    )
    return [drawn]


def outline(
    shapes: Geometries, colour: str, width: float, *, opacity: float = 1.0, dash: str = ""
) -> list[str]:
    """The outlines of areas."""
    return _stroked(area_path(shapes), colour, width, opacity=opacity, dash=dash, cap="butt")


def stroke(
    shapes: Geometries,
    colour: str,
    width: float,
    *,
    opacity: float = 1.0,
    dash: str = "",
    cap: str = "round",
) -> list[str]:
    """Lines of one colour. `dash`: lengths in pixels, separated by spaces."""
    return _stroked(line_path(shapes), colour, width, opacity=opacity, dash=dash, cap=cap)


def _stroked(
    path: str, colour: str, width: float, *, opacity: float, dash: str, cap: str
) -> list[str]:
    if not path or width <= 0 or opacity <= 0:
        return []
    lengths = " ".join(f"{float(each) * STEPS_PER_PIXEL:g}" for each in dash.split())
    dashes = f' stroke-dasharray="{lengths}"' if dash else ""
    drawn = (
        f'<path fill="none" stroke="{colour}" stroke-width="{width * STEPS_PER_PIXEL:.3g}"'
        f' stroke-linecap="{cap}" stroke-linejoin="round"{dashes}{_faint("stroke", opacity)}'
        f' d="{path}"/>'
    )
    return [drawn]


def dots(
    points: Geometries,
    colours: Sequence[str],
    radius: float,
    *,
    edge: str = "",
    edge_width: float = 0.0,
    opacity: float = 1.0,
) -> list[str]:
    """Round dots, one colour each, the southern over the northern."""
    if not len(points):
        return []
    places = np.rint(shapely.get_coordinates(points) * STEPS_PER_PIXEL).astype(np.int64)
    order = np.argsort(places[:, 1], kind="stable").tolist()
    spots = places.tolist()
    size = f"{radius * STEPS_PER_PIXEL:.3g}"
    edged = f' stroke="{edge}" stroke-width="{edge_width * STEPS_PER_PIXEL:.3g}"' if edge else ""
    body = "".join(
        f'<circle cx="{spots[each][0]}" cy="{spots[each][1]}" r="{size}" fill="{colours[each]}"/>'
        for each in order
    )
    return [f"<g{edged}{_faint('', opacity)}>{body}</g>"]


def _faint(what: str, opacity: float) -> str:
    name = f"{what}-opacity" if what else "opacity"
    return "" if opacity >= 1 else f' {name}="{opacity:.3g}"'
