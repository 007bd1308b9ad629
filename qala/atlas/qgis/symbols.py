"""Symbols of QGIS, and for which features each stands, from the classes of a dataset's legend."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from xml.etree.ElementTree import Element, SubElement

from qala.atlas.drawn.classes import Classes
from qala.core.dataset import Dataset, GeometryType, Style
from qala.core.palette import channels

FILLED_MOST = 0.75
EDGE = "#ffffff"


class Shape(IntEnum):
    """Kinds of geometry by the numbers that QGIS writes."""

    POINT = 0
    LINE = 1
    POLYGON = 2


SHAPES = {
    GeometryType.POINT: (Shape.POINT,),
    GeometryType.LINE: (Shape.LINE,),
    GeometryType.POLYGON: (Shape.POLYGON,),
    GeometryType.MIXED: (Shape.POLYGON, Shape.LINE, Shape.POINT),
}
KINDS = {Shape.POINT: "marker", Shape.LINE: "line", Shape.POLYGON: "fill"}
LAYERS = {Shape.POINT: "SimpleMarker", Shape.LINE: "SimpleLine", Shape.POLYGON: "SimpleFill"}


@dataclass(frozen=True, slots=True)
class Rule:
    """A class of the legend: its label, its colour, and an expression that its features fulfil."""

    label: str
    colour: str
    expression: str


def rules(classes: Classes) -> Iterator[Rule]:
    """A rule for each class; the last one of several takes what has no value or an unknown one."""
    if not classes.field:
        yield Rule(classes.labels[0], classes.colours[0], "")
        return
    column = _column(classes.field)
    for number, (colour, label) in enumerate(zip(classes.colours, classes.labels, strict=True)):
        yield Rule(label, colour, _expression(classes, column, number))


def _expression(classes: Classes, column: str, number: int) -> str:
    if classes.values is None:
        return _between(column, classes.breaks, number)
    if number == len(classes.colours) - 1:
        known = ", ".join(map(_text, classes.values))
        return f"{column} IS NULL OR {column} NOT IN ({known})"
    values = [value for value, of in classes.values.items() if of == number]
    return f"{column} IN ({', '.join(map(_text, values))})"


def _between(column: str, breaks: tuple[float, ...], number: int) -> str:
    if number > len(breaks):
        return f"{column} IS NULL"
    tests = [f"{column} >= {breaks[number - 1]:g}"] if number else []
    tests += [f"{column} < {breaks[number]:g}"] if number < len(breaks) else []
    return " AND ".join(tests)


def symbol(parent: Element, name: str, shape: Shape, dataset: Dataset, colour: str) -> None:
    """A simple symbol of the size and colour of the map, added to `parent`."""
    node = SubElement(parent, "symbol", type=KINDS[shape], name=name, alpha="1", clip_to_extent="1")
    layer = {"class": LAYERS[shape], "enabled": "1", "locked": "0", "pass": "0"}
    options = SubElement(SubElement(node, "layer", layer), "Option", type="Map")
    for key, value in _look(shape, dataset.style, colour).items():
        SubElement(options, "Option", name=key, type="QString", value=value)


def _look(shape: Shape, style: Style, colour: str) -> dict[str, str]:
    if shape is Shape.POINT:
        return {
            "name": "circle",
            "color": _rgba(colour, style.opacity),
            "outline_color": _rgba(EDGE, style.opacity),
            "outline_width": "1",
            "outline_width_unit": "Pixel",
            "size": f"{style.radius * 2:g}",
            "size_unit": "Pixel",
        }
    if shape is Shape.LINE:
        return {
            "line_color": _rgba(colour, style.opacity),
            "line_width": f"{style.width:g}",
            "line_width_unit": "Pixel",
            "capstyle": "round",
            "joinstyle": "round",
        }
    return {
        "color": _rgba(colour, min(style.opacity, FILLED_MOST)),
        "outline_color": _rgba(colour, 1.0),
        "outline_width": f"{style.width * 0.6:g}",
        "outline_width_unit": "Pixel",
        "joinstyle": "round",
    }


def _rgba(colour: str, opacity: float) -> str:
    red, green, blue = channels(colour)
    return f"{red},{green},{blue},{round(255 * opacity)}"


def _column(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
