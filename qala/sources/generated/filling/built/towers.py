"""Towers with low podiums between them, and malls."""

import numpy as np
import shapely

from qala.sources.generated.filling.built.outlines import embracing
from qala.sources.generated.filling.dice import between, child_keys, typical, uniform
from qala.sources.generated.filling.sites import (
    Built,
    Sites,
    all_built,
    boxed,
    boxes_of,
    built,
)
from qala.sources.generated.filling.turning import Floats, Ints, Mask, Shapes

STOREYS = {9: 0.16, 10: 0.1, 12: 0.24, 14: 0.06, 16: 0.24, 18: 0.08, 20: 0.05, 22: 0.04, 25: 0.05}
EDGE_M = 8.0


def towers(land: Sites) -> Built:
    """A row of towers at the street joined by a podium, and towers at the back of deep parcels."""
    front = np.full(len(land), EDGE_M)
    thick = _thick(land)
    return all_built(
        [
            *_line(land, land.depth > 0, front, "front"),
            *_line(land, land.depth > 3.9 * thick, land.depth - EDGE_M - thick, "back"),
            *_line(land, land.depth > 7 * thick, (land.depth - thick) / 2, "middle"),
            _pavilion(land, land.depth > 4.5 * thick),
        ]
    )


def _pavilion(land: Sites, mask: Mask) -> Built:
    """A kindergarten or a fitness hall in the court of a dwelling estate."""
    middle = land.depth / 2
    box = boxes_of(land.middle - 13, middle - 8, land.middle + 13, middle + 8)
    wanted = mask & (land.depth <= 7 * _thick(land)) & (land.use == "residential")
    row, shapes = boxed(land, wanted & (uniform(land.keys, "pavilion") < 0.5), box, "xy")
    use = np.where(uniform(land.keys[row], "pavilion use") < 0.6, "education", "retail")
    return built(row, shapes, use.astype(object), 2)


def _thick(land: Sites) -> Floats:
    return np.where(_long(land), 16.0, between(land.home, "thick", 19, 25))


def _long(land: Sites) -> Mask:
    """Where towers are plates, three times as long as thick."""
    return uniform(land.home, "plates") < 0.4


def _line(land: Sites, mask: Mask, south: Floats, name: str) -> list[Built]:
    """Towers along y = `south`, and the low parts between them."""
    thick = _thick(land)
    wide = np.where(_long(land), between(land.home, "wide", 34, 60), thick * 1.1)
    wide = np.minimum(wide, land.width - 2 * EDGE_M)
    step = wide + between(land.keys, f"{name} step", 18, 40)
    room = np.maximum(land.width - 2 * EDGE_M - wide, 0.0)
    count = 1 + (room / step).astype(np.int64)
    first = EDGE_M + (room - (count - 1) * step) / 2
    joined_ = (name == "front") & (uniform(land.keys, "podium") < 0.7)
    parts = []
    for number in range(min(int(count.max(initial=0)), 8)):
        west = first + number * step
        gone = uniform(child_keys(land.keys, np.full(len(land), number)), name) < 0.12
        there = mask & (number < count) & ~(gone & (count > 1))
        tower = boxes_of(west, south, west + wide, south + thick)
        row, shapes = boxed(land, there, tower, "xy")
        parts.append(built(row, shapes, _use(land, row), _levels(land, row, f"{name}{number}")))
        podium = joined_ & mask & (number < count - 1)
        low = boxes_of(west + wide + 0.05, south + 1, west + step - 0.05, south + thick - 2)
        row, shapes = boxed(land, podium, low, "y")
        part = built(row, shapes, "retail", 1 + (uniform(land.keys[row], "low") < 0.5))
        parts.append(part)
    return parts


def _levels(land: Sites, row: Ints, name: str) -> Ints:
    common = typical(land.home[row], "levels", STOREYS, *land.levels[row].T)
    own = typical(land.keys[row], name, STOREYS, *land.levels[row].T)
    return np.where(uniform(land.keys[row], f"{name} differs") < 0.35, own, common)


def _use(land: Sites, row: Ints) -> Shapes:
    drawn = uniform(child_keys(land.keys[row], row * 0), "use")
    offices = np.where(drawn < 0.42, "office", np.where(drawn < 0.5, "hotel", "apartments"))
    use = np.where(land.use[row] == "commercial", offices, "apartments")
    return np.asarray(use, dtype=object)


def mall(land: Sites) -> Built:
    """One large house of shops behind its car park."""
    centre = land.width / 2
    half = np.minimum(0.38 * land.width, 75.0)
    south = 0.3 * land.depth
    north = np.minimum(0.92 * land.depth, south + 90)
    box = boxes_of(centre - half, south, centre + half, north)
    row, shapes = boxed(land, np.full(len(land), fill_value=True), box, "xy", least_m=30.0)
    open_ = uniform(land.keys[row], "open") < 0.4
    bounds = shapely.bounds(shapes[open_]).reshape(-1, 4)
    third = (bounds[:, 3] - bounds[:, 1]) * 0.7
    shapes[open_] = embracing(bounds, third, (bounds[:, 2] - bounds[:, 0]) * 0.3)
    return built(
        row, shapes, "retail", 2 + (uniform(land.keys[row], "levels") * 3).astype(np.int64)
    )
