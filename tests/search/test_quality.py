"""What people type, labelled by hand: how often the thing they mean comes first, or among five.

Here over the authored names with a few addresses, businesses and land plots of the invented city;
`make bench` (section `search`) asks the whole city and the real one.
"""

from collections import defaultdict

import pytest

from qala.atlas.search.names import Name
from qala.atlas.search.vocabulary import Vocabulary
from qala.wiring import NAMES
from tests.search.labelled import (
    Labelled,
    Meant,
    called,
    first_rate,
    five_rate,
    judged,
    labelled,
    spelt_otherwise,
)

SETS = ("development", "held_out")
FIRST_AT_LEAST, TOP_FIVE_AT_LEAST = 0.9, 0.95
LARGE = 150


@pytest.fixture(scope="module")
def stored(almaty, generations) -> dict[Meant, list[Name]]:
    """The names of the index by what may be meant."""
    found = defaultdict(list)
    for source in NAMES:
        for name in source(almaty, generations.shelf):
            for meant in called(name):
                found[meant].append(name)
    return found


def answerable(name: str, stored: dict[Meant, list[Name]]) -> list[Labelled]:
    return [each for each in labelled(name) if any(meant in stored for meant in each.meant)]


@pytest.mark.parametrize("name", SETS)
def test_a_set_is_large_and_its_searches_differ(name):
    searches = labelled(name)
    assert len(searches) >= LARGE
    assert len({each.query for each in searches}) == len(searches)


def test_the_held_out_set_has_nothing_of_the_other():
    assert not {each.query for each in labelled("held_out")} & {
        each.query for each in labelled("development")
    }


@pytest.mark.parametrize("name", SETS)
def test_half_of_a_set_is_spelt_unlike_every_stored_name(name, almaty, stored):
    vocabulary = Vocabulary(almaty.search)
    searches = answerable(name, stored)
    otherwise = [
        each.query
        for each in searches
        if spelt_otherwise(
            each.query,
            [name for meant in each.meant for name in stored.get(meant, ())],
            vocabulary,
        )
    ]
    assert len(otherwise) >= len(searches) / 2


@pytest.mark.parametrize("name", SETS)
def test_what_is_meant_is_found(name, search, stored):
    found = judged(search, answerable(name, stored))
    misses = "\n".join(each.told() for each in found if each.place != 1)
    assert len(found) >= LARGE
    assert first_rate(found) >= FIRST_AT_LEAST, misses
    assert five_rate(found) >= TOP_FIVE_AT_LEAST, misses
