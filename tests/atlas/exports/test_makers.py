"""Making files: once for many, few at a time, as long as somebody wants them, never a full disk."""

import asyncio
import json
import os
import time
from collections import Counter
from multiprocessing import active_children

import httpx
import pytest

from qala.atlas.exports import makers as making
from qala.atlas.exports.makers import Makers, hand_over_makers, makers
from qala.atlas.exports.wanted import download
from qala.atlas.served import served
from qala.core.errors import Busy, TooLarge
from qala.core.visits import Visit, visit
from qala.store.exports import apart
from qala.store.kept import KeptFiles
from qala.store.upkeep import withdraw
from tests.atlas.exports.conftest import request
from tests.store.conftest import put, schools

PATIENCE_S = 30


def wanted(address="roads.gpkg", query=""):
    dataset, form = address.split(".")
    return download(served(), dataset, form, query, language="en")


@pytest.fixture
def many_schools(own_shelf):
    """A dataset that takes some seconds to be written for people."""
    return put(own_shelf, schools(60_000))


def until(condition):
    end = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_fifty_who_ask_for_the_same_get_one_file(front, kept):
    async def all_at_once() -> list[httpx.Response]:
        return await asyncio.gather(*(request(front, "roads.gpkg") for _ in range(50)))

    answers = asyncio.run(all_at_once())
    assert {each.status_code for each in answers} == {200}
    assert len({each.content for each in answers}) == 1
    assert len(list(kept.root.glob("*/*.gpkg"))) == 1


def test_fifty_who_ask_for_everything_are_answered_or_told_to_come_again(front, kept, monkeypatch):
    monkeypatch.setattr("qala.atlas.exports.front.PATIENCE_S", 20)
    running = []

    class Watched(Makers):
        def _make(self, *args: object) -> None:
            running.append(1)
            assert len(running) <= making.AT_ONCE
            try:
                super()._make(*args)
            finally:
                running.pop()

    hand_over_makers(Watched(kept))

    async def all_at_once() -> list[httpx.Response]:
        different = (
            f"roads.{form}?length_m={n}"
            for n in range(10)
            for form in ("gpkg", "csv", "fgb", "xlsx", "zip")
        )
        return await asyncio.gather(*(request(front, each) for each in different))

    answers = asyncio.run(all_at_once())
    statuses = Counter(each.status_code for each in answers)
    assert set(statuses) == {200, 503}
    assert statuses[200] >= making.QUEUE_MAX // 2
    assert all(int(each.headers["retry-after"]) > 0 for each in answers if each.status_code == 503)


def test_the_work_stops_when_nobody_wants_it_any_more(many_schools, kept):
    slow = wanted("schools.xlsx")
    assert makers().want(slow, for_s=60).path is None
    folder = kept.root / making.MAKING / slow.file.key
    until(lambda: (folder / apart.DONE).exists() and (folder / apart.DONE).read_text() != "0")
    (process,) = [each for each in active_children() if each.is_alive()]
    past = time.time() - 1

    os.utime(folder / apart.WANTED, (past, past))
    until(lambda: not folder.exists())
    assert not process.is_alive()
    assert kept.found(slow.file) is None


def test_a_client_that_leaves_stops_asking_and_others_keep_it_going(front, many_schools, kept):
    async def two() -> httpx.Response:
        leaving = Visit()
        visit.set(leaving)
        first = asyncio.create_task(request(front, "schools.xlsx"))
        await asyncio.sleep(0.5)
        visit.set(Visit())
        second = asyncio.create_task(request(front, "schools.xlsx"))
        await asyncio.sleep(0.5)
        leaving.leave()
        await asyncio.sleep(0.5)
        first.cancel()
        return await second

    answer = asyncio.run(two())
    assert answer.status_code == 200
    assert len(list(kept.root.glob("*/*.xlsx"))) == 1


