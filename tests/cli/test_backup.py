"""Backup and restore as an operator does them, on both databases."""

import shutil
import signal
import subprocess
import sys
import time

import pytest

from qala.cli.backup.places import shelf_files
from qala.store.shelf import Shelf
from tests.cli.conftest import COUNT, PROJECT, Installation, released


def test_everything_comes_back_elsewhere(filled, backed_up, tmp_path):
    assert backed_up.stat().st_mode & 0o777 == 0o600
    elsewhere = Installation(tmp_path / "new" / "data")
    restored = elsewhere.qala("restore", backed_up)
    assert restored.returncode == 0, restored.stderr
    assert "251 rows, 5 releases, every checksum right" in restored.stdout
    assert released(elsewhere.data) == released(filled.data)
    assert (elsewhere.data / "uploads/a/Сурет 1.jpg").read_bytes() == b"\xff\xd8private"
    assert (elsewhere.data / "uploads/a/Сурет 1.jpg").stat().st_mode & 0o777 == 0o600
    key = (elsewhere.data / "secret_key").read_bytes()
    assert key == (filled.data / "secret_key").read_bytes()
    assert not (elsewhere.data / "cache").exists()
    assert sorted(path.name for path in elsewhere.data.iterdir()) == [
        "qala.sqlite3", "releases", "secret_key", "uploads",
    ]  # fmt: skip
    assert elsewhere.qala("releases", "verify").returncode == 0
    gone = elsewhere.qala("releases", "list", "roads")
    assert gone.returncode == 1
    assert "wrong" in gone.stderr


@pytest.mark.parametrize(
    ("before", "after"),
    [("sqlite", "sqlite"), ("sqlite", "postgresql"), ("postgresql", "sqlite"),
     ("postgresql", "postgresql")],
)  # fmt: skip
def test_rows_come_back_in_either_database(before, after, new_postgresql, tmp_path):
    def installed(folder: str, kind: str) -> Installation:
        return Installation(tmp_path / folder, new_postgresql() if kind == "postgresql" else "")

    old, new = installed("old", before), installed("new", after)
    assert old.python("-m", "django", "migrate", "-v0").returncode == 0
    assert old.python("-c", COUNT).returncode == 0
    assert old.qala("backup", tmp_path / "rows.tar").returncode == 0
    restored = new.qala("restore", tmp_path / "rows.tar")
    assert restored.returncode == 0, restored.stderr
    rows = old.rows()
    assert rows.partition("\n")[0].count("(") == 250
    assert "/ru/map?layers=roads" in rows
    assert new.rows() == rows  # and the next row gets a number of its own


def test_a_backup_of_a_running_installation_is_of_one_moment(tmp_path):
    running = Installation(tmp_path / "data")
    running.fill()
    publishing = [sys.executable, "-c", PUBLISH_ON]
    with subprocess.Popen(publishing, cwd=PROJECT, env=running.environment) as publisher:
        try:
            for number in range(3):
                done = running.qala("backup", tmp_path / f"{number}.tar")
                assert done.returncode == 0, done.stderr
        finally:
            publisher.terminate()
    assert len(running.qala("releases", "list", "schools").stdout.splitlines()) > 1
    for number in range(3):
        copy = Installation(tmp_path / f"copy{number}")
        restored = copy.qala("restore", tmp_path / f"{number}.tar")
        assert restored.returncode == 0, restored.stderr


PUBLISH_ON = """
import itertools, os
from pathlib import Path
import numpy as np, shapely
from qala.core.features import Features, Intake
from qala.sources.folder import load_city
from qala.store.publish import Provenance, publish
from qala.store.shelf import Shelf
import django; django.setup()
from qala.atlas.actions import count_request
city = load_city(Path(os.environ["QALA_CITIES"]) / "town")
schools, shelf = city.dataset("schools"), Shelf(Path(os.environ["QALA_DATA"]) / "releases")
for number in itertools.count(2):
    count_request(f"192.0.2.{number}", per_minute=0 or 99)
    columns = {name: [None] * number for name in schools.columns(city.languages)}
    points = shapely.points(np.full((number, 2), (76.95, 43.25)))
    chunk = Features([str(each) for each in range(number)], points, columns)
    publish(shelf, schools, [chunk], languages=city.languages, intake=Intake(),
            provenance=Provenance(source={}))
"""


def test_a_full_disk_leaves_the_earlier_backup(filled, backed_up, small_disk):
    disk = small_disk(4)
    file = disk / "town.tar"
    shutil.copyfile(backed_up, file)
    before = file.read_bytes()
    (disk / "filler").write_bytes(b"\0" * (shutil.disk_usage(disk).free - (64 << 10)))
    refused = filled.qala("backup", file)
    assert refused.returncode == 1
    assert "No space left on device" in refused.stderr
    assert file.read_bytes() == before
    assert sorted(path.name for path in disk.iterdir()) == ["filler", "town.tar"]


def test_a_stopped_backup_leaves_nothing(filled, tmp_path):
    (filled.data / "uploads" / "big").write_bytes(b"\0" * (400 << 20))
    command = [sys.executable, "-m", "qala.cli", "backup", str(tmp_path / "b.tar")]
    try:
        with subprocess.Popen(command, cwd=PROJECT, env=filled.environment) as backup:
            while backup.poll() is None and not any(tmp_path.iterdir()):
                time.sleep(0.01)
            backup.send_signal(signal.SIGTERM)
        assert backup.returncode == 128 + signal.SIGTERM
        assert not list(tmp_path.iterdir())
    finally:
        (filled.data / "uploads" / "big").unlink()


def test_it_does_not_back_itself_up(filled):
    refused = filled.qala("backup", filled.data / "b.tar")
    assert refused.returncode == 1
    assert "a folder that is backed up" in refused.stderr


def test_the_memory_of_ids_that_are_gone_is_backed_up(tmp_path):
    for name in ("1/release.json", "current", "gone.npy", ".lock"):
        path = tmp_path / "roads" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    ((_dataset, files),) = shelf_files(Shelf(tmp_path))
    assert [path.name for path in files] == ["release.json", "gone.npy", "current"]
