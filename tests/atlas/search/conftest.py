"""The town with an index of its names."""

from importlib import import_module

import pytest
from django.conf import settings

from qala.atlas.search.generation import Generations
from qala.atlas.search.searching import Search, hand_over_search, search
from qala.core.city import City
from qala.store.shelf import Shelf
from qala.wiring import NAMES


@pytest.fixture
def searched(town: City):
    """The search of this process, over the town's index."""
    generations = Generations(settings.ENVIRONMENT.data, town, Shelf(settings.RELEASES))
    generations.build(NAMES)
    import_module(settings.ROOT_URLCONF)  # hands over the search of this process
    before = search()
    hand_over_search(Search(town, generations, begin=lambda: None))
    yield search()
    hand_over_search(before)