def test_a_file_made_for_a_release_that_was_withdrawn_is_gone(front, kept, own_shelf):
    assert asyncio.run(request(front, "roads.gpkg")).status_code == 200
    sequence = own_shelf.current_sequence("roads")
    withdraw(own_shelf, "roads", sequence, reason="Wrong streets.")
    answer = asyncio.run(request(front, "roads.gpkg"))
    assert answer.status_code == 410
    assert "Wrong streets." in answer.json()["detail"]
    assert not list(kept.root.glob("*/*.gpkg"))


def test_a_new_release_is_asked_for_anew(front, own_shelf, kept):
    before = asyncio.run(request(front, "schools.geojson"))
    put(own_shelf, schools(7))
    after = asyncio.run(request(front, "schools.geojson"))
    assert after.headers["etag"] != before.headers["etag"]
    assert len(json.loads(after.content)["features"]) == 7
    assert len(list(kept.root.glob("*/*.geojson"))) == 1


def test_kept_files_make_room(own_shelf, tmp_path, front):
    small = KeptFiles(tmp_path / "small", own_shelf, 250_000)
    hand_over_makers(Makers(small))
    for query in ("", "?class=primary", "?class=residential"):
        assert asyncio.run(request(front, f"roads.gpkg{query}")).status_code == 200
    assert sum(each.stat().st_size for each in small.root.glob("[!.]*/*.gpkg")) <= 250_000


def test_a_file_larger_than_all_room_is_refused(own_shelf, tmp_path, front):
    hand_over_makers(Makers(KeptFiles(tmp_path / "tiny", own_shelf, 1_000)))
    answer = asyncio.run(request(front, "roads.gpkg"))
    assert answer.status_code == 413
    assert "larger than" in answer.json()["detail"]


def test_a_full_disk_is_said_and_left_with_its_reserve(small_disk, own_shelf, front):
    disk = small_disk(2)
    (disk / "filled").write_bytes(b"x" * 1_950_000)
    hand_over_makers(Makers(KeptFiles(disk / "downloads", own_shelf, 64 << 20)))
    answer = asyncio.run(request(front, "roads.gpkg"))
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0
    assert "no room" in answer.json()["detail"]
    assert not list(disk.glob("downloads/*/*.gpkg"))
    (disk / "filled").unlink()
    until(lambda: asyncio.run(request(front, "roads.csv")).status_code == 200)


def test_a_disk_that_takes_nothing_is_said(own_shelf, tmp_path, front):
    (tmp_path / "blocked").write_text("a file where a folder should be")
    hand_over_makers(Makers(KeptFiles(tmp_path / "blocked", own_shelf, 64 << 20)))
    assert asyncio.run(request(front, "roads.gpkg")).status_code == 503


def test_a_damaged_release_is_an_error_of_ours_and_tried_again_later(
    front, own_shelf, kept, monkeypatch
):
    features = own_shelf.current("roads").features
    whole = features.read_bytes()
    features.write_bytes(whole[: len(whole) // 2])
    assert asyncio.run(request(front, "roads.csv")).status_code in (500, 503)
    features.write_bytes(whole)
    monkeypatch.setattr(making, "FAILED_S", 0)
    assert asyncio.run(request(front, "roads.csv")).status_code == 200


def test_what_a_killed_server_left_is_cleared(front, kept):

    dead = kept.root / making.MAKING / ("0" * 64)
    dead.mkdir(parents=True)
    (dead / apart.WANTED).touch()
    os.utime(dead / apart.WANTED, (1, 1))
    assert asyncio.run(request(front, "roads.gpkg")).status_code == 200
    assert not dead.exists()


def test_errors_keep_their_words_between_processes():
    handed = apart.error_of(json.loads(json.dumps(apart.record_of(TooLarge("{n} is much", n=3)))))
    assert (type(handed), str(handed)) == (TooLarge, "3 is much")
    assert isinstance(apart.error_of(apart.record_of(OSError(28, "full"))), Busy)
    assert "recorded" in str(apart.error_of(apart.record_of(ZeroDivisionError())))
