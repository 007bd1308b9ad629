"""Having an index made beside a server: one process at a time, the old index answers meanwhile."""

import logging
import subprocess
import sys
from collections.abc import Sequence
from threading import Lock, Thread
from time import monotonic

logger = logging.getLogger(__name__)

AGAIN_AFTER_S = 20.0
LONGEST_WAIT_S = 3600.0
COMMAND = (sys.executable, "-m", "qala.cli", "index")


class Background:
    """Runs a command without waiting for it, not twice at once, and not again at once.

    Each failure doubles how long it waits until it tries again.
    """

    def __init__(self, command: Sequence[str] = COMMAND) -> None:
        self._command = list(command)
        self._lock = Lock()
        self._begun = float("-inf")
        self._failures = 0
        self._thread: Thread | None = None

    def begin(self) -> None:
        """Begin, unless it runs or has just run; where it fails, that is logged."""
        with self._lock:
            running = self._thread is not None and self._thread.is_alive()
            if running or monotonic() - self._begun < wait_s(self._failures):
                return
            self._begun = monotonic()
            self._thread = Thread(target=self._run, daemon=True)
            self._thread.start()

    def _run(self) -> None:
        done = subprocess.run(self._command, capture_output=True, text=True, check=False)
        self._failures = self._failures + 1 if done.returncode else 0
        if done.returncode:
            logger.error(
                "the search index was not made; not again for %.0f s: %s",
                wait_s(self._failures),
                done.stderr.strip()[-500:],
            )


def wait_s(failures: int) -> float:
    """How long after its last beginning a command that has failed so often may begin again."""
    return min(AGAIN_AFTER_S * 2.0 ** min(failures, 10), LONGEST_WAIT_S)
