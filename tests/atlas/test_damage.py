"""One damaged dataset does not take the others off the map."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from qala.atlas.identify import known_at
from qala.atlas.models import RequestCount
from qala.atlas.queries import published
from qala.atlas.served import Served
from qala.core.city import City
from qala.store.engine import Engine
from qala.store.reader import Reader
from qala.store.shelf import Shelf


@pytest.fixture
def served(town: City, tmp_path: Path) -> Iterator[Served]:
    """The town over a shelf of its own."""
    shelf = Shelf(tmp_path / "releases")
    shutil.copytree(settings.RELEASES, shelf.root)
    engine = Engine(shelf.root)
    yield Served(town, Reader(shelf, engine, projection=town.projection))
    engine.close()


def test_the_others_are_listed_and_known(served: Served):
    all_of_them = {each.dataset.id for each in published(served)}
    (served.shelf.root / "roads" / "current").write_bytes(b"\xff")
    (served.shelf.root / "schools" / "1" / "features.parquet").unlink()
    assert {each.dataset.id for each in published(served)} == all_of_them - {"roads"}
    west, south, east, north = served.city.bounds.as_list()
    known = known_at(served, (west + east) / 2, (south + north) / 2)
    assert {each.id for each in known.unknown} >= {"roads", "schools"}
    assert known.of("districts")


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("town")
def test_a_database_that_cannot_count_requests_keeps_no_answer_back(client):
    with connection.schema_editor() as editor:
        editor.delete_model(RequestCount)
    try:
        assert client.get("/api/identify?lon=76.94&lat=43.25").status_code == 200
    finally:
        with connection.schema_editor() as editor:
            editor.create_model(RequestCount)
