"""Drawn maps kept on disk: each drawn once, few at a time, gone with the releases it shows.

`root/{releases}/{key}.png`: a folder for each set of releases, whose `releases.json` names them.
Locks are the kernel's, so they hold between processes and end with them.
"""

import fcntl
import json
import logging
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from time import monotonic, sleep, time_ns
from typing import TextIO
from uuid import uuid4

from qala.core.errors import Busy, QalaError, mark
from qala.store.shelf import Release, Shelf

MAX_BYTES = 256 << 20
AT_ONCE = 2
KEY_LOCKS = 64
WAIT_S = 4.0
POLL_S = 0.02
RETRY_AFTER_S = 5
KEPT = (".png", ".webp", ".pdf")
LOCKS, NAMED = ".locks", "releases.json"

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawing to keep: its key, the form of its file, the releases it shows."""

    key: str
    form: str
    releases: tuple[Release, ...]


@dataclass(frozen=True, slots=True)
class DrawnMaps:
    """The kept drawings of an installation, of `max_bytes` together."""

    root: Path
    shelf: Shelf
    max_bytes: int = MAX_BYTES
    wait_s: float = WAIT_S

    def get(self, wanted: Drawn, draw: Callable[[], bytes]) -> bytes:
        """The drawing, drawn by `draw` if it is not kept yet. Busy where others come first.

        A disk that cannot be written to costs time, not the answer.
        """
        path = self._path(wanted)
        kept = _read(path)
        if kept is not None:
            return kept
        until = monotonic() + self.wait_s
        with self._locked(f"key-{int(wanted.key[:8], 16) % KEY_LOCKS}", 1, until):
            kept = _read(path)
            if kept is not None:
                return kept
            with self._locked("slot", AT_ONCE, until):
                drawing = draw()
            self._keep(path, drawing, wanted.releases)
        return drawing

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

    def _path(self, wanted: Drawn) -> Path:
        return self.root / _digest(_named(wanted.releases)) / f"{wanted.key}.{wanted.form}"

    def _keep(self, path: Path, drawing: bytes, releases: Iterable[Release]) -> None:
        fresh = path.with_name(f".{uuid4().hex}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            named = path.parent / NAMED
            if not named.exists():
                fresh.write_text(json.dumps(_named(releases)))
                fresh.replace(named)
            fresh.write_bytes(drawing)
            fresh.replace(path)
            self.clear_outdated()
            self._evict()
        except OSError:
            logger.warning("a drawn map could not be kept in %s", path.parent, exc_info=True)
            with suppress(OSError):
                fresh.unlink()

    def _evict(self) -> None:
        """Remove those asked for longest ago until the rest fits."""
        files = [
            (each, each.stat())
            for each in self.root.glob("*/*")
            if each.suffix in KEPT and not each.name.startswith(".")
        ]
        excess = sum(stat.st_size for _, stat in files) - self.max_bytes
        for path, stat in sorted(files, key=lambda each: each[1].st_atime_ns):
            if excess <= 0:
                return
            path.unlink(missing_ok=True)
            excess -= stat.st_size

    @contextmanager
    def _locked(self, name: str, count: int, until: float) -> Iterator[None]:
        """Hold one of `count` locks of that name; Busy where none is free in time."""
        handles = self._locks(name, count)
        try:
            while handles and not any(_locks(handle.fileno()) for handle in handles):
                if monotonic() > until:
                    raise Busy(
                        mark("Many maps are being drawn: please try again in a moment."),
                        retry_after_s=RETRY_AFTER_S,
                    )
                sleep(POLL_S)
            yield
        finally:
            for handle in handles:
                handle.close()

    def _locks(self, name: str, count: int) -> list[TextIO]:
        """The files to lock; none where the disk cannot be written to."""
        folder = self.root / LOCKS
        try:
            folder.mkdir(parents=True, exist_ok=True)
            return [(folder / f"{name}-{each}").open("a") for each in range(count)]
        except OSError:
            logger.warning("drawn maps cannot be kept in %s", self.root, exc_info=True)
            return []


def _locks(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _read(path: Path) -> bytes | None:
    """A kept drawing, its time of access noted for the eviction; None where it is not kept."""
    try:
        drawing = path.read_bytes()
        os.utime(path, ns=(time_ns(), path.stat().st_mtime_ns))
    except OSError:
        return None
    return drawing


def _named(releases: Iterable[Release]) -> list[tuple[str, int]]:
    return sorted({(each.dataset, each.sequence) for each in releases})


def _digest(named: object) -> str:
    return sha256(json.dumps(named).encode()).hexdigest()[:16]
