"""House numbers: odd on the left, even on the right, rising along the street."""

import numpy as np

from qala.sources.generated.filling.dice import Keys, uniform
from qala.sources.generated.filling.streets import Fronts, Ways
from qala.sources.generated.filling.turning import Mask, Shapes

BEHIND_M = 70.0
"""A house further from the axis of its street stands behind another."""

SHARED = 0.03
SHARED_BEHIND = 0.45
"""How many take the number of the house before them with a part of its own, as 12/1."""


def house_numbers(ways: Ways, fronts: Fronts, keys: Keys, main: Mask) -> Shapes:
    """The house numbers as text, None for those that have none."""
    numbers = np.full(len(keys), None, dtype=object)
    counted = np.flatnonzero(main & (fronts.street >= 0))
    way = ways.way[fronts.street[counted]]
    left = fronts.left[counted]
    order = counted[np.lexsort((keys[counted], fronts.along_m[counted], left, way))]
    side = ways.way[fronts.street[order]] * 2 + fronts.left[order]
    first = np.concatenate([[True], side[1:] != side[:-1]]) if len(order) else np.empty(0, bool)
    rare = np.where(fronts.away_m[order] > BEHIND_M, SHARED_BEHIND, SHARED)
    shares = (uniform(keys[order], "shares a number") < rare) & ~first
    whole = np.cumsum(~shares)
    begins = np.maximum.accumulate(np.where(first, whole, 0))
    number = 2 * (whole - begins + 1) - fronts.left[order]
    head = np.flatnonzero(~shares)
    part = np.arange(len(order)) - head[whole - 1] if len(order) else whole
    numbers[order] = [
        f"{whole_}/{part_}" if part_ else str(whole_)
        for whole_, part_ in zip(number.tolist(), part.tolist(), strict=True)
    ]
    return numbers
