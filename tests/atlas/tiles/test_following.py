"""Every process follows the shelf: switches, withdrawals and prunings, while others read."""

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from pmtiles.reader import MmapSource, all_tiles

from qala.atlas.tiles import opened
from qala.atlas.tiles.opened import OpenReleases
from qala.core.errors import NotFound, Withdrawn
from qala.store.shelf import Shelf
from qala.store.upkeep import withdraw
from tests.store.conftest import put, schools

PLACE = (8, 182, 93)


def stored(shelf: Shelf, sequence: int) -> bytes:
    """The tile at PLACE of a release, read with the format's own reader."""
    with (shelf.root / "schools" / str(sequence) / "tiles.pmtiles").open("rb") as file:
        return dict(all_tiles(MmapSource(file)))[PLACE]


def test_eight_threads_read_on_while_releases_switch(shelf: Shelf, releases: OpenReleases):
    known = {1: stored(shelf, 1)}
    stop, seen = Event(), Counter[int]()

    def read() -> None:
        while not stop.is_set():
            found = releases.current("schools")
            tile = found.archive.tile(*PLACE)
            assert tile == stored(shelf, found.release.sequence)
            seen[found.release.sequence] += 1

    with ThreadPoolExecutor(8) as pool:
        readers = [pool.submit(read) for _ in range(8)]
        for seed in (2, 3, 4):
            sequence = put(shelf, schools(500, seed=seed)).release.sequence
            known[sequence] = stored(shelf, sequence)
            time.sleep(1)
            before = seen[sequence]
            time.sleep(0.2)
            assert before > 0
        stop.set()
        for each in readers:
            each.result()
    assert len(set(known.values())) == 4
    assert set(seen) == {1, 2, 3, 4}


def test_a_switch_is_followed_within_a_second(shelf: Shelf, releases: OpenReleases):
    assert releases.current("schools").release.sequence == 1
    put(shelf, schools(500, seed=2))
    until = time.monotonic() + 1
    while releases.current("schools").release.sequence == 1:
        assert time.monotonic() < until
        time.sleep(0.02)
    assert releases.release("schools", 1).archive.tile(*PLACE) == stored(shelf, 1)


def test_a_withdrawal_is_followed_within_a_second(shelf: Shelf, releases: OpenReleases):
    put(shelf, schools(500, seed=2))
    reading = releases.release("schools", 2)
    tile = stored(shelf, 2)
    withdraw(shelf, "schools", 2, reason="a mistake")
    time.sleep(1)
    with pytest.raises(Withdrawn, match="a mistake"):
        releases.release("schools", 2)
    assert releases.current("schools").release.sequence == 1
    assert reading.archive.tile(*PLACE) == tile  # who was in the middle is not cut off


def test_a_release_without_tiles_is_not_found(shelf: Shelf, releases: OpenReleases):
    nowhere = schools(2)
    nowhere.geometry[:] = None
    put(shelf, nowhere)
    with pytest.raises(NotFound, match="has no tiles"):
        releases.release("schools", 2)


def test_unknown_names_leave_nothing_behind(releases: OpenReleases):
    for number in range(50):
        with pytest.raises(NotFound):
            releases.current(f"name{number}")
        with pytest.raises(NotFound):
            releases.release("schools", 100 + number)
    assert len(releases) == 0
    assert not releases._current


def test_only_so_many_archives_stay_open(
    shelf: Shelf, releases: OpenReleases, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(opened, "MOST_OPEN", 2)
    for seed in (2, 3):
        put(shelf, schools(500, seed=seed))
    for sequence in (1, 2, 3, 1):
        assert releases.release("schools", sequence).archive.tile(*PLACE) == stored(shelf, sequence)
        assert len(releases) <= 2


def test_what_nobody_uses_is_let_go(
    shelf: Shelf, releases: OpenReleases, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(opened, "KEEP_UNUSED_S", 0.0)
    releases.release("schools", 1)
    put(shelf, schools(500, seed=2))
    releases.release("schools", 2)
    assert len(releases) == 1
