"""Differences between releases kept on disk: releases never change, so neither do these.

`root/{dataset}/{before}-{after}-{digest}.parquet`, made anew when it is missed. The digest is that
of both contents, for a shelf may be built anew with the same numbers.
"""

import fcntl
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from uuid import uuid4

import pyarrow as pa
import pyarrow.parquet as pq

from qala.core.errors import Busy, QalaError, mark
from qala.store.compare import SCHEMA, Kind, Pair, compare
from qala.store.engine import Engine
from qala.store.manifest import content_digest
from qala.store.parquet import ROW_GROUP_ROWS
from qala.store.shelf import Shelf

COUNTS = "counts"
LOCK = ".lock"
DEADLINE_S = 60.0
WAIT_S = 5.0
POLL_S = 0.05
RETRY_AFTER_S = 10


@dataclass(frozen=True, slots=True)
class Difference:
    """A feature that differs: its row in either release, None where it is not in it.

    `id` is empty where the dataset is compared by content.
    """

    kind: Kind
    id: str
    before: int | None
    after: int | None
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """All differences between two releases; `counts` of each kind."""

    path: Path
    counts: Mapping[Kind, int]

    def differences(
        self, *, kind: Kind | None = None, start: int = 0, limit: int
    ) -> list[Difference]:
        """`limit` of them from `start` on, all or those of a kind, by kind and id."""
        first, count = 0, sum(self.counts.values())
        if kind:
            first = sum(self.counts[each] for each in Kind if each < kind)
            count = self.counts[kind]
        wanted = range(first + start, first + min(start + limit, count))
        return [_difference(row) for row in _rows(self.path, wanted)]


@dataclass(frozen=True, slots=True)
class Comparisons:
    """The kept comparisons of an installation. One is made at a time."""

    root: Path
    shelf: Shelf

    def of(self, pair: Pair) -> Comparison:
        """The comparison, made if it is not kept yet. Raises Busy, TimedOut, ShelfDamaged."""
        found = self.kept(pair)
        if found:
            return found
        with self._alone():
            return self.kept(pair) or self._made(pair)

    def kept(self, pair: Pair) -> Comparison | None:
        """The comparison if it was made before."""
        path = self._path(pair)
        try:
            said = pq.read_metadata(path).metadata or {}
            counts = json.loads(said[COUNTS.encode()])
        except (OSError, pa.ArrowInvalid, KeyError, ValueError):
            return None
        return Comparison(path, {each: int(counts.get(each, 0)) for each in Kind})

    def clear_outdated(self) -> None:
        """Remove what compares a release that can no longer be read: it was pruned or withdrawn."""
        for path in self.root.glob("*/*.parquet"):
            sequences = path.stem.split("-")[:2]
            if not all(self._readable(path.parent.name, int(each)) for each in sequences):
                path.unlink(missing_ok=True)

    def _readable(self, dataset: str, sequence: int) -> bool:
        try:
            self.shelf.release(dataset, sequence)
        except QalaError:
            return False
        return True

    def _path(self, pair: Pair) -> Path:
        contents = [each.manifest.content for each in (pair.before, pair.after)]
        digest = content_digest({"contents": contents, "keyed": pair.keyed})[:16]
        name = f"{pair.before.sequence}-{pair.after.sequence}-{digest}.parquet"
        return self.root / pair.after.dataset / name

    def _made(self, pair: Pair) -> Comparison:
        path = self._path(pair)
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f".{uuid4().hex}")
        counts: Counter[str] = Counter()
        try:
            with (
                closing(Engine(self.shelf.root, deadline_s=DEADLINE_S)) as engine,
                pq.ParquetWriter(fresh, SCHEMA, compression="zstd") as writer,
            ):
                for batch in compare(engine, pair):
                    counts.update(batch.column("kind").to_pylist())
                    writer.write_batch(batch, row_group_size=ROW_GROUP_ROWS)
                writer.add_key_value_metadata({COUNTS: json.dumps(counts)})
            fresh.replace(path)
        finally:
            fresh.unlink(missing_ok=True)
        self.clear_outdated()
        return Comparison(path, {each: counts[each] for each in Kind})

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the one lock, the kernel's; Busy where others hold it too long."""
        self.root.mkdir(parents=True, exist_ok=True)
        until = monotonic() + WAIT_S
        with (self.root / LOCK).open("a") as handle:
            while not _taken(handle.fileno()):
                if monotonic() > until:
                    raise Busy(
                        mark("Releases are being compared: please try again in a moment."),
                        retry_after_s=RETRY_AFTER_S,
                    )
                sleep(POLL_S)
            yield


def _taken(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _rows(path: Path, wanted: range) -> Iterator[Mapping[str, object]]:
    """Rows of the file by number; only the row groups that hold them are read."""
    with pq.ParquetFile(path) as file:
        first = 0
        for group in range(file.num_row_groups):
            size = file.metadata.row_group(group).num_rows
            start, end = max(wanted.start - first, 0), min(wanted.stop - first, size)
            if start < end:
                yield from file.read_row_group(group).slice(start, end - start).to_pylist()
            first += size


def _difference(row: Mapping[str, object]) -> Difference:
    before, after, columns = row["before"], row["after"], row["columns"]
    return Difference(
        kind=Kind(str(row["kind"])),
        id=str(row["id"] or ""),
        before=before if isinstance(before, int) else None,
        after=after if isinstance(after, int) else None,
        columns=tuple(columns) if isinstance(columns, list) else (),
    )
