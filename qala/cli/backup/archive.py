"""The file of a backup: a plain tar that any tar reads, with a checksum of every entry.

`backup.json` comes first and says what it is of, `checksums.json` last, so that a file which was
cut short is known as such. Entries between them are regular files below FOLDERS.
"""

import hashlib
import io
import json
import os
import re
import tarfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any
from uuid import uuid4

from qala.core.errors import BadInput

FORMAT = 1
HEADER, CHECKSUMS = "backup.json", "checksums.json"
DATABASE, PRIVATE, RELEASES = "database", "private", "releases"
FOLDERS = (DATABASE, PRIVATE, RELEASES)
PART = re.compile(r"[^/\x00]{1,255}")
COPIED_AT_ONCE = 1 << 20
HEADER_MOST_BYTES = 64 << 20
REMEDY = "take another copy of the backup"


@dataclass(frozen=True, slots=True)
class Header:
    """What a backup is of. `migrations`: app and name of each that its rows had been through."""

    city: str
    version: str
    made_at: str
    migrations: tuple[tuple[str, str], ...]
    format: int = FORMAT


class Writer:
    """Adds entries to the file and remembers their checksums."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self.tar = tar
        self.sums: dict[str, str] = {}

    def text(self, name: str, text: str) -> None:
        """Add a small text."""
        data = text.encode()
        self._add(tarfile.TarInfo(name), io.BytesIO(data), len(data))

    def lines(self, name: str, lines: Iterable[str]) -> None:
        """Add lines of text, however many."""
        with TemporaryFile("w+b") as spool:
            spool.writelines(line.encode() for line in lines)
            size = spool.tell()
            spool.seek(0)
            self._add(tarfile.TarInfo(name), spool, size)

    def file(self, name: str, path: Path) -> None:
        """Add a file as it is now; one that is being written to is cut at its size of now."""
        with path.open("rb") as source:
            self._add(tarfile.TarInfo(name), source, os.fstat(source.fileno()).st_size)

    def _add(self, info: tarfile.TarInfo, source: IO[bytes], size: int) -> None:
        info.size, info.mode = size, 0o600
        digested = _Digested(source)
        self.tar.addfile(info, digested)
        self.sums[info.name] = digested.digest.hexdigest()


class _Digested(io.RawIOBase):
    """A reader that digests what passes through it."""

    def __init__(self, source: IO[bytes]) -> None:
        self.source, self.digest = source, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self.source.read(size)
        self.digest.update(data)
        return data


@contextmanager
def written(file: Path, header: Header) -> Iterator[Writer]:
    """A new backup, readable by its user only; it takes its name at the end, when it is whole."""
    draft = file.with_name(f".{file.name}-{uuid4().hex}")
    handle = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as target:
            with tarfile.open(fileobj=target, mode="w", format=tarfile.PAX_FORMAT) as tar:
                writer = Writer(tar)
                writer.text(HEADER, json.dumps(asdict(header), indent=1) + "\n")
                yield writer
                writer.text(CHECKSUMS, json.dumps(writer.sums, indent=1) + "\n")
            target.flush()
            os.fsync(target.fileno())
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as it is read; `source` must be used before the next one is asked for."""

    name: str
    size: int
    source: IO[bytes]


@contextmanager
def opened(file: Path) -> Iterator[tuple[Header, Iterator[Entry]]]:
    """The header of a backup and its entries in turn.

    Raises BadInput where it is not a backup, was cut short, or an entry has changed since: the
    last is known at the end only, so use nothing before the entries have come to their end.
    """
    try:
        with tarfile.open(file, mode="r|") as tar:
            entries = _entries(tar, file)
            yield _header(next(entries, None), file), _verified(entries, file)
    except (tarfile.TarError, EOFError) as error:
        raise BadInput("is not a whole backup", file=file, remedy=REMEDY) from error


def _entries(tar: tarfile.TarFile, file: Path) -> Iterator[Entry]:
    for member in tar:
        source = tar.extractfile(member) if member.isreg() and not member.issparse() else None
        if source is None or not _is_ours(member.name):
            raise BadInput(
                f"holds `{member.name[:80]}`, which no backup has", file=file, remedy=REMEDY
            )
        yield Entry(member.name, member.size, source)


def _is_ours(name: str) -> bool:
    if name in (HEADER, CHECKSUMS):
        return True
    folder, *parts = name.split("/")
    inside = all(PART.fullmatch(part) and part not in (".", "..") for part in parts)
    return folder in FOLDERS and bool(parts) and inside


def _header(first: Entry | None, file: Path) -> Header:
    if first is None or first.name != HEADER:
        raise BadInput("is not a backup of Qala", file=file, remedy="give a file of `qala backup`")
    record = _json(first, file)
    if record.get("format") != FORMAT:
        raise BadInput(
            f"has the format {record.get('format')}, which this version does not know",
            file=file,
            remedy="restore it with the version that made it, or a newer one",
        )
    try:
        migrations = tuple((str(app), str(name)) for app, name in record.pop("migrations"))
        return Header(**record, migrations=migrations)
    except (KeyError, TypeError, ValueError) as error:
        raise BadInput("does not say what it is of", file=file, remedy=REMEDY) from error


def _verified(entries: Iterable[Entry], file: Path) -> Iterator[Entry]:
    """The entries between header and checksums; BadInput at the end where they differ."""
    found: dict[str, str] = {}
    for entry in entries:
        if entry.name == CHECKSUMS:
            expected = _json(entry, file)
            expected.pop(HEADER, None)
            _compare(found, expected, file)
            return
        if entry.name in found or entry.name == HEADER:
            raise BadInput(f"holds `{entry.name[:80]}` twice", file=file, remedy=REMEDY)
        digested = _Digested(entry.source)
        yield Entry(entry.name, entry.size, digested)  # type: ignore[arg-type]  # reads as one
        while digested.read(COPIED_AT_ONCE):
            pass
        found[entry.name] = digested.digest.hexdigest()
    raise BadInput("was cut short: its checksums are missing", file=file, remedy=REMEDY)


def _compare(found: Mapping[str, str], expected: Mapping[str, Any], file: Path) -> None:
    for name in sorted(found.keys() | expected.keys()):
        if found.get(name) != expected.get(name):
            raise BadInput("was changed after it was made", file=file, where=name, remedy=REMEDY)


def _json(entry: Entry, file: Path) -> dict[str, Any]:
    try:
        record = json.loads(entry.source.read(HEADER_MOST_BYTES))
    except ValueError as error:
        raise BadInput("is not valid JSON", file=file, where=entry.name, remedy=REMEDY) from error
    if not isinstance(record, dict):
        raise BadInput("is not a table", file=file, where=entry.name, remedy=REMEDY)
    return record
