"""Whatever happens while publishing, what was served stays served and nothing half is seen."""

import json
import multiprocessing
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from qala.core.errors import QalaError
from qala.store.disk import staging_folder
from qala.store.query import Query
from qala.store.reader import Reader
from qala.store.shelf import Shelf
from qala.store.upkeep import verify
from tests.store.conftest import put, schools

PUBLISH_AND_DIE = """
import os, signal, sys
from pathlib import Path
import qala.store.publish as publishing
from qala.store.shelf import Shelf
from tests.store.conftest import put, schools

step = sys.argv[2]
module, name = step.rsplit(".", 1)
target = __import__("sys").modules[module]
original = getattr(target, name)

def die_after(*args, **kwargs):
    if sys.argv[3] == "after":
        original(*args, **kwargs)
    os.kill(os.getpid(), signal.SIGKILL)

setattr(target, name, die_after)
put(Shelf(Path(sys.argv[1])), schools(600))
"""
STEPS = ["write_features", "write_ids", "cut_tiles", "_describe", "settle", "replace_text"]


def _run_until_killed(shelf: Shelf, step: str, when: str) -> None:
    command = [sys.executable, "-c", PUBLISH_AND_DIE, str(shelf.root), step, when]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], check=False)
    assert done.returncode == -signal.SIGKILL


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("step", STEPS)
def test_killed_at_each_step(shelf: Shelf, step: str, when: str):
    put(shelf, schools(500))
    _run_until_killed(shelf, f"qala.store.publish.{step}", when)
    in_force = shelf.current("schools")
    expected = 600 if (step, when) == ("replace_text", "after") else 500
    assert in_force.manifest.counts["features"] == expected
    for release in shelf.releases("schools"):
        assert verify(release) == []
    published = put(shelf, schools(600))
    assert shelf.current("schools").manifest.counts["features"] == 600
    assert published.release.sequence == 2
    left = [path.name for path in (shelf.root / "schools").glob(".staging-*")]
    assert left == []


@pytest.mark.parametrize("megabytes", [1, 6, 9, 11, 14])
def test_a_full_disk_is_said_and_leaves_the_previous_release(small_disk, megabytes: int):
    """Filled while sorting, while handing over, while cutting."""
    shelf = Shelf(small_disk(megabytes) / "releases")
    put(shelf, schools(100))
    with pytest.raises(QalaError, match=r"disk.*full"):
        put(shelf, schools(60_000))
    assert shelf.current("schools").manifest.counts["features"] == 100
    assert verify(shelf.current("schools")) == []
    assert not list((shelf.root / "schools").glob(".staging-*"))


def _stage_many(folder: Path) -> None:
    for _ in range(300):
        with staging_folder(folder) as staging:
            (staging / "file").write_text("")


def test_builds_that_begin_at_once_do_not_clear_each_other_away(tmp_path: Path):
    context = multiprocessing.get_context("spawn")
    builds = [context.Process(target=_stage_many, args=(tmp_path,)) for _ in range(4)]
    for build in builds:
        build.start()
    for build in builds:
        build.join()
    assert [build.exitcode for build in builds] == [0, 0, 0, 0]
    assert [path.name for path in tmp_path.iterdir()] == [".lock"]


def _publish_many(root: Path, first: int) -> None:
    for number in range(5):
        put(Shelf(root), schools(20 + first + number, seed=first))


def test_two_builds_at_once_get_numbers_of_their_own(shelf: Shelf):
    context = multiprocessing.get_context("spawn")
    builds = [context.Process(target=_publish_many, args=(shelf.root, 100 * n)) for n in (1, 2)]
    for build in builds:
        build.start()
    for build in builds:
        build.join()
    assert [build.exitcode for build in builds] == [0, 0]
    assert shelf.sequences("schools") == list(range(1, 11))
    assert shelf.current("schools").sequence == 10
    assert all(verify(release) == [] for release in shelf.releases("schools"))


def test_a_reader_in_the_middle_of_a_switch_sees_one_release_or_the_other(
    shelf: Shelf, reader: Reader
):
    put(shelf, schools(200))
    seen: set[tuple[int, int]] = set()
    wrong: list[BaseException] = []
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            try:
                release = shelf.current("schools")
                page = reader.items(release, Query(limit=1000))
                seen.add((release.sequence, len(page.items)))
            except BaseException as error:  # noqa: BLE001 - collected, then asserted empty
                wrong.append(error)

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    for count in (201, 202, 203):
        put(shelf, schools(count))
    time.sleep(0.2)
    stop.set()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert seen <= {(1, 200), (2, 201), (3, 202), (4, 203)}
    assert len(seen) >= 2


def test_a_release_edited_by_hand_is_reported(shelf: Shelf):
    release = put(shelf, schools(100)).release
    release.features.write_bytes(release.features.read_bytes()[:-10])
    release.ids.unlink()
    assert {(each.file, each.problem.split()[-1]) for each in verify(release)} == {
        ("features.parquet", str(release.manifest.files["features.parquet"].bytes)),
        ("ids.npy", "missing"),
    }


def test_a_damaged_newest_release_does_not_stop_publishing(shelf: Shelf):
    put(shelf, schools(10))
    newest = put(shelf, schools(11)).release
    (newest.folder / "release.json").write_text("{")
    assert put(shelf, schools(12)).release.sequence == 3
    assert json.loads((shelf.root / "schools" / "3" / "release.json").read_text())["sequence"] == 3
