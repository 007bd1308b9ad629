"""Houses along the streets of old blocks, and what stands in the courts behind them."""

import numpy as np
import shapely

from qala.sources.generated.filling.built.outlines import winged
from qala.sources.generated.filling.dice import between, child_keys, typical, uniform
from qala.sources.generated.filling.sites import (
    Boxes,
    Built,
    Sites,
    all_built,
    boxed,
    boxes_of,
    built,
    first_fit,
    shrunk,
)
from qala.sources.generated.filling.turning import Floats, Mask, Shapes

STOREYS = {2: 0.1, 3: 0.28, 4: 0.3, 5: 0.26, 6: 0.04, 7: 0.04, 8: 0.05, 9: 0.08, 12: 0.04}
OLD = {
    "apartments": 0.76,
    "office": 0.09,
    "public": 0.05,
    "retail": 0.04,
    "health": 0.03,
    "hotel": 0.03,
}
BUSINESS = {
    "office": 0.42,
    "apartments": 0.2,
    "public": 0.16,
    "retail": 0.1,
    "hotel": 0.09,
    "health": 0.03,
}


def rows(land: Sites) -> Built:
    """A house along the street, with a wing at the corner of the block, at times one behind."""
    keys = land.keys
    deep = between(keys, "deep", 12, 15.5)
    setback = between(keys, "setback", 2, 7)
    low, high = _gaps(land)
    bar = boxes_of(low, setback, land.width - high, setback + deep)
    corner = (land.end != 0) & (land.depth > 30) & (land.width > 30) & (uniform(keys, "ell") < 0.6)
    tall = boxes_of(low, setback, land.width - high, land.depth - 3.0)
    all_ = np.arange(len(land))
    ells = np.flatnonzero(corner)
    at, ell = first_fit(land, ells, shrunk(tall[ells], "xy", (1.0, 0.85)))
    taken = np.isin(all_, ells[at])
    plain, shapes = boxed(land, ~taken & (land.width > 12), bar)
    left = land.end[ells[at]] < 0
    wings = winged(ell, deep[ells[at]], between(keys[ells[at]], "wing", 12, 14), left)
    parts = [_named(land, ells[at], wings), _named(land, plain, shapes)]
    behind, yard = _behind(land, setback + deep)
    return all_built([*parts, built(behind, yard, "other", 1, main=False)])


def _gaps(land: Sites) -> tuple[Floats, Floats]:
    """What a house leaves free at its left and right: often next to nothing."""
    tight = uniform(land.keys, "tight") < 0.35
    most = np.where(tight, 2.5, 0.16 * land.width)
    over = np.maximum(0.0, land.width - 100) / 2
    return between(land.keys, "left gap", 1.3, most) + over, between(
        land.keys, "right gap", 1.3, most
    ) + over


def _named(land: Sites, row: np.ndarray, shapes: Shapes) -> Built:
    keys = land.keys[row]
    levels = typical(keys, "levels", STOREYS, *land.levels[row].T)
    commercial = land.use[row] == "commercial"
    drawn = uniform(keys, "use")
    use = np.where(commercial, _share(BUSINESS, drawn), _share(OLD, drawn))
    rare = (uniform(keys, "tall") < 0.035) & (shapely.area(shapes) < 900) & (use == "apartments")
    tall = np.where(uniform(keys, "how tall") < 0.6, 9, 12)
    return built(row, shapes, use.astype(object), np.where(rare, tall, levels))


def _share(table: dict[str, float], drawn: Floats) -> Shapes:
    names = np.array(list(table), dtype=object)
    return np.asarray(
        names[np.searchsorted(np.cumsum(list(table.values())), drawn).clip(0, len(names) - 1)]
    )


def _behind(land: Sites, front: Floats) -> tuple[np.ndarray, Shapes]:
    """Low sheds at the back of parcels that are deep enough."""
    keys = land.keys
    wide = np.minimum(between(keys, "yard wide", 8, 22), 0.5 * land.width)
    west = land.middle - wide / 2
    boxes: Boxes = boxes_of(west, land.depth - 8.0, west + wide, land.depth - 2.0)
    room = (front + 8 < land.depth - 8) & (uniform(keys, "yard") < 0.3) & (land.end == 0)
    return boxed(land, room, boxes)


def court(land: Sites) -> Built:
    """In a court: a kindergarten, later and lower houses of a second line, garages at the edge."""
    parts = []
    across = 1 + (land.width > 95) + (land.width > 160)
    along = 1 + (land.depth > 85)
    for line in range(2):
        for column in range(3):
            there = (line < along) & (column < across)
            parts.append(_within(land, there, (column + 0.5) / across, (line + 0.5) / along))
    return all_built([*parts, *_garages(land)])


def _within(land: Sites, there: Mask, right: Floats, up: Floats) -> Built:
    """One house about that place in the court (shares of its width and depth)."""
    keys = child_keys(land.keys, np.rint(right * 100 + up * 10000).astype(np.int64))
    x, y = right * land.width, up * land.depth
    what = uniform(keys, "what")
    half = np.minimum(between(keys, "long", 12, 28), 0.3 * land.width)
    deep = np.where(what < 0.25, 9.0, between(keys, "deep", 5.5, 7))
    shift = between(keys, "shift", -5, 5)
    boxes = boxes_of(x - half, y - deep + shift, x + half, y + deep + shift)
    upright = uniform(keys, "upright") < 0.35
    turned_ = boxes_of(x - deep, y - half, x + deep, y + half)
    boxes = np.where(upright[:, None], turned_, boxes)
    row, shapes = boxed(land, there & (what < 0.72), boxes, "xy")
    drawn = what[row]
    use = np.where(drawn < 0.2, "education", np.where(drawn < 0.26, "office", "apartments"))
    levels = typical(keys[row], "levels", STOREYS, 2, 5)
    tall = (drawn > 0.66) & (shapely.area(shapes) < 500)
    levels = np.where(drawn < 0.2, 2, np.where(tall, 9, levels))
    return built(row, shapes, use.astype(object), levels)


def _garages(land: Sites) -> list[Built]:
    parts = []
    for number in range(2):
        keys = child_keys(land.keys, np.full(len(land), number))
        long = np.minimum(between(keys, "long", 12, 40), 0.45 * land.width)
        west = np.where(number == 0, 3.0, land.width - 3.0 - long)
        boxes = boxes_of(west, 3.0, west + long, 9.0)
        row, shapes = boxed(land, (land.depth > 45) & (uniform(keys, "garages") < 0.55), boxes)
        parts.append(built(row, shapes, "garage", 1, main=False))
    return parts
