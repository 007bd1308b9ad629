"""The few moves on disk that make publishing atomic: stage, lock, settle, replace."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from qala.core.errors import QalaError, mark

STAGING = ".staging-"
LOCK = ".lock"
NEARLY_FULL_BYTES = 16 << 20
"""With less than this free, a program that could not write met a full disk: it may have removed
what it had written before it said so."""


def disk_full(folder: Path) -> QalaError:
    """The error for a disk that has no room for a release."""
    return QalaError(
        mark("The disk of {folder} is full: free space there and publish again."), folder=folder
    )


def nearly_full(folder: Path) -> bool:
    """Whether the disk of `folder` has next to no room left."""
    return shutil.disk_usage(folder).free < NEARLY_FULL_BYTES


def write_failure(folder: Path, said: str) -> QalaError:
    """The error for a library that could not write below `folder`."""
    if nearly_full(folder):
        return disk_full(folder)
    return QalaError(mark("Writing to {folder} failed: {said}"), folder=folder, said=said)


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
    staging = folder / f"{STAGING}{uuid4().hex}"
    with locked(folder):  # so that nobody clears away what is not locked yet
        _clear_dead(folder)
        handle = (folder / f"{staging.name}{LOCK}").open("w")
        fcntl.flock(handle, fcntl.LOCK_EX)
    with handle:
        try:
            staging.mkdir()
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
    try:
        fresh.write_text(text)
        _sync(fresh)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
    _sync(path.parent)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
