"""A town served from a shelf of its own, and a folder of its own for drawn maps."""

import shutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings as django_settings

from qala.atlas.served import Served, hand_over, served
from qala.core.city import City
from qala.store.engine import Engine
from qala.store.reader import Reader
from qala.store.shelf import Shelf


@pytest.fixture
def kept(settings, tmp_path: Path) -> Path:
    """An empty folder for drawn maps."""
    settings.DRAWN = tmp_path / "drawn"
    return tmp_path / "drawn"


@pytest.fixture
def own_shelf(town: City, tmp_path: Path) -> Iterator[Shelf]:
    """A copy of the town's shelf that a test may change, served instead of it."""
    import_module(django_settings.ROOT_URLCONF)  # wires the town, if no page was asked for yet
    before = served()
    shelf = Shelf(tmp_path / "releases")
    shutil.copytree(django_settings.RELEASES, shelf.root)
    hand_over(Served(town, Reader(shelf, Engine(shelf.root), projection=town.projection)))
    yield shelf
    hand_over(before)
