"""What was edited or broken on disk is damage with a name, and never more than that."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from qala.core.errors import ShelfDamaged, Withdrawn
from qala.store.query import Query
from qala.store.reader import Reader
from qala.store.shelf import Shelf
from qala.store.upkeep import withdraw
from tests.store.conftest import SCHOOLS, put, schools

Harm = Callable[[Path], object]
"""What befalls the folder of a dataset."""


def current_is(content: bytes) -> Harm:
    return lambda folder: (folder / "current").write_bytes(content)


def current_is_a_folder(folder: Path) -> None:
    (folder / "current").unlink()
    (folder / "current").mkdir()


def manifest_with(**changes: object) -> Harm:
    def harm(folder: Path) -> None:
        path = folder / "1" / "release.json"
        path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))

    return harm


def features_are(content: bytes | None) -> Harm:
    def harm(folder: Path) -> None:
        (folder / "1" / "features.parquet").unlink()
        if content is not None:
            (folder / "1" / "features.parquet").write_bytes(content)

    return harm


@pytest.mark.parametrize(
    "harm",
    [
        *map(current_is, (b"garbage\n", b"\xff\xfe\x00", b"", b"9" * 5000, b"-1", "١".encode())),
        current_is_a_folder,
        manifest_with(counts={}),
        manifest_with(counts=None),
        manifest_with(files={}),
        manifest_with(extent="west"),
        manifest_with(source=7),
    ],
)
def test_what_names_no_release_or_describes_none_is_damage(shelf: Shelf, harm: Harm):
    put(shelf, schools(10))
    harm(shelf.root / "schools")
    with pytest.raises(ShelfDamaged):
        shelf.current("schools")


@pytest.mark.parametrize(
    "harm",
    [features_are(None), features_are(b"PAR1PAR1"), manifest_with(columns=["nothing"])],
)
def test_features_that_cannot_be_read_leave_those_of_others(
    shelf: Shelf, reader: Reader, harm: Harm
):
    put(shelf, schools(10))
    colleges = replace(SCHOOLS, id="colleges")
    put(shelf, schools(10), dataset=colleges)
    harm(shelf.root / "schools")
    releases = [shelf.current("schools"), shelf.current("colleges")]
    with pytest.raises(ShelfDamaged):
        reader.items(releases[0], Query())
    reach = {"schools": 50_000.0, "colleges": 50_000.0}
    found = reader.near(releases, 76.9, 43.25, reach)
    assert {hit.release.dataset for hit in found} == {"colleges"}
    assert len(found) == 10


def test_a_damaged_stone_still_says_withdrawn(shelf: Shelf):
    put(shelf, schools(10))
    withdraw(shelf, "schools", 1, reason="wrong")
    (shelf.root / "schools" / "1" / "withdrawn.json").write_text("{")
    with pytest.raises(Withdrawn):
        shelf.release("schools", 1)
