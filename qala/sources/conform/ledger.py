"""Counting by reason for a whole chunk at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qala.core.features import EXAMPLES_KEPT, Intake

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Ledger:
    """The intake, seen from one chunk: `labels` name its records as a person would find them."""

    intake: Intake
    labels: Sequence[str]

    def skip(self, reason: str, where: Mask, values: Sequence[object] | None = None) -> None:
        """Count the records left out of the release; `values` are shown in the examples."""
        self._count(self.intake.skip, reason, where, values)

    def mend(self, reason: str, where: Mask) -> None:
        """Count the records kept after a repair."""
        self._count(self.intake.mend, reason, where, None)

    def note(self, reason: str, where: Mask, values: Sequence[object] | None = None) -> None:
        """Count the records kept as they are that a reader of the data should know about."""
        self._count(self.intake.note, reason, where, values)

    def _count(
        self,
        add: Callable[..., None],
        reason: str,
        where: Mask,
        values: Sequence[object] | None,
    ) -> None:
        rows = np.flatnonzero(where)
        for row in rows[:EXAMPLES_KEPT].tolist():
            label = self.labels[row]
            add(reason, label if values is None else f"{label}: {values[row]}")
        if len(rows) > EXAMPLES_KEPT:
            add(reason, count=len(rows) - EXAMPLES_KEPT)
