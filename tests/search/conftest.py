"""Almaty as its authored tables give it, with a few addresses, and the search over it."""

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
AUTHORED = ("roads", "districts", "metro", "places", "greenery", "water", "addresses")


def authored(dataset: Dataset) -> Dataset:
    """The dataset with its hand-written table alone, without tiles."""
    facts = tuple(each for each in dataset.sources if each.kind == "facts")
    if dataset.id == "addresses":
        facts = (SourceSpec(kind="facts", path=str(HERE / "addresses.csv"), fields={"id": "id"}),)
    return replace(dataset, sources=facts[:1], mapped=False)


@pytest.fixture(scope="session")
def almaty() -> City:
    city = load_city(ALMATY)
    datasets = tuple(authored(each) for each in city.datasets if each.id in AUTHORED)
    return replace(city, datasets=datasets, generation=None)


@pytest.fixture(scope="session")
def generations(almaty: City, tmp_path_factory: pytest.TempPathFactory) -> Generations:
    """The index of the city's authored names."""
    folder = tmp_path_factory.mktemp("almaty")
    shelf = Shelf(folder / "releases")
    # The addresses lie with the tests, the other tables in the city's folder.
    for dataset in almaty.datasets:
        root = HERE if dataset.id == "addresses" else ALMATY
        source = replace(dataset.sources[0], path=Path(dataset.sources[0].path).name)
        if root is ALMATY:
            source = dataset.sources[0]
        city = replace(almaty, folder=str(root))
        (outcome,) = Build(city, shelf).run((replace(dataset, sources=(source,)),))
        assert outcome.published is not None, outcome.error
    generations = Generations(folder / "data", almaty, shelf)
    assert generations.build(NAMES)
    return generations


@pytest.fixture(scope="session")
def search(almaty: City, generations: Generations) -> Search:
    def begin() -> None:
        raise AssertionError("the index is of the releases in force")

    return Search(almaty, generations, begin)
