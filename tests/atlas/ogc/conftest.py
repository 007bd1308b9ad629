"""Shelves with many schools on them."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.atlas.ogc.library import Library

COUNT = 2_500


@pytest.fixture
def make_library(tmp_path) -> Iterator[Callable[[int], "Library"]]:
    """Makes a shelf of the test's own."""
    from tests.atlas.ogc.library import libraries  # noqa: PLC0415 - once Django is set up

    with libraries(tmp_path / "releases") as make:
        yield make


@pytest.fixture(scope="package")
def library(tmp_path_factory) -> Iterator["Library"]:
    """A shelf that tests only read."""
    from tests.atlas.ogc.library import libraries  # noqa: PLC0415 - once Django is set up

    with libraries(tmp_path_factory.mktemp("library") / "releases") as make:
        yield make(COUNT)
