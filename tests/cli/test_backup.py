"""Backup and restore as an operator does them, on both databases, and with damaged files."""

import hashlib
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import tarfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
COUNT = """
import django; django.setup()
from qala.atlas.actions import count_request
for number in range(250): count_request(f"192.0.2.{number}", per_minute=10)
"""
REPORT = """
import django; django.setup()
from qala.atlas.models import RequestCount
print(sorted(RequestCount.objects.values_list("id", "visitor", "minute", "count")))
RequestCount.objects.create(visitor="next", minute=1)
"""


class Installation:
    """A data folder with its database, and the commands run on it."""

    def __init__(self, folder: Path, database: str = "", city: str = "town") -> None:
        self.data = folder
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "qala.settings.django",
            "QALA_CITIES": str(PROJECT / "tests" / "towns"),
            "QALA_CITY": city,
            "QALA_DATA": str(folder),
            "DATABASE_URL": database,
        }

    def python(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *words],
            cwd=PROJECT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def qala(self, *words: object) -> subprocess.CompletedProcess[str]:
        return self.python("-m", "qala.cli", *map(str, words))

    def rows(self) -> str:
        return self.python("-c", REPORT).stdout

    def fill(self) -> None:
        assert self.qala("build", "town").returncode == 0
        assert self.python("-m", "django", "migrate", "-v0").returncode == 0
        assert self.python("-c", COUNT).returncode == 0
        (self.data / "uploads" / "a").mkdir(parents=True)
        (self.data / "uploads" / "a" / "Сурет 1.jpg").write_bytes(b"\xff\xd8private")
        (self.data / "cache").mkdir(exist_ok=True)
        (self.data / "cache" / "map.png").write_bytes(b"made anew")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """An installation with six datasets, a withdrawn release, rows and an uploaded file."""
    installation = Installation(tmp_path_factory.mktemp("filled") / "data")
    installation.fill()
    withdrawn = installation.qala("withdraw", "roads", "--release", 1, "--reason", "wrong")
    assert withdrawn.returncode == 0
    return installation


@pytest.fixture(scope="module")
def backed_up(filled: Installation) -> Path:
    file = filled.data.parent / "town.tar"
    done = filled.qala("backup", file)
    assert done.returncode == 0, done.stderr
    return file


def released(data: Path) -> dict[str, bytes]:
    root = data / "releases"
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }


def test_everything_comes_back_elsewhere(filled, backed_up, tmp_path):
    assert backed_up.stat().st_mode & 0o777 == 0o600
    elsewhere = Installation(tmp_path / "new" / "data")
    restored = elsewhere.qala("restore", backed_up)
    assert restored.returncode == 0, restored.stderr
    assert "250 rows, 5 releases, every checksum right" in restored.stdout
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
    assert rows.count("(") == 250
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


def refusal(file: Path, target: Path, **changes: str) -> str:
    """What `qala restore` says of a file it must refuse; nothing may be left of it."""
    elsewhere = Installation(target, **changes)
    refused = elsewhere.qala("restore", file)
    assert refused.returncode == 1, refused.stdout
    assert "Traceback" not in refused.stderr
    assert not target.exists() or not list(target.iterdir())
    return refused.stderr


def rewritten(file: Path, copy: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """A copy of the backup, each entry as `change` gives it; None leaves it out."""
    with tarfile.open(file) as old, tarfile.open(copy, "w") as new:
        for member in old:
            content = change(member.name, old.extractfile(member).read())
            if content is not None:
                member.size = len(content)
                new.addfile(member, io.BytesIO(content))
    return copy


def test_a_backup_cut_short_is_refused(backed_up, tmp_path):
    whole = backed_up.read_bytes()
    for part in (0, 100, 512, 2000, len(whole) // 2, len(whole) - 12_000):
        (tmp_path / "part.tar").write_bytes(whole[:part])
        said = refusal(tmp_path / "part.tar", tmp_path / "new")
        assert "backup" in said or "cut short" in said


def test_a_changed_entry_is_named(backed_up, tmp_path):
    def changed(name: str, content: bytes) -> bytes:
        return content[:-1] + b"?" if name.endswith("schools/1/tiles.pmtiles") else content

    said = refusal(rewritten(backed_up, tmp_path / "b.tar", changed), tmp_path / "new")
    assert "releases/schools/1/tiles.pmtiles" in said
    assert "changed after it was made" in said


def test_a_missing_entry_is_named(backed_up, tmp_path):
    def without(name: str, content: bytes) -> bytes | None:
        return None if name.endswith("schools/1/ids.npy") else content

    said = refusal(rewritten(backed_up, tmp_path / "b.tar", without), tmp_path / "new")
    assert "releases/schools/1/ids.npy" in said


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("city", "atlantis", "QALA_CITY=atlantis"),
        ("format", 2, "does not know"),
        ("migrations", [["atlas", "0999_tomorrow"]], "newer than this one"),
        ("migrations", 5, "does not say what it is of"),
    ],
)
def test_a_backup_of_something_else_is_refused(backed_up, tmp_path, key, value, said):
    def changed(name: str, content: bytes) -> bytes:
        if name != "backup.json":
            return content
        return json.dumps({**json.loads(content), key: value}).encode()

    file = rewritten(backed_up, tmp_path / "b.tar", changed)
    assert said in refusal(file, tmp_path / "new")


