"""The few moves on disk that make publishing atomic: stage, lock, settle, replace."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

STAGING = ".staging-"
LOCK = ".lock"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the dataset's lock; the kernel lets go of it when the process dies."""
    with (folder / LOCK).open("a") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


@contextmanager
def staging_folder(folder: Path) -> Iterator[Path]:
    """A fresh folder beside the releases, removed at the end unless it was renamed away.

    It is locked as long as this process lives, so that others can tell it from a dead one's.
    """
    _clear_dead(folder)
    staging = folder / f"{STAGING}{uuid4().hex}"
    staging.mkdir(parents=True)
    with (folder / f"{staging.name}{LOCK}").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        try:
            yield staging
        finally:
            shutil.rmtree(staging, ignore_errors=True)
            Path(handle.name).unlink(missing_ok=True)


def _clear_dead(folder: Path) -> None:
    """Remove what a killed process has left behind."""
    for lock in folder.glob(f"{STAGING}*{LOCK}"):
        with lock.open("a") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            shutil.rmtree(folder / lock.name.removesuffix(LOCK), ignore_errors=True)
            lock.unlink(missing_ok=True)


def settle(folder: Path) -> None:
    """Write a folder's files and its listing through to the disk."""
    for path in folder.iterdir():
        _sync(path)
    _sync(folder)


def replace_text(path: Path, text: str) -> None:
    """Replace a small file at once: readers see the old text or the new one, never a part."""
    fresh = path.with_name(f".{path.name}-{uuid4().hex}")
    fresh.write_text(text)
    _sync(fresh)
    fresh.replace(path)
    _sync(path.parent)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
