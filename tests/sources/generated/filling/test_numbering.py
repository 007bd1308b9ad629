"""House numbers along the streets of a small city."""

from collections import defaultdict
from itertools import pairwise

import numpy as np
import pytest
import shapely
from shapely.geometry import LineString

from qala.sources.generated.filling.dice import child_keys, root_key
from qala.sources.generated.filling.numbering import house_numbers
from qala.sources.generated.filling.standing import houses_together, standing
from qala.sources.generated.filling.streets import Fronts, Ways, fronts, ways
from qala.sources.generated.plan import Plan, Street

Numbered = dict[tuple[str, bool], list[tuple[float, int, int]]]


def split(number: str) -> tuple[int, int]:
    whole, _, part = number.partition("/")
    return int(whole), int(part or 0)


@pytest.fixture(scope="module")
def numbered(plan: Plan) -> Numbered:
    """By street and side: how far along, number, part; in the order of the street."""
    houses = houses_together([some for _, some in standing(plan, 1)])
    streets = ways(plan.streets)
    near = fronts(plan, streets, houses.block, houses.shapes)
    numbers = house_numbers(streets, near, houses.keys, houses.main)
    found: Numbered = defaultdict(list)
    for row in range(len(houses)):
        if numbers[row] is not None:
            name = plan.streets[near.street[row]].names[""]
            at = float(near.along_m[row])
            found[name, bool(near.left[row])].append((at, *split(numbers[row])))
    return {key: sorted(each) for key, each in found.items()}


def test_every_main_house_on_a_named_street_has_a_number(plan: Plan) -> None:
    houses = houses_together([some for _, some in standing(plan, 1)])
    streets = ways(plan.streets)
    near = fronts(plan, streets, houses.block, houses.shapes)
    numbers = house_numbers(streets, near, houses.keys, houses.main)
    has = np.array([each is not None for each in numbers])
    assert (has == houses.main).all()
    assert 0.5 < has.mean() <= 1


def test_the_left_side_is_odd_and_the_right_one_even(numbered: Numbered) -> None:
    assert len(numbered) > 40
    for (_, left), houses in numbered.items():
        assert {number % 2 for _, number, _ in houses} == {int(left)}


def test_numbers_rise_along_the_street_without_gaps(numbered: Numbered) -> None:
    for (_, left), houses in numbered.items():
        order = [(number, part) for _, number, part in houses]
        assert order == sorted(order)
        assert len(set(order)) == len(order)
        whole = sorted({number for number, _ in order})
        assert whole == list(range(1 if left else 2, whole[-1] + 1, 2))


def test_a_number_shared_by_two_houses_is_rare(numbered: Numbered) -> None:
    parts = [part for houses in numbered.values() for _, _, part in houses]
    assert 0 < sum(part > 0 for part in parts) < 0.25 * len(parts)


def test_a_number_with_a_part_follows_the_one_without(numbered: Numbered) -> None:
    for houses in numbered.values():
        assert houses[0][2] == 0
        for before, after in pairwise(houses):
            assert after[2] in {0, before[2] + 1}


def street(number: int, *points: tuple[float, float], name: str = "") -> Street:
    return Street(f"s{number}", "residential", LineString(points), 10.0, {"": name})


def test_pieces_of_a_street_are_laid_one_behind_another_from_the_north() -> None:
    pieces = ways(
        [
            street(1, (0, 0), (0, 100), name="A"),
            street(2, (0, 300), (0, 100), name="A"),
            street(3, (0, 0), (500, 20), name="B"),
            street(4, (0, 0), (1, 1)),
        ]
    )
    assert pieces.offset_m[:2].tolist() == [200.0, 0.0]
    assert shapely.get_coordinates(pieces.lines[0]).tolist() == [[0, 100], [0, 0]]
    assert shapely.get_coordinates(pieces.lines[2]).tolist() == [[500, 20], [0, 0]]
    assert pieces.way.tolist() == [0, 0, 1, -1]


def test_nobody_to_number_gives_no_numbers() -> None:
    none = np.empty(0, dtype=np.int64)
    nowhere = Fronts(none, np.empty(0), np.empty(0, bool), np.empty(0))
    keys = child_keys(np.full(0, root_key(1, "x")), none)
    streets: Ways = ways([])
    assert len(house_numbers(streets, nowhere, keys, np.empty(0, bool))) == 0
