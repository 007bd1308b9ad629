"""`python -m bench.named FOLDER SCALE`: a city's named datasets and their index, without tiles."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from qala.atlas.search.generation import Generations
from qala.atlas.search.names import Name, NameSource
from qala.core.city import City
from qala.core.text import Text
from qala.sources.build import Build
from qala.sources.folder import load_city
from qala.store.shelf import Shelf
from qala.wiring import NAMES

CITY = Path(__file__).resolve().parents[1] / "cities" / "almaty"
APART_DEGREES = 0.6


def build_names(data: Path, scale: int) -> None:
    """Publish what is found by name, and make the index that a server of this shelf asks for.

    Tiles are left out: searching needs none. The index has the names of `scale` cities side by
    side, as `qala build --scale` invents them: streets are called alike in each, ids and numbers
    of land plots say which city they are of.
    """
    city, shelf = load_city(CITY), Shelf(data / "releases")
    named = tuple(replace(each, mapped=False) for each in city.datasets if each.search)
    for outcome in Build(city, shelf).run(named):
        if outcome.error:
            raise RuntimeError(f"{outcome.dataset.id}: {outcome.error}")
    Generations(data, city, shelf).build([_side_by_side(source, scale) for source in NAMES])


def _side_by_side(source: NameSource, scale: int) -> NameSource:
    def names(city: City, shelf: Shelf) -> Iterator[Name]:
        for name in source(city, shelf):
            yield name
            if name.id:
                yield from (_copied(name, copy) for copy in range(1, scale))

    return names


def _copied(name: Name, copy: int) -> Name:
    lon, lat = (name.lon or 0.0) + APART_DEGREES * (copy % 4), (name.lat or 0.0)
    lat += APART_DEGREES * (copy // 4)
    title = name.title
    if name.number:
        title = Text({each: f"{copy}-{number}" for each, number in title.items()})
    return replace(name, id=f"{copy}-{name.id}", title=title, lon=lon, lat=lat)


def indexed(data: Path) -> int:
    """The number of names in the index in force."""
    generations = Generations(data, load_city(CITY), Shelf(data / "releases"))
    return int(generations.open(generations.current()).searcher().num_docs)


if __name__ == "__main__":
    build_names(Path(sys.argv[1]), int(sys.argv[2]))
