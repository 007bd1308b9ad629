"""A small dataset and a shelf of its own for each test."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import shapely

from qala.core.dataset import Dataset, Field, FieldType, GeometryType, TileSpec
from qala.core.features import Features, Intake
from qala.core.text import Text
from qala.store.engine import Engine
from qala.store.publish import Provenance, Published, publish
from qala.store.reader import Reader
from qala.store.shelf import Release, Shelf

COUNT = 3_000
"""How many schools `library` has."""
LANGUAGES = ("kk", "en")
FIELDS = (
    Field("name", FieldType.NAME, Text({"en": "Name"})),
    Field("pupils", FieldType.INTEGER, Text({"en": "Pupils"}), unit="people"),
    Field("open", FieldType.BOOLEAN, Text({"en": "Open"})),
)
SCHOOLS = Dataset(
    id="schools",
    title=Text({"en": "Schools"}),
    abstract=Text(),
    theme="education",
    geometry=GeometryType.POINT,
    fields=FIELDS,
    sources=(),
    file="schools.toml",
    tiles=TileSpec(min_zoom=8, max_zoom=10),
)


def schools(count: int, *, seed: int = 1, first: int = 0) -> Features:
    """`count` schools around Almaty; equal seeds give equal schools."""
    random = np.random.default_rng(seed)
    points = shapely.points(random.uniform(76.8, 77.0, count), random.uniform(43.2, 43.3, count))
    numbers = range(first, first + count)
    return Features(
        ids=[f"school-{number}" for number in numbers],
        geometry=points,
        columns={
            "name": [f"№ {number} мектеп" for number in numbers],
            "name_kk": [f"№ {number} мектеп" for number in numbers],
            "name_en": [f"School {number}" for number in numbers],
            "pupils": [number % 1000 if number % 7 else None for number in numbers],
            "open": [number % 2 == 0 for number in numbers],
        },
    )


def put(shelf: Shelf, *chunks: Features, dataset: Dataset = SCHOOLS) -> Published:
    """Publish chunks the way a build does."""
    return publish(
        shelf,
        dataset,
        chunks,
        languages=LANGUAGES,
        intake=Intake(read=sum(len(chunk) for chunk in chunks)),
        provenance=Provenance({"kind": "facts"}, licence="CC0-1.0"),
    )


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "releases")


@pytest.fixture
def reader(shelf: Shelf) -> Iterator[Reader]:
    shelf.root.mkdir(exist_ok=True)
    engine = Engine(shelf.root)
    yield Reader(shelf, engine, projection=32643)
    engine.close()


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Reader, Release]]:
    """A reader and a release of COUNT schools that its tests share."""
    shelf = Shelf(tmp_path_factory.mktemp("shelf"))
    release = put(shelf, schools(COUNT)).release
    engine = Engine(shelf.root)
    yield Reader(shelf, engine, projection=32643), release
    engine.close()
