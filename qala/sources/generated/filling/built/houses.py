"""Houses of one family on lots, most with a shed behind."""

import numpy as np
import shapely

from qala.sources.generated.filling.built.outlines import winged
from qala.sources.generated.filling.dice import between, typical, uniform
from qala.sources.generated.filling.sites import (
    Boxes,
    Built,
    Sites,
    all_built,
    boxes_of,
    built,
    first_fit,
)
from qala.sources.generated.filling.turning import Ints, joined

STOREYS = {1: 0.58, 2: 0.38, 3: 0.04}

SHEDS = 0.08
"""How many houses have one that is drawn."""


def houses(land: Sites) -> Built:
    """A house near the street on each lot that has room for it, and sheds at the back."""
    rows = np.arange(len(land))
    kept, boxes = first_fit(land, rows, _house_boxes(land))
    house = _house(land, kept, boxes)
    back, sheds = _sheds(land, kept, boxes)
    shed = np.where(uniform(land.keys[back], "garage") < 0.35, "garage", "other").astype(object)
    outlines = np.asarray(shapely.box(*sheds.T), dtype=object)
    return all_built([house, built(back, outlines, shed, 1, main=False)])


def _house_boxes(land: Sites) -> list[Boxes]:
    """The house as wanted, then smaller, then smaller and further from the street."""
    keys = land.keys
    grand = np.sqrt(land.width * land.depth / 700.0).clip(0.8, 1.5)
    wide = np.minimum(between(keys, "wide", 8, 14) * grand, land.width - 4)
    deep = np.minimum(between(keys, "deep", 8, 13) * grand, 0.5 * land.depth)
    room = np.maximum(0.0, land.width - wide - 4) / 2
    aside = land.middle + room * (2 * uniform(keys, "aside") - 1) * 0.8
    setback = between(keys, "setback", 2.0, 6.0)
    tried = ((1.0, 0.0), (0.85, 0.0), (0.75, 0.2), (0.7, 0.4))
    boxes = []
    for size, further in tried:
        half = wide * size / 2
        south = setback + further * land.depth
        centre = aside if further == 0.0 else land.middle
        boxes.append(boxes_of(centre - half, south, centre + half, south + deep * size))
    return [np.where((each[:, 2] - each[:, 0] >= 5.0)[:, None], each, 0.0) for each in boxes]


def _house(land: Sites, kept: Ints, boxes: Boxes) -> Built:
    keys = land.keys[kept]
    bar = (boxes[:, 3] - boxes[:, 1]) * between(keys, "bar", 0.55, 0.7)
    wing = (boxes[:, 2] - boxes[:, 0]) * between(keys, "wing", 0.4, 0.6)
    ell = uniform(keys, "ell") < 0.4
    left = uniform(keys, "left") < 0.5
    shapes = np.asarray(shapely.box(*boxes.T), dtype=object)
    shapes[ell] = winged(boxes[ell], bar[ell], wing[ell], left[ell])
    levels = typical(keys, "levels", STOREYS, *land.levels[kept].T)
    return built(kept, joined([shapes]), "house", levels)


def _sheds(land: Sites, kept: Ints, houses_: Boxes) -> tuple[Ints, Boxes]:
    """Sheds in a back corner of the lot, clear of the house."""
    keys = land.keys[kept]
    wide, deep = between(keys, "shed wide", 3.5, 7), between(keys, "shed deep", 3, 5)
    left = uniform(keys, "shed left") < 0.5
    choices = []
    for inward in (1.3, 4.0):
        west = np.where(left, inward, land.width[kept] - inward - wide)
        north = land.depth[kept] - inward
        boxes = boxes_of(west, north - deep, west + wide, north)
        clear = (boxes[:, 1] > houses_[:, 3] + 2) & (uniform(keys, "shed") < SHEDS)
        choices.append(np.where(clear[:, None], boxes, 0.0))
    found, sheds = first_fit(land, kept, choices, clear_m=0.6)
    return kept[found], sheds
