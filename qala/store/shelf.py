"""The shelf itself: which datasets and releases there are, and which one is in force."""

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from qala.core.dataset import NAME
from qala.core.errors import NotFound, ShelfDamaged, Withdrawn, mark
from qala.store.manifest import (
    FEATURES,
    IDS,
    MANIFEST,
    RASTER,
    TILES,
    WITHDRAWN,
    Manifest,
    read_manifest,
)

CURRENT = "current"
SEQUENCE = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class Release:
    """One release: its manifest and where its files lie."""

    manifest: Manifest
    folder: Path

    @property
    def dataset(self) -> str:
        return self.manifest.dataset

    @property
    def sequence(self) -> int:
        return self.manifest.sequence

    @property
    def features(self) -> Path:
        return self.folder / FEATURES

    @property
    def ids(self) -> Path:
        return self.folder / IDS

    @property
    def raster(self) -> Path | None:
        """The Cloud Optimized GeoTIFF of a raster, None for features."""
        return self.folder / RASTER if self.manifest.raster is not None else None

    @property
    def encoding(self) -> str:
        """What its tiles are: `mvt`, `png` or `terrarium`."""
        if self.manifest.raster is None:
            return "mvt"
        elevation = (self.manifest.tiles or {}).get("kind") == "elevation"
        return "terrarium" if elevation else "png"

    @property
    def extension(self) -> str:
        """How the addresses of its tiles end."""
        return "mvt" if self.manifest.raster is None else "png"

    @property
    def tiles(self) -> Path | None:
        """The archive of tiles, None where nothing is mapped."""
        return self.folder / TILES if TILES in self.manifest.files else None


@lru_cache(maxsize=1024)
def _read_once(folder: Path, changed_ns: int) -> Release:  # noqa: ARG001 - part of the cache's key
    return Release(read_manifest(folder), folder)


class Shelf:
    """The releases below one folder. Cheap to make; every call looks at the disk."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def folder(self, dataset: str) -> Path:
        """Where the releases of `dataset` lie; NotFound for what cannot be a dataset's id."""
        if not NAME.fullmatch(dataset):
            raise NotFound(mark("There is no dataset “{dataset}”."), dataset=dataset[:64])
        return self.root / dataset

    def datasets(self) -> list[str]:
        """Ids of the datasets that have a release in force, sorted."""
        return sorted(path.parent.name for path in self.root.glob(f"[a-z]*/{CURRENT}"))

    def sequences(self, dataset: str) -> list[int]:
        """Sequences of all releases ever published and not pruned, withdrawn ones included."""
        folder = self.folder(dataset)
        if not folder.is_dir():
            return []
        return sorted(int(each.name) for each in folder.iterdir() if each.name.isdecimal())

    def releases(self, dataset: str) -> list[Release]:
        """Releases that can be read, newest first."""
        folder = self.folder(dataset)
        readable = [
            each for each in self.sequences(dataset) if (folder / f"{each}" / MANIFEST).exists()
        ]
        return [self.release(dataset, each) for each in reversed(readable)]

    def current_sequence(self, dataset: str) -> int:
        """The sequence in force. NotFound, or Withdrawn where the last one was taken back."""
        folder = self.folder(dataset)
        try:
            text = (folder / CURRENT).read_text()
        except FileNotFoundError:
            for sequence in reversed(self.sequences(dataset)):
                self._raise_if_withdrawn(dataset, sequence)
            raise NotFound(mark("There is no dataset “{dataset}”."), dataset=dataset) from None
        except (OSError, UnicodeDecodeError) as error:
            raise _names_none(folder / CURRENT) from error
        if not SEQUENCE.fullmatch(text.strip()):
            raise _names_none(folder / CURRENT)
        return int(text)

    def current(self, dataset: str) -> Release:
        """The release of `dataset` in force."""
        return self.release(dataset, self.current_sequence(dataset))

    def release(self, dataset: str, sequence: int) -> Release:
        """One release. NotFound where there is none, Withdrawn with its reason where it was."""
        name = str(sequence)
        folder = self.folder(dataset) / name
        missing = NotFound(
            mark("There is no release {sequence} of “{dataset}”."),
            sequence=name[:64],
            dataset=dataset,
        )
        if not SEQUENCE.fullmatch(name):  # too long for the name of a folder, perhaps
            raise missing
        try:
            changed_ns = (folder / MANIFEST).stat().st_mtime_ns
        except FileNotFoundError:
            self._raise_if_withdrawn(dataset, sequence)
            raise missing from None
        return _read_once(folder, changed_ns)

    def _raise_if_withdrawn(self, dataset: str, sequence: int) -> None:
        try:
            stone = json.loads((self.folder(dataset) / str(sequence) / WITHDRAWN).read_bytes())
            date, reason = str(stone["withdrawn_at"])[:10], str(stone["reason"])
        except FileNotFoundError:
            return
        except (ValueError, KeyError, TypeError):  # that it was withdrawn is known all the same
            date, reason = "?", "?"
        raise Withdrawn(
            mark("Release {sequence} of “{dataset}” was withdrawn on {date}: {reason}"),
            sequence=sequence,
            dataset=dataset,
            date=date,
            reason=reason,
        )


def _names_none(current: Path) -> ShelfDamaged:
    return ShelfDamaged(mark("{path} does not name a release."), path=current)
