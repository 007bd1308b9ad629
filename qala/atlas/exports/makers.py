"""Files for downloads: made once for all who want them, few at a time, kept for the next.

Each is made in a process of its own, watched by a thread here, and only as long as somebody wants
it. What is told of a making is in a folder of files, so that all processes of a server know it.
"""

import json
import logging
import os
import shutil
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Lock, Thread
from time import monotonic, sleep, time

from qala.atlas.exports.room import Room
from qala.atlas.exports.wanted import Download
from qala.core.errors import Busy, QalaError, TimedOut, mark
from qala.store.exports import apart
from qala.store.exports.rows import DEADLINE_S
from qala.store.kept import LOCKS, KeptFiles, taken

AT_ONCE = 2
QUEUE_MAX = 16
KEY_LOCKS = 64
MAKING, QUEUED_BEHIND = ".making", "queued"
WATCH_S = 0.1
FAILED_S = 15.0
DEAD_S = 600.0
RETRY_AFTER_S = 15
QUEUED = mark("Many files are being made: please try again in a moment.")

logger = logging.getLogger(__name__)
context = get_context("forkserver")
context.set_forkserver_preload(["__main__", apart.__name__])  # else each process imports it


@dataclass(frozen=True, slots=True)
class State:
    """How far a file is: where it is kept, or how many of its features (at most) are written.

    `waits` is whether others are made first.
    """

    path: Path | None = None
    done: int = 0
    rows: int = 0
    waits: bool = False


@dataclass(slots=True)
class Makers:
    """The makers of one process. Thread-safe."""

    kept: KeptFiles
    at_once: int = AT_ONCE
    _lock: Lock = field(default_factory=Lock)
    _threads: dict[str, Thread] = field(default_factory=dict)

    def want(self, download: Download, *, for_s: float) -> State:
        """Have the file made and say how far it is; ask again within `for_s`, or it is given up.

        Raises Busy where too much is asked for or the disk is full, and what went wrong.
        """
        if path := self.kept.found(download.file):
            return State(path)
        folder = self._folder(download)
        try:
            self._raise_failed(folder)
            folder.mkdir(parents=True, exist_ok=True)
            _want(folder, until=time() + for_s)
        except OSError as error:
            logger.warning("nothing can be made in %s", folder, exc_info=True)
            raise Busy(apart.NO_ROOM, retry_after_s=apart.NO_ROOM_RETRY_S) from error
        self._begin(download)
        done = _done(folder)
        waits = done is None and (folder / QUEUED_BEHIND).exists()
        return State(done=done or 0, rows=download.rows, waits=waits)

    def _begin(self, download: Download) -> None:
        """Have a thread see to it, if none does."""
        key = download.file.key
        with self._lock:
            if key in self._threads:
                return
            if len(self._threads) >= QUEUE_MAX:
                raise Busy(QUEUED, retry_after_s=RETRY_AFTER_S)
            thread = Thread(target=self._see_to, args=(download,), daemon=True)
            self._threads[key] = thread
            thread.start()

    def _see_to(self, download: Download) -> None:
        folder = self._folder(download)
        try:
            self._when_free(download, folder)
        except Exception as error:
            if not isinstance(error, QalaError):
                logger.exception("a download could not be made")
            with suppress(OSError):
                (folder / apart.FAILED).write_text(json.dumps(apart.record_of(error), default=str))
        finally:
            with self._lock:
                del self._threads[download.file.key]

    def _when_free(self, download: Download, folder: Path) -> None:
        """Make the file as soon as it is its turn, unless it is made elsewhere or given up."""
        locks = self.kept.root / LOCKS
        name = f"key-{int(download.file.key[:8], 16) % KEY_LOCKS}"
        while _is_wanted(folder) and not self.kept.found(download.file):
            mine = taken(locks, name)
            slot = taken(locks, "slot", count=self.at_once) if mine else None
            try:
                if slot:
                    self._make(download, folder)
                    return
                (folder / QUEUED_BEHIND).touch()
            finally:
                for handle in filter(None, (mine, slot)):
                    handle.close()
            sleep(WATCH_S)

    def _make(self, download: Download, folder: Path) -> None:
        self._clear_dead()
        room = Room(self.kept, folder)
        room.make(download)
        begun = monotonic()
        process = context.Process(
            target=apart.make_apart, args=(download.order, folder), daemon=True
        )
        (folder / apart.DONE).write_text("0")
        process.start()
        try:
            while process.is_alive():
                process.join(WATCH_S)
                if not _is_wanted(folder):
                    logger.info("download given up", extra={"file": download.filename})
                    return
                room.check()
                if monotonic() - begun > DEADLINE_S:
                    raise TimedOut(
                        mark("This takes longer than {seconds} s: ask for less."),
                        seconds=DEADLINE_S,
                    )
            self._keep(download, folder, process)
        finally:
            process.kill()
            process.join()
            if not (folder / apart.FAILED).exists():
                shutil.rmtree(folder, ignore_errors=True)
        logger.info(
            "download made",
            extra={"file": download.filename, "ms": round((monotonic() - begun) * 1000)},
        )

    def _keep(self, download: Download, folder: Path, process: BaseProcess) -> None:
        """Keep what the process has made; what it could not make, `failed` tells."""
        if process.exitcode == 0:
            self.kept.keep(download.file, apart.file_of(download.order, folder).replace)
        elif not (folder / apart.FAILED).exists():
            raise QalaError(apart.UNEXPECTED)
        else:
            record = json.loads((folder / apart.FAILED).read_text())
            logger.error("%s could not be made: %s", download.filename, record["traceback"])
            apart.file_of(download.order, folder).unlink(missing_ok=True)

    def _folder(self, download: Download) -> Path:
        return self.kept.root / MAKING / download.file.key

    def _raise_failed(self, folder: Path) -> None:
        """Raise what went wrong a moment ago; what went wrong before is tried again."""
        failed = folder / apart.FAILED
        try:
            age_s = time() - failed.stat().st_mtime
            record = json.loads(failed.read_text())
        except (FileNotFoundError, ValueError):
            return
        if age_s > FAILED_S:
            shutil.rmtree(folder, ignore_errors=True)
            return
        raise apart.error_of(record)

    def _clear_dead(self) -> None:
        """Remove what was left behind by processes that were killed."""
        for folder in (self.kept.root / MAKING).iterdir():
            with suppress(OSError):
                if (folder / apart.WANTED).stat().st_mtime < time() - DEAD_S:
                    shutil.rmtree(folder, ignore_errors=True)


def _want(folder: Path, *, until: float) -> None:
    """Note that somebody wants it until that time; who wants it longer stays."""
    wanted = folder / apart.WANTED
    if not _is_wanted(folder, at=until):
        wanted.touch()
        os.utime(wanted, (until, until))


def _is_wanted(folder: Path, *, at: float | None = None) -> bool:
    try:
        return (folder / apart.WANTED).stat().st_mtime > (time() if at is None else at)
    except FileNotFoundError:
        return False


def _done(folder: Path) -> int | None:
    """How many features are written; None where the making has not begun."""
    try:
        return int((folder / apart.DONE).read_text())
    except (FileNotFoundError, ValueError):
        return None


_handed: list[Makers] = []


def hand_over_makers(makers: Makers) -> None:
    """Have these make the downloads of this process."""
    _handed[:] = [makers]


def makers() -> Makers:
    """Those that were handed over."""
    return _handed[0]
