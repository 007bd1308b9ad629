"""A request whose client may leave: what works for it can ask to be stopped then."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock


class Visit:
    """One request. Thread-safe: the server notices the leaving, the work runs elsewhere."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._stops: list[Callable[[], object]] = []
        self.left = False

    def leave(self) -> None:
        """The client has gone: stop what works for it."""
        with self._lock:
            self.left = True
            stops, self._stops = self._stops, []
        for stop in stops:
            stop()

    @contextmanager
    def stopping(self, stop: Callable[[], object]) -> Iterator[None]:
        """Have `stop` called, perhaps from another thread, should the client leave meanwhile."""
        with self._lock:
            left = self.left
            if not left:
                self._stops.append(stop)
        if left:
            stop()
        try:
            yield
        finally:
            with self._lock:
                if stop in self._stops:
                    self._stops.remove(stop)


visit: ContextVar[Visit | None] = ContextVar("visit", default=None)
"""The request that this thread or task works for; None for a command."""
