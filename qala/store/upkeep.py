"""Looking after the shelf: verify, prune, withdraw."""

import json
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from qala.core.errors import NotFound, ShelfDamaged
from qala.store.disk import locked, replace_text
from qala.store.gone import remember_gone
from qala.store.manifest import WITHDRAWN, file_entry
from qala.store.shelf import CURRENT, Release, Shelf

KEEP_RELEASES = 3
KEEP_YOUNGER_THAN = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Damage:
    """A file of a release that is not as its manifest says."""

    dataset: str
    sequence: int
    file: str
    problem: str


def verify(release: Release) -> list[Damage]:
    """Compare every file of `release` with its checksum; an empty list means all is well."""
    found = []
    for name, entry in release.manifest.files.items():
        path = release.folder / name
        if not path.is_file():
            problem = "missing"
        elif path.stat().st_size != entry.bytes:
            problem = f"{path.stat().st_size} bytes instead of {entry.bytes}"
        elif file_entry(path) != entry:
            problem = "checksum differs"
        else:
            continue
        found.append(Damage(release.dataset, release.sequence, name, problem))
    return found


def prune(shelf: Shelf, dataset: str, *, keep: int = KEEP_RELEASES) -> list[int]:
    """Remove old releases and return their sequences.

    Kept are the release in force, the newest `keep`, and all younger than a day, so that pages
    opened before a change still find what they name. Stones of withdrawn releases stay, and so
    does the memory of ids that are gone.
    """
    folder = shelf.folder(dataset)
    with locked(folder):
        in_force = shelf.current_sequence(dataset)
        young = datetime.now(UTC) - KEEP_YOUNGER_THAN
        removable = [
            each
            for each in shelf.releases(dataset)[keep:]
            if each.sequence != in_force
            and datetime.fromisoformat(each.manifest.published_at) < young
        ]
        for each in reversed(removable):  # the oldest first: each tells what the next one lacks
            remember_gone(shelf, each)
            _remove(each.folder)
    return [each.sequence for each in removable]


def _remove(folder: Path) -> None:
    """Rename first, so that nobody opens a release that is half gone."""
    leaving = folder.with_name(f".removed-{folder.name}")
    folder.rename(leaving)
    shutil.rmtree(leaving)


def withdraw(shelf: Shelf, dataset: str, sequence: int, *, reason: str) -> int | None:
    """Remove a release's files, keep the reason; returns the sequence then in force, if any.

    The release before it comes into force where the withdrawn one was; the number is never
    used again, and its address answers 410 with the reason.
    """
    folder = shelf.folder(dataset)
    shelf.release(dataset, sequence)
    with locked(folder):
        remaining = [each.sequence for each in shelf.releases(dataset) if each.sequence != sequence]
        in_force = _sequence_in_force(shelf, dataset)
        if in_force == sequence:
            in_force = max((each for each in remaining if each < sequence), default=None)
            _point_to(folder / CURRENT, in_force)
        _remove(folder / str(sequence))
        stone = {"reason": reason, "withdrawn_at": datetime.now(UTC).isoformat(timespec="seconds")}
        (folder / str(sequence)).mkdir()
        replace_text(
            folder / str(sequence) / WITHDRAWN, json.dumps(stone, ensure_ascii=False) + "\n"
        )
    return in_force


def _sequence_in_force(shelf: Shelf, dataset: str) -> int | None:
    try:
        return shelf.current_sequence(dataset)
    except (NotFound, ShelfDamaged):
        return None


def _point_to(current: Path, sequence: int | None) -> None:
    if sequence is None:
        current.unlink()
    else:
        replace_text(current, f"{sequence}\n")
