"""Ids of features: unique in the dataset, stable where the source gives something stable."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from qala.sources.conform.ledger import Ledger, Mask


@dataclass(slots=True)
class Identities:
    """Hands out the ids of one dataset, chunk after chunk."""

    taken: set[str] = field(default_factory=set)
    row: int = 0

    def by_key(self, keys: Sequence[object], kept: Mask, ledger: Ledger) -> tuple[list[str], Mask]:
        """The declared key as id; a repeated one is skipped, a missing one gets its row number."""
        ids, missing, repeated = [], np.zeros(len(kept), bool), np.zeros(len(kept), bool)
        for index, (key, stays) in enumerate(zip(keys, kept.tolist(), strict=True)):
            self.row += 1
            wanted = "" if key is None else str(key)
            missing[index] = stays and not wanted
            repeated[index] = stays and wanted in self.taken
            ids.append(self._free(wanted) if stays and not repeated[index] else wanted)
        ledger.note("id_missing", missing)
        ledger.skip("duplicate_id", repeated, keys)
        return ids, kept & ~repeated

    def by_source(self, own: Sequence[str], kept: Mask, ledger: Ledger) -> list[str]:
        """The source's ids; where one is empty or repeated, the row number stands for it."""
        ids, repeated = [], np.zeros(len(kept), bool)
        for index, (wanted, stays) in enumerate(zip(own, kept.tolist(), strict=True)):
            self.row += 1
            repeated[index] = stays and wanted in self.taken
            ids.append(self._free(wanted) if stays else wanted)
        ledger.note("source_id_repeated", repeated, own)
        return ids

    def _free(self, wanted: str) -> str:
        """`wanted` if it is free, else a free name made of the row number; it is taken now."""
        name = wanted
        while not name or name in self.taken:
            name = f"{name}_{self.row}" if name.startswith("row") else f"row_{self.row}"
        self.taken.add(name)
        return name
