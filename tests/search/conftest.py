"""Almaty as its authored tables give it, with some of what is invented, and the search over it."""

from dataclasses import replace
from pathlib import Path

import pytest

from qala.atlas.search.generation import Generations
from qala.atlas.search.searching import Search
from qala.core.city import City
from qala.core.dataset import Dataset, SourceSpec
from qala.sources.build import Build
from qala.sources.folder import load_city
from qala.store.shelf import Shelf
from qala.wiring import NAMES

HERE = Path(__file__).parent
ALMATY = HERE.parents[1] / "cities" / "almaty"
AUTHORED = ("roads", "districts", "metro", "places", "greenery", "water")
INVENTED = ("addresses", "businesses", "parcels")
"""A few of each lie with the tests."""


def authored(dataset: Dataset) -> Dataset:
    """The dataset with its hand-written table alone, without tiles."""
    facts = tuple(each for each in dataset.sources if each.kind == "facts")
    if dataset.id in INVENTED:
        facts = (SourceSpec(kind="facts", path=f"{dataset.id}.csv", fields={"id": "id"}),)
    return replace(dataset, sources=facts[:1], mapped=False)


@pytest.fixture(scope="session")
def almaty() -> City:
    city = load_city(ALMATY)
    datasets = tuple(authored(each) for each in city.datasets if each.id in AUTHORED + INVENTED)
    return replace(city, datasets=datasets, generation=None)


@pytest.fixture(scope="session")
def generations(almaty: City, tmp_path_factory: pytest.TempPathFactory) -> Generations:
    """The index of the city's authored names."""
    folder = tmp_path_factory.mktemp("almaty")
    shelf = Shelf(folder / "releases")
    for dataset in almaty.datasets:
        root = HERE if dataset.id in INVENTED else ALMATY
        (outcome,) = Build(replace(almaty, folder=str(root)), shelf).run((dataset,))
        assert outcome.published is not None, outcome.error
    generations = Generations(folder / "data", almaty, shelf)
    assert generations.build(NAMES)
    return generations


@pytest.fixture(scope="session")
def search(almaty: City, generations: Generations) -> Search:
    def begin() -> None:
        raise AssertionError("the index is of the releases in force")

    return Search(almaty, generations, begin)
