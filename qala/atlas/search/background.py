"""Having an index made beside a server: one process at a time, the old index answers meanwhile."""

import logging
import subprocess
import sys
from collections.abc import Sequence
from threading import Lock, Thread
from time import monotonic

logger = logging.getLogger(__name__)

AGAIN_AFTER_S = 20.0
COMMAND = (sys.executable, "-m", "qala.cli", "index")


class Background:
    """Runs a command without waiting for it, not twice at once, and not again at once."""

    def __init__(self, command: Sequence[str] = COMMAND) -> None:
        self._command = list(command)
        self._lock = Lock()
        self._begun = float("-inf")
        self._thread: Thread | None = None

    def begin(self) -> None:
        """Begin, unless it runs or has just run; where it fails, that is logged."""
        with self._lock:
            running = self._thread is not None and self._thread.is_alive()
            if running or monotonic() - self._begun < AGAIN_AFTER_S:
                return
            self._begun = monotonic()
            self._thread = Thread(target=self._run, daemon=True)
            self._thread.start()

    def _run(self) -> None:
        done = subprocess.run(self._command, capture_output=True, text=True, check=False)
        if done.returncode:
            logger.error("the search index was not made: %s", done.stderr.strip()[-500:])
