"""Works: long halls side by side, an office at the gate, small stores between."""

import numpy as np

from qala.sources.generated.filling.dice import between, child_keys, typical, uniform
from qala.sources.generated.filling.sites import Built, Sites, all_built, boxed, boxes_of, built
from qala.sources.generated.filling.turning import Shapes

HALL_M = (18.0, 24.0, 30.0, 36.0, 48.0)
FRONT_M = 26.0
EDGE_M = 7.0
HALLS = {1: 0.85, 2: 0.15}


def works(land: Sites) -> Built:
    """Halls with their ends to the street, behind an office; pavilions where there is trade."""
    return all_built([_office(land), *_halls(land), _gate(land)])


def _trade(land: Sites, row: np.ndarray) -> Shapes:
    return np.asarray(np.where(land.use[row] == "retail", "retail", "industrial"), dtype=object)


def _halls(land: Sites) -> list[Built]:
    index = (uniform(land.keys, "hall") * len(HALL_M)).astype(np.int64)
    wide = np.minimum(np.array(HALL_M)[index], land.width - 2 * EDGE_M)
    step = wide + between(land.keys, "between", 9, 20)
    room = np.maximum(land.width - 2 * EDGE_M - wide, 0.0)
    count = 1 + (room / step).astype(np.int64)
    low, high = FRONT_M, land.depth - EDGE_M
    parts = []
    for number in range(min(int(count.max(initial=0)), 10)):
        keys = child_keys(land.keys, np.full(len(land), number))
        shorter = uniform(keys, "short") < 0.4
        north = high - np.where(shorter, between(keys, "shorter", 0.1, 0.45), 0.0) * (high - low)
        west = EDGE_M + number * step
        box = boxes_of(west, low, west + wide, north)
        there = (number < count) & (uniform(keys, "there") < 0.86)
        row, shapes = boxed(land, there, box, "y", least_m=15.0)
        levels = typical(keys[row], "levels", HALLS, 1, 2)
        parts.append(built(row, shapes, _trade(land, row), levels))
    return parts


def _office(land: Sites) -> Built:
    """A low office along the street."""
    long = np.minimum(between(land.keys, "office long", 20, 48), 0.6 * land.width)
    west = EDGE_M + uniform(land.keys, "office at") * np.maximum(land.width - 2 * EDGE_M - long, 0)
    box = boxes_of(west, 5.0, west + long, 5.0 + between(land.keys, "office deep", 10, 14))
    row, shapes = boxed(land, uniform(land.keys, "office") < 0.7, box)
    levels = 1 + (uniform(land.keys[row], "office levels") * 3.4).astype(np.int64)
    return built(row, shapes, "office", levels)


def _gate(land: Sites) -> Built:
    """A store at the back edge, across the halls, in a few."""
    long = np.minimum(between(land.keys, "store", 8, 14), land.width / 3)
    box = boxes_of(1.5, 8.0, 1.5 + long / 3, 8.0 + long)
    row, shapes = boxed(land, uniform(land.keys, "gate") < 0.5, box, "y", least_m=5.0)
    return built(row, shapes, "other", 1, main=False)
