"""Odd features on a shelf, and files made of them."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import shapely

from qala.core.dataset import Dataset, Field, FieldType, GeometryType
from qala.core.features import Features
from qala.core.text import Text
from qala.store.exports import Credit, Form, Order
from qala.store.exports.making import make
from qala.store.shelf import Release, Shelf
from tests.store.conftest import put

THINGS = Dataset(
    id="things",
    title=Text({"kk": "Заттар", "en": "Things"}),
    abstract=Text(),
    theme="other",
    geometry=GeometryType.MIXED,
    fields=(
        Field("name", FieldType.NAME, Text({"en": "Name"})),
        Field(
            "kind",
            FieldType.CATEGORY,
            Text({"en": "Kind", "kk": "Түрі"}),
            values={"shop": Text({"en": "shop", "kk": "дүкен"})},
        ),
        Field("count", FieldType.INTEGER, Text({"en": "Count"})),
        Field("share", FieldType.NUMBER, Text({"en": "Share"})),
        Field("open", FieldType.BOOLEAN, Text({"en": "Open"})),
        Field("since", FieldType.DATE, Text({"en": "Since"})),
    ),
    sources=(),
    file="things.toml",
    mapped=False,
)
CREDIT = Credit(
    facts={
        "title": "Заттар / Things",
        "licence": "CC0-1.0",
        "citation": "Қала. CC0-1.0.",
        "generated": "true",
    },
    lines=(("Лицензия", "CC0-1.0"), ("Ескерту", "ойдан шығарылған")),
    title="Деректер туралы",
)
ODD = Features(
    ids=["a", "ә/2", "c=3", "d d"],
    geometry=np.array(
        [
            shapely.Point(76.9, 43.2),
            None,
            shapely.box(76.90, 43.20, 76.92, 43.22),
            shapely.MultiLineString([[(76.8, 43.1), (76.95, 43.21)], [(77, 43.2), (77, 43.3)]]),
        ],
        dtype=object,
    ),
    columns={
        "name": ['Қазақ "ӘҢҒҮҰҚӨҺІ"', None, "=1+1", "two\nlines, and a comma"],
        "name_kk": ["Қазақ", None, "+7 727", ""],
        "name_en": ["Kazakh", None, "@here", "-5"],
        "kind": ["shop", None, "unlabelled", "shop"],
        "count": [1, None, -(2**53) - 1, 2**60],
        "share": [0.1, None, 1e-300, -12345.678901234567],
        "open": [True, None, False, True],
        "since": ["2025-09", None, "2025", "2025-09-30"],
    },
)

Make = Callable[..., Path]


@pytest.fixture
def odd(shelf: Shelf) -> Release:
    """A release of features of every kind."""
    return put(shelf, ODD, dataset=THINGS).release


@pytest.fixture
def made(shelf: Shelf, tmp_path: Path) -> Make:
    """Makes a file of a release: `made(release, "gpkg", selection=..., cut=...)`."""

    def of(release: Release, form: str, **options: object) -> Path:
        order = Order(
            shelf.root, release.dataset, release.sequence, Form(form), "things-1", CREDIT, **options
        )
        folder = tmp_path / "made"
        folder.mkdir(exist_ok=True)
        path = folder / f"file.{form}"
        path.unlink(missing_ok=True)
        make(order, path, lambda _done: None)
        return path

    return of
