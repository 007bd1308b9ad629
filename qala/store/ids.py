"""An index of ids: from a feature's id to its row in `features.parquet`.

A sorted array of (64-bit BLAKE2b digest of the id, row) in NumPy's own file format, read through
a memory map. Two ids may share a digest, so the caller compares the id it finds.
"""

import hashlib
from bisect import bisect_left
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ENTRY = np.dtype([("digest", "<u8"), ("row", "<u4")])


def digest_of(feature_id: str) -> int:
    """The 64 bits by which an id is looked up."""
    return int.from_bytes(hashlib.blake2b(feature_id.encode(), digest_size=8).digest(), "little")


def write_ids(path: Path, ids: Iterable[str]) -> int:
    """Index `ids`, given in row order; returns how many there are."""
    digests = np.fromiter((digest_of(each) for each in ids), dtype=np.uint64)
    entries = np.empty(len(digests), dtype=ENTRY)
    entries["digest"], entries["row"] = digests, np.arange(len(digests), dtype=np.uint32)
    entries.sort(order=("digest", "row"))
    np.save(path, entries, allow_pickle=False)
    return len(entries)


def open_ids(path: Path) -> NDArray[np.void]:
    """The index as a memory map (an empty array where there are no features)."""
    try:
        index: NDArray[np.void] = np.load(path, mmap_mode="r", allow_pickle=False)
    except ValueError:  # an empty file section cannot be mapped
        index = np.load(path, allow_pickle=False)
    return index


def rows_of(index: NDArray[np.void], feature_id: str) -> list[int]:
    """Rows that may hold `feature_id`: usually one, none if there is no such feature."""
    wanted = digest_of(feature_id)
    place = bisect_left(index, wanted, key=_entry_digest)  # NumPy would copy all digests first
    rows = []
    while place < len(index) and _entry_digest(index[place]) == wanted:
        rows.append(int(index[place]["row"]))
        place += 1
    return rows


def _entry_digest(entry: np.void) -> int:
    return int(entry["digest"])
