"""Residents of blocks, so that those of each district add up to its authored number."""

from collections.abc import Mapping

import numpy as np

from qala.sources.generated.filling.standing import Houses
from qala.sources.generated.filling.turning import Floats, Ints
from qala.sources.generated.plan import Plan

DWELLINGS = ("apartments", "house", "residential")


def apportioned(total: int, weights: Floats) -> Ints:
    """`total` divided in whole numbers by weight, by the method of the largest remainder (Hare).

    All zero where no weight is above zero.
    """
    whole = weights.sum()
    if not whole > 0:
        return np.zeros(len(weights), dtype=np.int64)
    exact = total * (weights / whole)
    counts: Ints = np.floor(exact).astype(np.int64)
    lacking = total - int(counts.sum())
    counts[np.argsort(counts - exact, kind="stable")[:lacking]] += 1
    return counts


def dwelling_weights(plan: Plan, houses: Houses) -> Floats:
    """For each block its dwelling floor, by the density of its fabric."""
    density = np.array([each.fabric.weight_people for each in plan.blocks])
    lived = np.isin(houses.use, DWELLINGS)
    floor = houses.area_m2 * houses.levels * lived * density[houses.block]
    sums = np.bincount(houses.block, weights=floor, minlength=len(plan.blocks))
    return sums.astype(np.float64)


def residents(plan: Plan, weights: Floats, populations: Mapping[str, int]) -> Ints:
    """People of each block. A district whose blocks have no dwellings is spread by their area.

    A district without any block, and a block outside all districts, have none.
    """
    district = np.array([each.district for each in plan.blocks], dtype=object)
    area = np.array([each.polygon.area for each in plan.blocks])
    people = np.zeros(len(plan.blocks), dtype=np.int64)
    for name, total in populations.items():
        mine = np.flatnonzero(district == name)
        lived = weights[mine]
        people[mine] = apportioned(total, lived if lived.sum() > 0 else area[mine])
    return people
