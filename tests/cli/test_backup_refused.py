"""Files that `qala restore` must refuse, and that nothing is left of them."""

import hashlib
import io
import json
import shutil
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Installation, released


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


def test_files_that_cannot_take_their_place_leave_nothing(backed_up, new_postgresql, tmp_path):
    """The last of all moves fails: a folder with that name was made meanwhile."""
    url, folder = new_postgresql(), tmp_path / "new"
    (folder / "uploads.lock" / "other").mkdir(parents=True)
    file = renamed(backed_up, tmp_path / "b.tar", "private/uploads/", "private/uploads.lock/")
    elsewhere = Installation(folder, url)
    refused = elsewhere.qala("restore", file)
    assert refused.returncode == 1
    assert "Traceback" not in refused.stderr
    assert "uploads.lock: Directory not empty" in refused.stderr
    assert [path.name for path in folder.rglob("*")] == ["uploads.lock", "other"]
    (folder / "uploads.lock" / "other").rmdir()
    assert elsewhere.qala("restore", file).returncode == 0  # the database is empty again
    assert (folder / "uploads.lock" / "a" / "Сурет 1.jpg").exists()


def renamed(file: Path, copy: Path, old: str, new: str) -> Path:
    """A copy of the backup in which a folder has another name."""
    with tarfile.open(file) as before, tarfile.open(copy, "w") as after:
        for member in before:
            content = before.extractfile(member).read()
            if member.name == "checksums.json":
                content = content.replace(old.encode(), new.encode())
            member.name, member.size = member.name.replace(old, new), len(content)
            member.pax_headers = {}
            after.addfile(member, io.BytesIO(content))
    return copy


ROWS = "database/atlas.requestcount.jsonl"
BAD_ROWS = b'{"id": 1, "visitor": "a", "minute": 1, "count": 1}\n' * 2


@pytest.mark.parametrize("name", ["backup.json", "releases/schools/current"])
def test_an_entry_that_comes_twice_is_named(backed_up, tmp_path, name):
    copy = tmp_path / "b.tar"
    with tarfile.open(backed_up) as old, tarfile.open(copy, "w") as new:
        for member in old:
            content = old.extractfile(member).read()
            for _ in range(2 if member.name == name else 1):
                new.addfile(member, io.BytesIO(content))
    assert f"holds `{name}` twice" in refusal(copy, tmp_path / "new")
