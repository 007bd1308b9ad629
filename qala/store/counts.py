"""How many features a selection has, remembered: a release never changes."""

from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from threading import Lock

from qala.store.query import Selection
from qala.store.shelf import Release

KEPT = 1_024


class Counts:
    """Counts of the latest selections. Thread-safe."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[Path, Selection], int] = OrderedDict()
        self._lock = Lock()

    def of(self, release: Release, selection: Selection, count: Callable[[], int]) -> int:
        """The remembered count, else that which `count` finds."""
        key = (release.folder, selection)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        found = count()
        with self._lock:
            self._kept[key] = found
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return found
