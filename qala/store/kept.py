"""Files made from releases and kept on disk: bounded, and gone with the releases they show.

`root/{releases}/{key}.{form}`: a folder for each set of releases, whose `releases.json` names them.
Locks are the kernel's, so they hold between processes and end with them.
"""

import fcntl
import json
import logging
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from time import time, time_ns
from typing import TextIO
from uuid import uuid4

from qala.core.errors import QalaError
from qala.store.shelf import Release, Shelf

LOCKS, NAMED = ".locks", "releases.json"

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file to keep: its key, its form, the releases it shows."""

    key: str
    form: str
    releases: tuple[Release, ...]


@dataclass(frozen=True, slots=True)
class KeptFiles:
    """The kept files below one folder: of `max_bytes` together, none older than `max_age_s`."""

    root: Path
    shelf: Shelf
    max_bytes: int
    max_age_s: float | None = None

    def path(self, wanted: KeptFile) -> Path:
        """Where the file is kept, if it is."""
        return self.root / _digest(_named(wanted.releases)) / f"{wanted.key}.{wanted.form}"

    def found(self, wanted: KeptFile) -> Path | None:
        """The file, its time of access noted for the eviction; None where it is not kept."""
        path = self.path(wanted)
        try:
            os.utime(path, ns=(time_ns(), path.stat().st_mtime_ns))
        except OSError:
            return None
        return path

    def keep(self, wanted: KeptFile, put: Callable[[Path], object]) -> None:
        """Keep what `put` puts at the path it is given; OSError where the disk does not take it."""
        path = self.path(wanted)
        fresh = path.with_name(f".{uuid4().hex}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            named = path.parent / NAMED
            if not named.exists():
                fresh.write_text(json.dumps(_named(wanted.releases)))
                fresh.replace(named)
            put(fresh)
            fresh.replace(path)
            self.clear_outdated()
            self.evict()
        finally:
            with suppress(OSError):
                fresh.unlink()

    def clear_outdated(self) -> None:
        """Remove what shows a release that is no longer in force: it was replaced or withdrawn."""
        for named in self.root.glob(f"*/{NAMED}"):
            with suppress(OSError, ValueError):  # cleared by another process meanwhile
                releases = json.loads(named.read_text())
                if not all(self._in_force(*each) for each in releases):
                    shutil.rmtree(named.parent, ignore_errors=True)

    def _in_force(self, dataset: str, sequence: int) -> bool:
        try:
            return self.shelf.current_sequence(dataset) == sequence
        except QalaError:
            return False

    def evict(self, *, room_bytes: int = 0) -> None:
        """Remove what is too old, then those asked for longest ago until the rest fits.

        `room_bytes` more are to fit, too.
        """
        kept = list(self._younger())
        excess = sum(stat.st_size for _, stat in kept) + room_bytes - self.max_bytes
        for path, stat in sorted(kept, key=lambda each: each[1].st_atime_ns):
            if excess <= 0:
                return
            path.unlink(missing_ok=True)
            excess -= stat.st_size

    def _younger(self) -> Iterator[tuple[Path, os.stat_result]]:
        """The files that are not too old; the others are removed."""
        for path in self.root.glob("[!.]*/[!.]*"):
            if path.name == NAMED:
                continue
            with suppress(FileNotFoundError):  # removed by another process meanwhile
                stat = path.stat()
                if self.max_age_s is not None and stat.st_mtime < time() - self.max_age_s:
                    path.unlink()
                else:
                    yield path, stat


def taken(folder: Path, name: str, *, count: int = 1) -> TextIO | None:
    """One of `count` locks of that name, held until it is closed; None where none is free.

    OSError where the disk cannot be written to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for each in range(count):
        handle = (folder / f"{name}-{each}").open("a")
        if _locks(handle.fileno()):
            return handle
        handle.close()
    return None


def _locks(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _named(releases: Iterable[Release]) -> list[tuple[str, int]]:
    return sorted({(each.dataset, each.sequence) for each in releases})


def _digest(named: object) -> str:
    return sha256(json.dumps(named).encode()).hexdigest()[:16]
