"""Drawn maps kept on disk: each drawn once, few at a time, gone with the releases it shows."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from typing import TextIO

from qala.core.errors import Busy, mark
from qala.store.kept import LOCKS, KeptFile, KeptFiles, taken
from qala.store.shelf import Shelf

MAX_BYTES = 256 << 20
AT_ONCE = 2
KEY_LOCKS = 64
WAIT_S = 4.0
POLL_S = 0.02
RETRY_AFTER_S = 5

logger = logging.getLogger(__name__)

Drawn = KeptFile
"""A drawing to keep: its key, the form of its file, the releases it shows."""


@dataclass(frozen=True, slots=True)
class DrawnMaps:
    """The kept drawings of an installation, of `max_bytes` together."""

    root: Path
    shelf: Shelf
    max_bytes: int = MAX_BYTES
    wait_s: float = WAIT_S

    @property
    def _files(self) -> KeptFiles:
        return KeptFiles(self.root, self.shelf, self.max_bytes)

    def get(self, wanted: Drawn, draw: Callable[[], bytes]) -> bytes:
        """The drawing, drawn by `draw` if it is not kept yet. Busy where others come first.

        A disk that cannot be written to costs time, not the answer.
        """
        kept = self._read(wanted)
        if kept is not None:
            return kept
        until = monotonic() + self.wait_s
        with self._locked(f"key-{int(wanted.key[:8], 16) % KEY_LOCKS}", 1, until):
            kept = self._read(wanted)
            if kept is not None:
                return kept
            with self._locked("slot", AT_ONCE, until):
                drawing = draw()
            self._keep(wanted, drawing)
        return drawing

    def clear_outdated(self) -> None:
        """Remove what shows a release that is no longer in force: it was replaced or withdrawn."""
        self._files.clear_outdated()

    def _read(self, wanted: Drawn) -> bytes | None:
        try:
            path = self._files.found(wanted)
            return path.read_bytes() if path else None
        except OSError:
            return None

    def _keep(self, wanted: Drawn, drawing: bytes) -> None:
        try:
            self._files.keep(wanted, lambda path: path.write_bytes(drawing))
        except OSError:
            logger.warning("a drawn map could not be kept in %s", self.root, exc_info=True)

    @contextmanager
    def _locked(self, name: str, count: int, until: float) -> Iterator[None]:
        """Hold one of `count` locks of that name; Busy where none is free in time."""
        handle = self._lock(name, count, until)
        try:
            yield
        finally:
            if handle:
                handle.close()

    def _lock(self, name: str, count: int, until: float) -> TextIO | None:
        """The lock; none is needed where the disk cannot be written to."""
        try:
            while (handle := taken(self.root / LOCKS, name, count=count)) is None:
                if monotonic() > until:
                    raise Busy(
                        mark("Many maps are being drawn: please try again in a moment."),
                        retry_after_s=RETRY_AFTER_S,
                    )
                sleep(POLL_S)
        except OSError:
            logger.warning("drawn maps cannot be kept in %s", self.root, exc_info=True)
            return None
        return handle
