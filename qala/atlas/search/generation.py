"""Generations of the index: built beside the old one, switched at once, never changed.

`QALA_DATA/cache/search/{city}/{key}/` is one generation: the files of the index and
`generation.json`. The key is a digest of all it was made from, so the same releases give the same
generation. `current` names the one in force. The index lies with the private data of the machine,
not with the releases: it can be made from them at any time, and other machines may share those.
"""

import hashlib
import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from fcntl import LOCK_EX, LOCK_NB, flock
from importlib.metadata import version
from pathlib import Path
from time import monotonic

import tantivy

from qala.atlas.search.documents import SPACES, Documents, schema, splitter
from qala.atlas.search.names import NameSource
from qala.atlas.search.vocabulary import Vocabulary
from qala.core.city import City
from qala.core.errors import NotFound, ShelfDamaged, Withdrawn
from qala.store.disk import replace_text, settle, staging_folder
from qala.store.shelf import Shelf

FORMAT = 3
"""Goes up when what an index holds of a name changes."""
CURRENT = "current"
RECORD = "generation.json"
BUILDING = ".building"
WRITER_BYTES = 48 << 20
KEPT = 2
"""The one in force, and the one before, which a process may still be reading."""


@dataclass(frozen=True, slots=True)
class Built:
    """A generation that was made: its key, how many names it holds, how long it took."""

    key: str
    names: int
    seconds: float


class Generations:
    """The generations of one city's index below the private data folder."""

    def __init__(self, data: Path, city: City, shelf: Shelf) -> None:
        self.folder = data / "cache" / "search" / city.id
        self._city, self.shelf = city, shelf
        self._declared = _declared(city)

    def wanted(self) -> str:
        """The key of the index that the releases in force ask for."""
        digest = hashlib.sha256(self._declared)
        for dataset in self.shelf.datasets():
            digest.update(f"{dataset}={self._sequence(dataset)};".encode())
        return digest.hexdigest()[:24]

    def _sequence(self, dataset: str) -> int:
        try:
            return self.shelf.current_sequence(dataset)
        except (NotFound, Withdrawn, ShelfDamaged):
            return 0

    def current(self) -> str:
        """The key of the generation in force; empty where there is none."""
        try:
            key = (self.folder / CURRENT).read_text().strip()
        except FileNotFoundError:
            return ""
        return key if (self.folder / key / RECORD).exists() else ""

    def open(self, key: str) -> tantivy.Index:
        """The index of a generation."""
        index = tantivy.Index.open(str(self.folder / key))
        index.register_tokenizer(SPACES, splitter())
        return index

    def build(self, sources: Sequence[NameSource]) -> Built | None:
        """Make the wanted generation and put it in force.

        None where it is in force already, or where another process is making one now.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._alone() as alone:
            key = self.wanted()
            if not alone or key == self.current():
                return None
            started = monotonic()
            with staging_folder(self.folder) as staging:
                names = self._write(staging, sources)
                seconds = round(monotonic() - started, 2)
                record = {"key": key, "names": names, "seconds": seconds}
                (staging / RECORD).write_text(json.dumps(record))
                settle(staging)
                shutil.rmtree(self.folder / key, ignore_errors=True)
                staging.rename(self.folder / key)
            replace_text(self.folder / CURRENT, key)
            self._prune(key)
            return Built(key, names, seconds)

    def _write(self, folder: Path, sources: Sequence[NameSource]) -> int:
        index = tantivy.Index(schema(), path=str(folder))
        index.register_tokenizer(SPACES, splitter())
        documents = Documents(Vocabulary(self._city.search))
        writer = index.writer(heap_size=WRITER_BYTES, num_threads=1)
        count = 0
        for source in sources:
            for name in source(self._city, self.shelf):
                writer.add_document(documents.of(name))
                count += 1
        writer.commit()
        writer.wait_merging_threads()
        return count

    @contextmanager
    def _alone(self) -> Iterator[bool]:
        """Whether no other process is making an index; the kernel lets go when one dies."""
        with (self.folder / BUILDING).open("a") as handle:
            try:
                flock(handle, LOCK_EX | LOCK_NB)
            except BlockingIOError:
                yield False
            else:
                yield True

    def _prune(self, key: str) -> None:
        """Remove generations older than the one before this."""
        made = [each.parent for each in self.folder.glob(f"*/{RECORD}")]
        made.sort(key=lambda each: (each.name == key, each.stat().st_mtime_ns))
        for old in made[:-KEPT]:
            shutil.rmtree(old, ignore_errors=True)


def _declared(city: City) -> bytes:
    """What of the city's folder and of this program an index is made from."""
    datasets = [
        (each.id, each.title, each.singular, each.title_field, each.fields, each.search)
        for each in city.datasets
    ]
    tours = [(each.id, each.title) for each in city.tours]
    tables = [*city.search.former_names.values(), *filter(None, [city.search.aliases])]
    contents = [_digest(Path(city.folder) / each) for each in tables]
    declared = (FORMAT, version("tantivy"), city.languages, city.search, datasets, tours, contents)
    return repr(declared).encode()


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:  # building says so
        return ""
