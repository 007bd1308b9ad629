"""Tell what kind of file it is from its first bytes, and say so plainly when it is not OSM data."""

import bz2
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import osmium

from qala.core.errors import BadInput, mark

HEAD_BYTES = 512

# libosmium's names of the formats, by what a file of that format begins with.
_FORMATS = (
    ("pbf", re.compile(rb"\x00\x00..\x0a\x09OSMHeader", re.DOTALL)),
    ("osm.gz", re.compile(rb"\x1f\x8b")),
    ("osm.bz2", re.compile(rb"BZh[1-9]")),
    ("osm", re.compile(rb"(\xef\xbb\xbf)?\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)?<osm\b", re.DOTALL)),
    ("opl", re.compile(rb"[nwr]\d+ ")),
)
_STRANGERS = (
    (re.compile(rb"\x89PNG"), mark("this is a PNG image, not OpenStreetMap data")),
    (re.compile(rb"\xff\xd8\xff"), mark("this is a JPEG image, not OpenStreetMap data")),
    (re.compile(rb"PK\x03\x04"), mark("this is a ZIP archive, not OpenStreetMap data")),
    (re.compile(rb"SQLite format 3"), mark("this is a SQLite file, not OpenStreetMap data")),
    (re.compile(rb"%PDF"), mark("this is a PDF document, not OpenStreetMap data")),
    (re.compile(rb"(\xef\xbb\xbf)?\s*[\[{]"), mark("this is JSON, not OpenStreetMap data")),
    (re.compile(rb"(?i)\s*<(!doctype html|html)"), mark("this is a web page, not OSM data")),
)
_WANTED = mark("give an extract as .osm.pbf, .osm, .osm.gz or .osm.bz2")
_AGAIN = mark("fetch the file again and compare its size or checksum with the publisher's")


def open_osm(path: Path) -> osmium.io.File:
    """The file, ready for osmium; raises BadInput when it is absent, empty or something else."""
    if not path.exists():
        raise BadInput(mark("there is no such file"), file=path, remedy=_WANTED)
    if path.is_dir():
        raise BadInput(mark("this is a folder, not a file"), file=path, remedy=_WANTED)
    try:
        head = _head(path)
    except OSError as error:
        problem = mark("the file cannot be read")
        raise BadInput(f"{problem}: {error.strerror}", file=path, remedy=_WANTED) from error
    if not head:
        raise BadInput(mark("the file is empty"), file=path, remedy=_AGAIN)
    file = osmium.io.File(str(path), _format_of(path, head))
    with reading(path):
        versions = osmium.io.Reader(file, osmium.osm.NOTHING).header().has_multiple_object_versions
    if versions:
        raise BadInput(
            mark("this file holds the history of objects, not their present state"),
            file=path,
            remedy=_WANTED,
        )
    return file


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Turn what osmium raises on a damaged file into BadInput."""
    try:
        yield
    except RuntimeError as error:
        raise BadInput(
            f"{mark('the file is damaged or cut short')} ({error})", file=path, remedy=_AGAIN
        ) from error


def no_elements(path: Path) -> BadInput:
    """For a file in order that holds nothing."""
    return BadInput(mark("the file holds no OpenStreetMap objects"), file=path, remedy=_AGAIN)


def _head(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(HEAD_BYTES)


def _format_of(path: Path, head: bytes) -> str:
    for name, start in _FORMATS:
        if start.match(head) and (name in {"pbf", "osm", "opl"} or _packs_osm(name, head)):
            return name
    for start, problem in _STRANGERS:
        if start.match(head):
            raise BadInput(problem, file=path, remedy=_WANTED)
    raise BadInput(mark("this is not OpenStreetMap data"), file=path, remedy=_WANTED)


def _packs_osm(name: str, head: bytes) -> bool:
    """Whether what is compressed begins like XML; a bzip2 block may be longer than the head."""
    try:
        if name == "osm.bz2":
            start = bz2.BZ2Decompressor().decompress(head, HEAD_BYTES)
        else:
            start = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head, HEAD_BYTES)
    except (OSError, zlib.error):
        return False
    return start.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<") or not start
