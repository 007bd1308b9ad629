"""Ids of features: unique in the dataset, stable where the source gives something stable."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from qala.sources.conform.ledger import Ledger, Mask

Hashes = NDArray[np.int64]


@dataclass(slots=True)
class Seen:
    """The texts met so far, as sorted runs of 64-bit hashes: eight bytes each.

    Among five million texts two share a hash with a chance of one in a million. A set of the texts
    takes 500 MB and slows the interpreter's garbage collector by the size of the set.
    """

    runs: list[Hashes] = field(default_factory=list)

    def contains(self, hashes: Hashes) -> Mask:
        found = np.zeros(len(hashes), dtype=bool)
        order = np.argsort(hashes)
        wanted = hashes[order]  # searching in order is three times as quick
        for run in self.runs:
            at = np.minimum(np.searchsorted(run, wanted), len(run) - 1)
            found[order] |= run[at] == wanted
        return found

    def add(self, hashes: Hashes) -> None:
        """Keep a sorted run; runs are merged while the last is no longer than the new one."""
        new = np.sort(hashes)
        while self.runs and len(self.runs[-1]) <= len(new):
            new = np.sort(np.concatenate([self.runs.pop(), new]), kind="stable")
        if len(new):
            self.runs.append(new)


@dataclass(slots=True)
class Identities:
    """Hands out the ids of one dataset, chunk after chunk."""

    seen: Seen = field(default_factory=Seen)
    row: int = 0

    def by_key(self, keys: Sequence[object], kept: Mask, ledger: Ledger) -> tuple[list[str], Mask]:
        """The declared key as id; a repeated one is skipped, a missing one gets its row number."""
        ids, missing = self._named(["" if key is None else str(key) for key in keys])
        repeated = self._repeated(ids, kept)
        ledger.note("id_missing", missing & kept)
        ledger.skip("duplicate_id", repeated, ids)
        kept = kept & ~repeated
        self.seen.add(_hashes(ids)[kept])
        return ids, kept

    def by_source(self, own: Sequence[str], kept: Mask, ledger: Ledger) -> list[str]:
        """The source's ids; where one is empty or repeated, the row number stands for it."""
        first = self.row + 1
        ids, _ = self._named(own)
        repeated = self._repeated(ids, kept)
        ledger.note("source_id_repeated", repeated, ids)
        here = set(ids)
        for index in np.flatnonzero(repeated).tolist():
            ids[index] = self._free(f"row_{first + index}", here)
        self.seen.add(_hashes(ids)[kept])
        return ids

    def _named(self, wanted: Sequence[str]) -> tuple[list[str], Mask]:
        """The ids wanted, with a row number where none is, and where that was."""
        first = self.row + 1
        self.row += len(wanted)
        ids = [name or f"row_{number}" for number, name in enumerate(wanted, start=first)]
        return ids, np.fromiter((not name for name in wanted), dtype=bool, count=len(ids))

    def _repeated(self, ids: list[str], kept: Mask) -> Mask:
        """Which of the kept records want an id that an earlier kept record has."""
        repeated = self.seen.contains(_hashes(ids)) & kept
        if len(set(ids)) == len(ids):
            return repeated
        here: set[str] = set()
        for index in np.flatnonzero(kept).tolist():
            repeated[index] |= ids[index] in here
            here.add(ids[index])
        return repeated

    def _free(self, name: str, here: set[str]) -> str:
        while name in here or self.seen.contains(_hashes([name]))[0]:
            name += "_"
        here.add(name)
        return name


def _hashes(texts: list[str]) -> Hashes:
    return np.fromiter(map(hash, texts), dtype=np.int64, count=len(texts))
