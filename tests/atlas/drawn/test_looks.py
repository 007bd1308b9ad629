"""Layers as the visitor has them: without some classes, and fainter."""

import numpy as np
import pytest
import shapely

from qala.atlas.drawn.classes import Classes
from qala.atlas.drawn.loading import Loaded
from qala.atlas.drawn.looks import PLAIN, Look, faded, without_hidden
from qala.atlas.drawn.paths import Flat, Parts

CATEGORIES = Classes(
    ("#111111", "#222222", "#333333"),
    ("bus and tram", "metro", "no data"),
    field="kind",
    values={"bus": 0, "tram": 0, "metro": 1},
)
STEPS = Classes(("#1", "#2", "#3", "#4"), ("", "", "", ""), field="size", breaks=(2500, 0.5e6))
ONE = Classes(("#111111",), ("Stops",))


def loaded(**columns):
    values = {name: np.array(each, dtype=object) for name, each in columns.items()}
    count = len(next(iter(values.values())))
    points = np.array([shapely.Point(x, 0) for x in range(count)], dtype=object)
    nothing = Parts(np.empty(0, dtype=object), np.empty(0, dtype=np.intp))
    flat = Flat(nothing, nothing, Parts(points, np.arange(count)))
    return Loaded(None, flat, values, read=count, matched=count)


@pytest.mark.parametrize(
    ("classes", "columns", "hidden", "left"),
    [
        (CATEGORIES, {"kind": ["bus", "metro", "tram", None, "ferry"]}, ("bus",), [1, 3, 4]),
        (CATEGORIES, {"kind": ["bus", "metro", "tram", None, "ferry"]}, ("tram",), [1, 3, 4]),
        (CATEGORIES, {"kind": ["bus", "metro", None, "ferry"]}, ("_missing",), [0, 1]),
        (CATEGORIES, {"kind": ["bus", "metro"]}, ("nothing",), [0, 1]),
        (STEPS, {"size": [1, 2500, 499999, 500000, None]}, ("low",), [1, 2, 3, 4]),
        (STEPS, {"size": [1, 2500, 499999, 500000, None]}, ("2500",), [0, 3, 4]),
        (STEPS, {"size": [1, 2500, 500000, None]}, ("500000", "_missing"), [0, 1]),
        (ONE, {"kind": ["bus", "metro"]}, ("all",), []),
    ],
)
def test_what_is_switched_off_is_left_out(classes, columns, hidden, left):
    shown = without_hidden(loaded(**columns), classes, Look(hidden=hidden))
    assert shown.flat.points.of.tolist() == left


def test_what_is_faint_is_faint_as_a_whole():
    assert faded(["<a/>", "<b/>"], Look(opacity=0.4)) == ['<g opacity="0.4"><a/><b/></g>']
    assert faded(["<a/>", "<b/>"], PLAIN) == ["<a/><b/>"]
    assert faded([], Look(opacity=0.4)) == []
