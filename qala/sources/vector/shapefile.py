"""The encoding of a Shapefile's attribute table (.dbf), which few files state truthfully.

Layout of the table: dBASE III, as in Esri's "Shapefile Technical Description" (1998).
"""

import codecs
from collections.abc import Iterator
from pathlib import Path

from qala.core.errors import BadInput
from qala.sources.vector.encoding import SAMPLE_BYTES, guess

_LANGUAGE_DRIVERS = {0xC9: "cp1251", 0x26: "cp866", 0x65: "cp866"}
"""Byte 29 of the header where it can be trusted; 0x57, "ANSI", is any Windows code page."""


def dbf_encoding(shp: Path, wanted: str, shown: Path) -> str:
    """The option, else the .cpg file, else the header, else UTF-8 if the text is UTF-8.

    Raises BadInput with the likely encoding when the text is not in what is stated.
    """
    table = _beside(shp, ".dbf")
    if table is None:
        return "utf-8"
    with table.open("rb") as file:
        data = file.read(SAMPLE_BYTES)
    if len(data) < 32:
        raise BadInput("the attribute table is cut off", file=shown, remedy="fetch it again")
    stated = wanted or _cpg(shp)
    encoding = stated or _LANGUAGE_DRIVERS.get(data[29], "utf-8")
    for record, text in _texts(data):
        try:
            codecs.getincrementaldecoder(encoding)().decode(text)  # forgives a halved last letter
        except LookupError as error:
            raise BadInput(
                f"there is no encoding called `{encoding}`",
                file=shown,
                remedy='set options.encoding, for example to "cp1251"',
            ) from error
        except UnicodeDecodeError as error:
            raise BadInput(
                f"the attributes are not in {encoding}",
                file=shown,
                where=f"record {record}",
                remedy=f'set options.encoding = "{guess(b" ".join(t for _, t in _texts(data)))}"',
            ) from error
    return encoding


def _texts(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The character fields of the first records, with the record's number from 1."""
    body, width = int.from_bytes(data[8:10], "little"), int.from_bytes(data[10:12], "little")
    spans, start = [], 1
    for at in range(32, body - 31, 32):
        size = data[at + 16]
        if data[at + 11 : at + 12] == b"C":
            spans.append((start, start + size))
        start += size
    for number, at in enumerate(range(body, len(data) - width + 1, max(width, 1)), start=1):
        yield from ((number, data[at + first : at + last].rstrip(b" \0")) for first, last in spans)


def _cpg(shp: Path) -> str:
    """The code page file's content; Esri writes code pages as bare numbers."""
    file = _beside(shp, ".cpg")
    name = file.read_text("ascii", "replace").strip().lower() if file else ""
    name = name.removeprefix("ansi ")
    return f"cp{name}" if name.isdigit() else name


def _beside(shp: Path, suffix: str) -> Path | None:
    found = (shp.with_suffix(each) for each in (suffix, suffix.upper()))
    return next((each for each in found if each.is_file()), None)