@pytest.mark.parametrize(
    "name", ["../outside", "private/../../outside", "/etc/outside", "elsewhere"]
)
def test_an_entry_that_would_leave_its_folder_is_refused(backed_up, tmp_path, name):
    file = tmp_path / "b.tar"
    shutil.copyfile(backed_up, file)
    with tarfile.open(file) as old:
        header = old.extractfile("backup.json").read()
    with tarfile.open(file, "w") as new:
        for entry, content in (("backup.json", header), (name, b"x")):
            member = tarfile.TarInfo(entry)
            member.size = len(content)
            new.addfile(member, io.BytesIO(content))
    assert "which no backup has" in refusal(file, tmp_path / "new")
    assert not (tmp_path / "outside").exists()


def test_links_and_foreign_files_are_refused(backed_up, tmp_path):
    link = tarfile.TarInfo("private/link")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    with tarfile.open(tmp_path / "link.tar", "w") as file:
        file.addfile(link)
    assert "`private/link`" in refusal(tmp_path / "link.tar", tmp_path / "new")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 2000)
    assert "backup" in refusal(tmp_path / "picture.png", tmp_path / "new")
    assert "No such file" in refusal(tmp_path / "absent.tar", tmp_path / "new")


def test_nothing_is_replaced(filled, backed_up, new_postgresql, tmp_path):
    before = released(filled.data)
    assert "is not empty" in filled.qala("restore", backed_up).stderr
    assert released(filled.data) == before
    used = new_postgresql()
    assert Installation(tmp_path / "a", used).qala("restore", backed_up).returncode == 0
    assert "database is not empty" in refusal(backed_up, tmp_path / "b", database=used)
    assert len(Installation(tmp_path / "a", used).rows()) > 250


def test_a_failure_after_the_rows_empties_the_database_again(backed_up, new_postgresql, tmp_path):
    def changed(name: str, content: bytes) -> bytes:
        if name == "checksums.json":
            sums = json.loads(content)
            sums[ROWS] = hashlib.sha256(BAD_ROWS).hexdigest()
            return json.dumps(sums).encode()
        return BAD_ROWS if name == ROWS else content

    file = rewritten(backed_up, tmp_path / "b.tar", changed)
    url = new_postgresql()
    elsewhere = Installation(tmp_path / "new", url)
    assert elsewhere.qala("restore", file).returncode == 1
    assert elsewhere.qala("restore", backed_up).returncode == 0  # both are empty again


ROWS = "database/atlas.requestcount.jsonl"
BAD_ROWS = b'{"id": 1, "visitor": "a", "minute": 1, "count": 1}\n' * 2


def test_a_full_disk_leaves_the_earlier_backup(filled, backed_up, small_disk):
    file = small_disk / "town.tar"
    shutil.copyfile(backed_up, file)
    before = file.read_bytes()
    (small_disk / "filler").write_bytes(b"\0" * (900 << 10))
    refused = filled.qala("backup", file)
    assert refused.returncode == 1
    assert "No space left on device" in refused.stderr
    assert file.read_bytes() == before
    assert sorted(path.name for path in small_disk.iterdir()) == ["filler", "town.tar"]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of one megabyte."""
    if os.geteuid() != 0:
        pytest.skip("mounting a small file system needs root")
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)]
    if subprocess.run(mount, check=False).returncode:
        pytest.skip("this machine does not let a test mount a file system")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


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
