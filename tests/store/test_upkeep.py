"""Pruning keeps what is needed; withdrawing removes files and keeps the reason."""

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from qala.core.errors import NotFound, ShelfDamaged, Withdrawn
from qala.store.shelf import Release, Shelf
from qala.store.upkeep import prune, withdraw
from tests.store.conftest import SCHOOLS, put, schools

UNMAPPED = replace(SCHOOLS, mapped=False)
"""Without tiles, which take most of the time of publishing."""


def _publish_five(shelf: Shelf, *, days_old: int) -> None:
    for count in range(1, 6):
        release = put(shelf, schools(count), dataset=UNMAPPED).release
        _age(release, days_old)


def _age(release: Release, days: int) -> None:
    """Write an older date into the manifest, as time would have done."""
    path = release.folder / "release.json"
    old = (datetime.now(UTC) - timedelta(days=days)).isoformat(timespec="seconds")
    path.write_text(path.read_text().replace(release.manifest.published_at, old))


def test_prune_keeps_the_newest_and_the_one_in_force(shelf: Shelf):
    _publish_five(shelf, days_old=3)
    (shelf.root / "schools" / "current").write_text("1\n")
    assert sorted(prune(shelf, "schools", keep=2)) == [2, 3]
    assert shelf.sequences("schools") == [1, 4, 5]


def test_prune_keeps_what_is_younger_than_a_day(shelf: Shelf):
    _publish_five(shelf, days_old=0)
    assert prune(shelf, "schools", keep=1) == []


def test_a_clock_set_back_changes_nothing_of_the_order(shelf: Shelf):
    """Releases of a clock that was ten years ahead stand before those of the right one."""
    for count in (1, 2):
        _age(put(shelf, schools(count), dataset=UNMAPPED).release, days=-3650)
    third = put(shelf, schools(3), dataset=UNMAPPED).release
    assert third.sequence == 3
    assert shelf.current("schools").manifest.counts["features"] == 3
    assert [each.sequence for each in shelf.releases("schools")] == [3, 2, 1]
    os.utime(shelf.root / "schools" / "current", (0, 0))
    assert shelf.current("schools").sequence == 3
    assert prune(shelf, "schools", keep=1) == []  # too young to remove, as far as anyone knows
    assert withdraw(shelf, "schools", 3, reason="a mistake") == 2


def test_numbers_are_never_used_again(shelf: Shelf):
    put(shelf, schools(1))
    put(shelf, schools(2))
    withdraw(shelf, "schools", 2, reason="wrong file")
    assert put(shelf, schools(3)).release.sequence == 3


def test_withdrawing_the_one_in_force_puts_the_one_before_in_force(shelf: Shelf):
    put(shelf, schools(1))
    put(shelf, schools(2))
    assert withdraw(shelf, "schools", 2, reason="names of private persons") == 1
    assert shelf.current("schools").sequence == 1
    with pytest.raises(Withdrawn, match="names of private persons"):
        shelf.release("schools", 2)
    assert [path.name for path in (shelf.root / "schools" / "2").iterdir()] == ["withdrawn.json"]


def test_withdrawing_the_only_release_leaves_the_reason(shelf: Shelf):
    put(shelf, schools(1))
    assert withdraw(shelf, "schools", 1, reason="a mistake") is None
    with pytest.raises(Withdrawn, match="a mistake"):
        shelf.current("schools")
    assert shelf.datasets() == []


def test_what_is_not_there_is_said(shelf: Shelf):
    put(shelf, schools(1))
    with pytest.raises(NotFound, match="no release 7"):
        shelf.release("schools", 7)
    with pytest.raises(NotFound, match="no dataset"):
        shelf.current("hospitals")
    with pytest.raises(NotFound):
        shelf.current("../../etc")
    with pytest.raises(NotFound):
        withdraw(shelf, "schools", 9, reason="none")


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": 99}', '{"format": 1}'])
def test_a_manifest_that_cannot_be_read_is_damage(shelf: Shelf, text: str):
    release = put(shelf, schools(1)).release
    (release.folder / "release.json").write_text(text)
    with pytest.raises(ShelfDamaged):
        shelf.current("schools")


def test_a_pointer_that_names_nothing_is_damage(shelf: Shelf, tmp_path: Path):
    put(shelf, schools(1))
    (shelf.root / "schools" / "current").write_text("soon\n")
    with pytest.raises(ShelfDamaged, match="current"):
        shelf.current("schools")
