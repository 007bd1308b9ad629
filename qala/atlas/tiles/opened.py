"""The archives this process has open, and how it follows the shelf."""

from dataclasses import dataclass
from threading import Lock
from time import monotonic

from qala.core.errors import NotFound, Withdrawn, mark
from qala.store.archive import Archive
from qala.store.manifest import TILES
from qala.store.shelf import Release, Shelf

LOOK_EVERY_S = 0.5
KEEP_UNUSED_S = 60.0
MOST_OPEN = 256


@dataclass(slots=True)
class OpenTiles:
    """A release with its archive. `tag` begins the entity tags of all that is in the archive."""

    release: Release
    archive: Archive
    tag: str
    seen_at: float


class OpenReleases:
    """Releases with tiles, opened on demand and looked at again every half second of use.

    So a switch of `current`, a withdrawal and a pruning are followed within a second. What has
    not been used for a minute is let go; a reader in the middle keeps what it has. Thread-safe.
    """

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._open: dict[tuple[str, int], OpenTiles] = {}
        self._current: dict[str, tuple[float, int]] = {}
        self._opening = Lock()

    def __len__(self) -> int:
        """How many archives are open."""
        return len(self._open)

    def release(self, dataset: str, sequence: int) -> OpenTiles:
        """Raises NotFound, Withdrawn or ShelfDamaged where it cannot be had."""
        found = self._open.get((dataset, sequence))
        if found is not None and monotonic() - found.seen_at < LOOK_EVERY_S:
            return found
        return self._look(dataset, sequence)

    def current(self, dataset: str) -> OpenTiles:
        """The release in force. Raises as `release` does."""
        seen_at, sequence = self._current.get(dataset, (0.0, 0))
        if sequence and monotonic() - seen_at < LOOK_EVERY_S:
            return self.release(dataset, sequence)
        sequence = self._shelf.current_sequence(dataset)
        try:
            found = self.release(dataset, sequence)
        except (NotFound, Withdrawn):  # taken back since the line before: what is in force now?
            found = self.release(dataset, self._shelf.current_sequence(dataset))
        self._current[dataset] = (monotonic(), found.release.sequence)
        return found

    def _look(self, dataset: str, sequence: int) -> OpenTiles:
        key = (dataset, sequence)
        with self._opening:
            try:
                release = self._shelf.release(dataset, sequence)
                found = self._open.get(key)
                if found is None or found.release is not release:
                    found = _opened(release)
            except (NotFound, Withdrawn):
                self._open.pop(key, None)
                self._current.pop(dataset, None)
                raise
            found.seen_at = monotonic()
            if key not in self._open:
                self._let_go(found.seen_at)
            self._open[key] = found
        return found

    def _let_go(self, now: float) -> None:
        """Drop what nobody uses, and the longest unused where there are too many."""
        by_age = sorted(self._open, key=lambda key: self._open[key].seen_at)
        for index, key in enumerate(by_age):
            unused = now - self._open[key].seen_at > KEEP_UNUSED_S
            if unused or len(by_age) - index >= MOST_OPEN:
                del self._open[key]


def _opened(release: Release) -> OpenTiles:
    if release.tiles is None:
        raise NotFound(mark("“{dataset}” has no tiles."), dataset=release.dataset)
    try:
        archive = Archive(release.tiles)
    except FileNotFoundError as error:  # pruned or withdrawn this moment
        raise NotFound(
            mark("There is no release {sequence} of “{dataset}”."),
            sequence=release.sequence,
            dataset=release.dataset,
        ) from error
    return OpenTiles(release, archive, release.manifest.files[TILES].sha256[:16], monotonic())
