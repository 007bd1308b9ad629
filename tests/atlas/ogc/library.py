"""A shelf with many schools on it, and what is asked of it below `/ogc/`: read by `conftest`."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from qala.atlas.ogc.front import OgcFront
from qala.atlas.served import Served
from qala.atlas.tiles.messages import Answer, Request
from qala.atlas.tiles.opened import OpenReleases
from qala.store.engine import Engine
from qala.store.reader import Reader
from qala.store.shelf import Shelf
from tests.store.conftest import put, schools

ITEMS = "/ogc/collections/schools/items"


@dataclass(frozen=True, slots=True)
class Library:
    """The shelf and the front over it."""

    shelf: Shelf
    front: OgcFront

    def ask(self, path: str, query: str = "", method: str = "GET", **headers: str) -> Answer:
        """The answer of the front; a header is written with underscores."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.front.answer(Request(method, path, query, named, "https", "localhost"))

    def json(self, path: str, query: str = "", *, status: int = 200) -> Any:
        """The document answered, of that status."""
        answer = self.ask(path, query)
        assert answer.status == status, answer.body
        return json.loads(answer.body)


@contextmanager
def libraries(root: Path) -> Iterator[Callable[[int], Library]]:
    """A function that puts so many schools on a shelf."""
    shelf = Shelf(root)
    shelf.root.mkdir()
    engine = Engine(shelf.root)

    def make(count: int) -> Library:
        put(shelf, schools(count))
        reader = Reader(shelf, engine, projection=settings.CITY.projection)
        return Library(shelf, OgcFront(Served(settings.CITY, reader), OpenReleases(shelf)))

    yield make
    engine.close()
