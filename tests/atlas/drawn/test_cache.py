"""Drawn maps on disk: drawn once, few at a time, bounded, gone with their releases."""

import os
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from qala.atlas.drawn.cache import AT_ONCE, Drawn, DrawnMaps
from qala.core.errors import Busy
from qala.store.upkeep import withdraw

KEY = "0" * 64


def key(number: int) -> str:
    return f"{number:08x}".ljust(64, "0")


@pytest.fixture
def releases(own_shelf):
    return (own_shelf.current("roads"), own_shelf.current("schools"))


@pytest.fixture
def maps(own_shelf, tmp_path):
    return DrawnMaps(tmp_path / "drawn", own_shelf, wait_s=0.3)


def files(maps):
    return sorted(path.name for path in maps.root.glob("*/*.p[nd][gf]"))


def test_a_map_is_drawn_once(maps, releases):
    drawings = iter([b"first", b"second"])
    wanted = Drawn(KEY, "png", releases)
    assert maps.get(wanted, lambda: next(drawings)) == b"first"
    (path,) = maps.root.glob(f"*/{KEY}.png")
    changed = path.stat().st_mtime_ns
    assert maps.get(wanted, lambda: next(drawings)) == b"first"
    assert path.stat().st_mtime_ns == changed
    assert next(drawings) == b"second"


def test_many_who_ask_at_once_get_one_drawing(maps, releases):
    drawn = []

    def draw() -> bytes:
        drawn.append(1)
        return b"drawing"

    with ThreadPoolExecutor(8) as pool:
        wanted = Drawn(KEY, "png", releases)
        found = list(pool.map(lambda _: maps.get(wanted, draw), range(8)))
    assert found == [b"drawing"] * 8
    assert len(drawn) == 1


def test_more_than_a_few_drawings_at_once_wait_and_then_are_refused(maps, releases):
    begun, finish = [Event() for _ in range(AT_ONCE)], Event()

    def slow(number: int) -> bytes:
        begun[number].set()
        assert finish.wait(10)
        return b"slow"

    with ThreadPoolExecutor(AT_ONCE) as pool:
        running = [
            pool.submit(maps.get, Drawn(key(each), "png", releases), lambda each=each: slow(each))
            for each in range(AT_ONCE)
        ]
        assert all(each.wait(10) for each in begun)
        with pytest.raises(Busy) as refused:
            maps.get(Drawn(key(9), "png", releases), lambda: b"another")
        finish.set()
        assert [each.result() for each in running] == [b"slow"] * AT_ONCE
    assert refused.value.retry_after_s > 0
    assert maps.get(Drawn(key(9), "png", releases), lambda: b"another") == b"another"


def test_a_drawing_that_fails_leaves_nothing_behind(maps, releases):
    def fail() -> bytes:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        maps.get(Drawn(KEY, "png", releases), fail)
    assert files(maps) == []
    assert maps.get(Drawn(KEY, "png", releases), lambda: b"now") == b"now"


def test_those_asked_for_longest_ago_make_room(own_shelf, releases, tmp_path):
    maps = DrawnMaps(tmp_path / "drawn", own_shelf, max_bytes=250)
    for number in range(2):
        maps.get(Drawn(key(number), "png", releases), lambda: b"x" * 100)
    for number, path in enumerate(sorted(maps.root.glob("*/*.png"))):
        os.utime(path, ns=(1_000 + number, path.stat().st_mtime_ns))
    maps.get(Drawn(key(0), "png", releases), lambda: b"never")
    maps.get(Drawn(key(2), "pdf", releases), lambda: b"x" * 100)
    assert files(maps) == [f"{key(0)}.png", f"{key(2)}.pdf"]


def test_maps_go_with_a_release_they_show(maps, own_shelf, releases):
    roads, schools = releases
    maps.get(Drawn(key(1), "png", (roads, schools)), lambda: b"both")
    maps.get(Drawn(key(2), "png", (roads,)), lambda: b"roads")
    withdraw(own_shelf, "schools", schools.sequence, reason="A test.")
    maps.clear_outdated()
    assert files(maps) == [f"{key(2)}.png"]


def test_a_map_that_was_withdrawn_while_it_was_drawn_is_not_kept(maps, own_shelf, releases):
    def draw() -> bytes:
        withdraw(own_shelf, "schools", releases[1].sequence, reason="A test.")
        return b"late"

    assert maps.get(Drawn(KEY, "png", releases), draw) == b"late"
    assert files(maps) == []


def test_a_disk_that_takes_no_files_costs_only_time(own_shelf, releases, tmp_path, caplog):
    (tmp_path / "drawn").write_text("a file where a folder should be")
    maps = DrawnMaps(tmp_path / "drawn", own_shelf)
    assert maps.get(Drawn(KEY, "png", releases), lambda: b"drawing") == b"drawing"
    assert "could not be kept" in caplog.text
