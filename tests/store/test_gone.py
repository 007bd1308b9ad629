"""Whether an id was ever here, and since which release it is gone."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from qala.core.errors import ShelfDamaged
from qala.store import upkeep
from qala.store.gone import GONE, gone_since
from qala.store.shelf import Shelf
from qala.store.upkeep import prune
from tests.store.conftest import SCHOOLS, put, schools

UNMAPPED = replace(SCHOOLS, mapped=False)


@pytest.fixture
def history(shelf: Shelf, monkeypatch) -> Shelf:
    """school-0 went with release 2, school-1 with 3; school-9 came with 4."""
    monkeypatch.setattr(upkeep, "KEEP_YOUNGER_THAN", timedelta(0))
    for chunk in (
        schools(5),
        schools(4, first=1),
        schools(3, first=2),
        schools(8, first=2),
    ):
        put(shelf, chunk, dataset=UNMAPPED)
    return shelf


def since(shelf: Shelf, number: int) -> int | None:
    return gone_since(shelf, shelf.current("schools"), f"school-{number}")


EXPECTED = {0: 2, 1: 3, 77: None}


def test_each_earlier_release_is_asked(history):
    assert {number: since(history, number) for number in EXPECTED} == EXPECTED


@pytest.mark.parametrize("keep", [3, 2, 1])
def test_what_a_pruned_release_had_is_remembered(history, keep):
    assert prune(history, "schools", keep=keep) == list(range(4 - keep, 0, -1))
    assert {number: since(history, number) for number in EXPECTED} == EXPECTED
    assert (history.folder("schools") / GONE).exists()


def test_an_id_that_came_back_and_went_again_is_gone_since_the_last_time(history):
    put(history, schools(5, first=0), dataset=UNMAPPED)
    put(history, schools(5, first=2), dataset=UNMAPPED)
    put(history, schools(6, first=2), dataset=UNMAPPED)
    assert since(history, 0) == 6
    prune(history, "schools", keep=1)
    assert since(history, 0) == 6
    known = np.load(history.folder("schools") / GONE)
    assert len(set(known["digest"].tolist())) == len(known)


def test_without_anything_gone_nothing_is_written(shelf, monkeypatch):
    monkeypatch.setattr(upkeep, "KEEP_YOUNGER_THAN", timedelta(0))
    put(shelf, schools(3), dataset=UNMAPPED)
    put(shelf, schools(5), dataset=UNMAPPED)
    assert prune(shelf, "schools", keep=1) == [1]
    assert not (shelf.folder("schools") / GONE).exists()


def test_a_damaged_index_is_told(history):
    (history.folder("schools") / "2" / "ids.npy").write_bytes(b"")
    with pytest.raises(ShelfDamaged):
        since(history, 77)
