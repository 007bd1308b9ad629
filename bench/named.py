"""`python -m bench.named FOLDER SCALE`: a city's named datasets and their index, without tiles."""

import sys
from dataclasses import replace
from pathlib import Path

from qala.atlas.search.generation import Generations
from qala.core.city import City
from qala.sources.build import Build
from qala.sources.folder import load_city
from qala.store.shelf import Shelf
from qala.wiring import NAMES

CITY = Path(__file__).resolve().parents[1] / "cities" / "almaty"


def build_names(data: Path, scale: int) -> int:
    """Publish what is found by name, `scale` cities side by side; how many names there are.

    Tiles are left out: searching needs none. The index is the one that a server of the city asks
    for on this shelf.
    """
    city = load_city(CITY)
    if city.generation is None:
        raise ValueError("the city is not an invented one")
    grown = replace(city, generation=replace(city.generation, scale=scale))
    shelf = Shelf(data / "releases")
    named = tuple(replace(each, mapped=False) for each in grown.datasets if each.search)
    for outcome in Build(grown, shelf).run(named):
        if outcome.error:
            raise RuntimeError(f"{outcome.dataset.id}: {outcome.error}")
    return indexed(city, data)


def indexed(city: City, data: Path) -> int:
    """The number of names in the index of what is published; made where it is not there."""
    generations = Generations(data, city, Shelf(data / "releases"))
    generations.build(NAMES)
    return int(generations.open(generations.current()).searcher().num_docs)


if __name__ == "__main__":
    print(build_names(Path(sys.argv[1]), int(sys.argv[2])))
