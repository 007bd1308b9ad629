"""The names of a dataset that is shown as a layer of its own."""

import numpy as np

from qala.atlas.drawn.frame import by_zoom
from qala.atlas.drawn.loading import Loaded
from qala.atlas.drawn.naming import along, over, spots
from qala.atlas.drawn.palette import INK
from qala.atlas.drawn.placing import Lettering, Names
from qala.core.dataset import GeometryType

NAMED_BY_BASE = ("districts", "roads", "water", "greenery", "contours", "spot_heights")
"""Datasets whose names the base map writes."""
SHORT = 32
"""A name of more letters would cover the view of the whole city."""
FEW, FEW_FROM = 60, 9.5
"""Layers of so few features are named sooner."""
NAMED_FROM = {
    GeometryType.POINT: 14.0,
    GeometryType.LINE: 12.5,
    GeometryType.POLYGON: 9.5,
    GeometryType.MIXED: 12.5,
}


def layer_names(names: Names, loaded: Loaded, zoom: float, language: str, *, count: int) -> None:
    """The names of a layer of which `count` features are in the release."""
    dataset = loaded.dataset
    named_from = NAMED_FROM[dataset.geometry]
    few = count <= FEW
    if not dataset.style.label or zoom < (FEW_FROM if few else named_from):
        return
    how = Lettering(by_zoom(zoom, (12, 11), (18, 14)), INK["text"], INK["halo"])
    called = loaded.names(dataset.style.label, language)
    if zoom < named_from:
        called = [each if len(each) <= SHORT else "" for each in called]
    along(names, loaded, np.ones(loaded.read, dtype=bool), language, how)
    over(names, loaded, called, how)
    gap = by_zoom(zoom, (9, 4), (13, 6), (18, 12)) + dataset.style.radius / 2
    for of, x, y in spots(loaded.flat.points):
        if called[of]:
            names.beside(called[of], x, y, gap, how)
