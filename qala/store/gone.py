"""What is remembered of ids that a dataset had: since which release each is gone.

The index of ids of every earlier release says so while it is there. Before a release is pruned,
the ids that went with the next one are written into `gone.npy` beside the releases: digests as in
`ids.npy`, with the number of the first release that lacked them.
"""

from pathlib import Path
from uuid import uuid4

import numpy as np
from numpy.typing import NDArray

from qala.core.errors import ShelfDamaged, mark
from qala.store.ids import digest_of, open_ids, rows_of
from qala.store.shelf import Release, Shelf

GONE = "gone.npy"
ENTRY = np.dtype([("digest", "<u8"), ("since", "<u4")])


def gone_since(shelf: Shelf, release: Release, feature_id: str) -> int | None:
    """The first release without the id, which `release` lacks; None where it never was there.

    Looks the id up in the index of each release before it, newest first, then among those
    remembered of pruned ones: a binary search in each. Raises ShelfDamaged.
    """
    since = release.sequence
    for earlier in shelf.releases(release.dataset):
        if earlier.sequence >= release.sequence or earlier.raster:
            continue
        if _had(earlier, feature_id):
            return since
        since = earlier.sequence
    return _remembered(_read(shelf.folder(release.dataset)), feature_id)


def _had(release: Release, feature_id: str) -> bool:
    try:
        return bool(rows_of(open_ids(release.ids), feature_id))
    except (OSError, ValueError, EOFError) as error:
        raise ShelfDamaged(mark("A release cannot be read: {said}"), said=error) from error


def remember_gone(shelf: Shelf, pruned: Release) -> None:
    """Remember the ids of `pruned`, about to go, that the next release left has not."""
    later = [each for each in shelf.releases(pruned.dataset) if each.sequence > pruned.sequence]
    if pruned.raster or not later:
        return
    following = later[-1]
    if following.raster:
        return
    had, has = open_ids(pruned.ids)["digest"], open_ids(following.ids)["digest"]
    lost = np.setdiff1d(had, has)
    fresh = np.empty(len(lost), dtype=ENTRY)
    fresh["digest"], fresh["since"] = lost, following.sequence
    folder = shelf.folder(pruned.dataset)
    known = _read(folder)
    kept = known[~np.isin(known["digest"], lost)]
    _write(folder, np.sort(np.concatenate([kept, fresh]), order="digest"))


def _remembered(known: NDArray[np.void], feature_id: str) -> int | None:
    wanted = np.uint64(digest_of(feature_id))
    at = int(np.searchsorted(known["digest"], wanted))
    if at == len(known) or known["digest"][at] != wanted:
        return None
    return int(known["since"][at])


def _read(folder: Path) -> NDArray[np.void]:
    path = folder / GONE
    if not path.exists():
        return np.empty(0, dtype=ENTRY)
    known: NDArray[np.void] = np.load(path, mmap_mode="r", allow_pickle=False)
    return known


def _write(folder: Path, entries: NDArray[np.void]) -> None:
    """Replace the file at once; nothing to remember needs no file."""
    if not len(entries):
        return
    fresh = folder / f".{GONE}-{uuid4().hex}"
    try:
        with fresh.open("wb") as file:
            np.save(file, entries, allow_pickle=False)
        fresh.replace(folder / GONE)
    finally:
        fresh.unlink(missing_ok=True)
