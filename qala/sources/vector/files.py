"""From a path in a city's TOML to plain files on disk: patterns, gzip and zip, within limits."""

import gzip
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from glob import has_magic
from pathlib import Path, PurePosixPath
from typing import IO

from qala.core.errors import BadInput
from qala.sources.nearest import nearest_first

BLOCK = 1 << 20
MEMBERS_MAX = 1_000
READABLE = frozenset(
    {".geojson", ".json", ".gpkg", ".shp", ".fgb", ".kml", ".csv", ".tsv", ".txt", ".xlsx"}
)


@dataclass(frozen=True, slots=True)
class Limits:
    """What an archive may unpack to: bytes in all, and times its own size beyond `free` bytes."""

    total: int = 4 << 30
    ratio: int = 200
    free: int = 64 << 20


LIMITS = Limits()


def find_files(path: Path) -> list[Path]:
    """The files that `path`, perhaps a pattern such as `houses_*.kml`, stands for, sorted."""
    if has_magic(str(path)) and not path.exists():
        pattern = path.relative_to(path.anchor)
        return sorted(each for each in Path(path.anchor).glob(str(pattern)) if each.is_file())
    return [path] if path.is_file() else []


def require_files(path: Path) -> list[Path]:
    """As `find_files`; raises BadInput when there is none or one is empty."""
    found = find_files(path)
    if not found:
        raise _nothing_at(path)
    for each in found:
        if each.stat().st_size == 0:
            raise BadInput("the file is empty", file=each, remedy="fetch it again")
    return found


def _nothing_at(path: Path) -> BadInput:
    if path.is_dir():
        return BadInput(
            "this is a folder, not a file",
            file=path,
            remedy="name a file in it, or several by a pattern such as folder/*.geojson",
        )
    if has_magic(str(path)):
        return BadInput("no file matches this pattern", file=path, remedy="correct the path")
    if not path.parent.is_dir():
        return BadInput(
            "there is no such folder", file=path.parent, remedy="correct the path or --data"
        )
    beside = nearest_first(path.name, (each.name for each in path.parent.iterdir()))
    return BadInput(
        "there is no such file",
        file=path,
        remedy=f"correct the path; its folder holds: {beside or 'nothing'}",
    )


@contextmanager
def unpacked(path: Path, member: str = "", limits: Limits = LIMITS) -> Iterator[Path]:
    """The file itself, or what gzip or zip hold, unpacked to a folder that goes afterwards."""
    with path.open("rb") as file:
        magic = file.read(4)
    if magic[:2] == b"\x1f\x8b":
        with tempfile.TemporaryDirectory(prefix="qala-") as folder:
            yield _gunzip(path, Path(folder), limits)
    elif magic == b"PK\x03\x04":
        with _open_zip(path) as archive, tempfile.TemporaryDirectory(prefix="qala-") as folder:
            if "xl/workbook.xml" in archive.namelist():
                _measure(archive, path, limits)
                yield path
            else:
                yield _unzip(archive, path, Path(folder), member, limits)
    else:
        yield path


def _gunzip(path: Path, folder: Path, limits: Limits) -> Path:
    target = folder / (path.stem if path.suffix.lower() == ".gz" else path.name)
    try:
        with gzip.open(path) as packed, target.open("wb") as out:
            _copy(packed, out, _Meter(path, limits))
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise _damaged(path, error) from error
    return target


def _open_zip(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except zipfile.BadZipFile as error:
        raise _damaged(path, error) from error


def _unzip(archive: zipfile.ZipFile, path: Path, folder: Path, member: str, limits: Limits) -> Path:
    """Unpack the wanted file and those beside it with the same stem (a Shapefile's parts)."""
    wanted = _choose(archive, path, member)
    stem = str(PurePosixPath(wanted).with_suffix("")).lower()
    meter = _Meter(path, limits)
    for info in archive.infolist():
        inside = PurePosixPath(info.filename)
        if info.is_dir() or str(inside.with_suffix("")).lower() != stem:
            continue
        try:
            with archive.open(info) as packed, (folder / _plain_name(inside)).open("wb") as out:
                _copy(packed, out, meter)
        except (zipfile.BadZipFile, EOFError, zlib.error) as error:
            raise _damaged(path, error) from error
        except (RuntimeError, NotImplementedError) as error:
            raise BadInput(
                f"`{info.filename}` in the archive cannot be unpacked ({error})",
                file=path,
                remedy="pack it without a password, by the usual method",
            ) from error
    return folder / _plain_name(PurePosixPath(wanted))


def _plain_name(inside: PurePosixPath) -> str:
    """One stem for all parts, so that no name from the archive reaches the disk."""
    return "data" + "".join(each for each in inside.suffix.lower() if each.isalnum() or each == ".")


def _choose(archive: zipfile.ZipFile, path: Path, member: str) -> str:
    names = [info.filename for info in archive.infolist() if not info.is_dir()]
    if len(names) > MEMBERS_MAX:
        raise BadInput(
            f"the archive holds {len(names)} files; the limit is {MEMBERS_MAX}",
            file=path,
            remedy="pack only the data file",
        )
    readable = [
        name
        for name in names
        if PurePosixPath(name).suffix.lower() in READABLE and not name.startswith("__MACOSX")
    ]
    wanted = [name for name in readable if member in (name, PurePosixPath(name).name)]
    candidates = wanted if member else readable
    if len(candidates) != 1:
        raise BadInput(
            "the archive holds no file of a known format"
            if not readable
            else f"the archive holds several files: {', '.join(readable)}",
            file=path,
            remedy="set options.member to the one to read" if readable else "pack the data file",
        )
    return candidates[0]


@dataclass(slots=True)
class _Meter:
    """Counts unpacked bytes and stops a bomb."""

    path: Path
    limits: Limits
    done: int = 0

    def add(self, count: int) -> None:
        self.done += count
        packed = self.path.stat().st_size
        too_dense = self.done > self.limits.free and self.done > packed * self.limits.ratio
        if self.done <= self.limits.total and not too_dense:
            return
        raise BadInput(
            f"the archive of {packed:,} bytes unpacks to more than {self.done:,} bytes; "
            f"the limits are {self.limits.total:,} bytes in all "
            f"and {self.limits.ratio} times its own size",
            file=self.path,
            remedy="unpack it yourself if you trust it, and give the file inside",
        )


def _measure(archive: zipfile.ZipFile, path: Path, limits: Limits) -> None:
    """Check an archive that another program unpacks; zipfile reads no more than is declared."""
    meter = _Meter(path, limits)
    for info in archive.infolist():
        meter.add(info.file_size)


def _copy(packed: IO[bytes] | gzip.GzipFile, out: IO[bytes], meter: _Meter) -> None:
    while block := packed.read(BLOCK):
        meter.add(len(block))
        try:
            out.write(block)
        except OSError as error:
            raise BadInput(
                f"it cannot be unpacked to {Path(out.name).parent}: {error.strerror}",
                file=meter.path,
                remedy="free space there, or name another folder in TMPDIR",
            ) from error


def _damaged(path: Path, error: Exception) -> BadInput:
    return BadInput(
        f"the archive is damaged or cut off ({error})", file=path, remedy="fetch it again"
    )
