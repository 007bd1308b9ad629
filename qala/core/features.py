"""Features on their way from a source to the shelf, in columns, a chunk at a time."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

CHUNK_ROWS = 50_000
EXAMPLES_KEPT = 5

Progress = Callable[[str, int, int | None], None]
"""Called as `progress(what, done, total)`; `total` is None where it is not known beforehand."""


def no_progress(what: str, done: int, total: int | None) -> None:
    """For callers that have nobody to tell."""


@dataclass(slots=True)
class Features:
    """A chunk of features of one dataset.

    `ids`: n strings, unique in the dataset. `geometry`: n shapely geometries in EPSG:4326,
    longitude first, or None where the place is not known. `columns`: field name -> n values
    (None = unknown), before conforming as the source has them, after it as the dataset declares.
    """

    ids: Sequence[str]
    geometry: NDArray[np.object_]
    columns: dict[str, Sequence[Any]]

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(slots=True)
class Intake:
    """What was read, mended and skipped, by reason; it ends up in the release's manifest.

    A reason is a short code (`geometry_missing`, `geometry_self_intersection`, `ring_not_closed`,
    `duplicate_id`, `bad_value:<field>` ...). `examples` keeps the first records of each reason.
    """

    read: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    mended: Counter[str] = field(default_factory=Counter)
    noted: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=dict)

    def skip(self, reason: str, record: object = "", *, count: int = 1) -> None:
        """Count records left out of the release."""
        self._add(self.skipped, reason, record, count)

    def mend(self, reason: str, record: object = "", *, count: int = 1) -> None:
        """Count records kept after a repair."""
        self._add(self.mended, reason, record, count)

    def note(self, reason: str, record: object = "", *, count: int = 1) -> None:
        """Count records kept as they are that a reader should know about."""
        self._add(self.noted, reason, record, count)

    def _add(self, counter: Counter[str], reason: str, record: object, count: int) -> None:
        counter[reason] += count
        kept = self.examples.setdefault(reason, [])
        if record != "" and len(kept) < EXAMPLES_KEPT:
            kept.append(str(record))
