"""Whole people divided by weight."""

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from qala.sources.generated.filling.people import apportioned, residents
from qala.sources.generated.plan import Plan
from tests.sources.generated.filling.plans import small_plan

WEIGHTS = st.lists(st.floats(0, 1e9), min_size=1, max_size=60)


def test_the_largest_remainders_get_what_is_left() -> None:
    """The textbook example of the Hare quota: 100,000 votes, ten seats."""
    votes = np.array([47_000, 16_000, 15_800, 12_000, 6_100, 3_100], dtype=float)
    assert apportioned(10, votes).tolist() == [5, 2, 1, 1, 1, 0]


@given(st.integers(0, 3_000_000), WEIGHTS)
@example(1, [2.225073858507e-311])
def test_the_total_is_exact_and_nobody_is_far_from_the_share(
    total: int, given_: list[float]
) -> None:
    weights = np.array(given_)
    counts = apportioned(total, weights)
    if weights.sum() > 0:
        assert counts.sum() == total
        assert (np.abs(counts - total * (weights / weights.sum())) < 1 + 1e-6).all()
    else:
        assert counts.sum() == 0


def test_a_district_without_dwellings_is_spread_by_area() -> None:
    plan = small_plan(("industry",), side=1)
    people = residents(plan, np.zeros(len(plan.blocks)), {"d1": 7, "d2": 100, "d3": 5})
    district = np.array([each.district for each in plan.blocks])
    assert people[district == "d2"].sum() == 100
    assert people[district == "d1"].sum() == (7 if "d1" in district else 0)


def test_no_blocks_no_people() -> None:
    assert residents(Plan((), ()), np.zeros(0), {"d1": 7}).tolist() == []
