"""What a file is, by its first bytes; a foreign file is named for what it is."""

from enum import StrEnum
from pathlib import Path

from qala.core.errors import BadInput

HEAD_BYTES = 4_096


class Format(StrEnum):
    """The formats that are read."""

    GEOJSON = "GeoJSON"
    GEOPACKAGE = "GeoPackage"
    SHAPEFILE = "Shapefile"
    FLATGEOBUF = "FlatGeobuf"
    KML = "KML"
    CSV = "CSV"
    XLSX = "XLSX"


_MAGIC = {
    b"SQLite format 3\x00": Format.GEOPACKAGE,
    b"fgb\x03": Format.FLATGEOBUF,
    b"\x00\x00\x27\x0a": Format.SHAPEFILE,
    b"PK\x03\x04": Format.XLSX,
}
_FOREIGN = {
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"%PDF": "a PDF document",
    b"II*\x00": "a TIFF picture",
    b"MM\x00*": "a TIFF picture",
    b"PAR1": "a Parquet file",
    b"\xd0\xcf\x11\xe0": "an old Excel or Word file (save it as .xlsx)",
    b"Rar!": "a RAR archive",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"\x7fELF": "a program",
}
_TABLES = frozenset({".csv", ".tsv", ".txt"})
_ENDINGS = {
    ".geojson": Format.GEOJSON,
    ".json": Format.GEOJSON,
    ".gpkg": Format.GEOPACKAGE,
    ".shp": Format.SHAPEFILE,
    ".fgb": Format.FLATGEOBUF,
    ".kml": Format.KML,
    ".xlsx": Format.XLSX,
    **dict.fromkeys(_TABLES, Format.CSV),
}


def recognise(path: Path, shown: Path) -> Format:
    """The format of `path`; raises BadInput about `shown` when it is none of ours."""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if not head.strip():
        raise BadInput("the file is empty", file=shown, remedy="fetch it again")
    for magic, known in _MAGIC.items():
        if head.startswith(magic):
            return known
    found = _foreign(head) or _by_text(head, path)
    if isinstance(found, Format):
        return found
    expected = _ENDINGS.get(path.suffix.lower())
    raise BadInput(
        f"the file is {found}" + (f", not {expected}" if expected else ""),
        file=shown,
        remedy=f"give a file of one of the formats {', '.join(Format)}",
    )


def _foreign(head: bytes) -> str | None:
    return next((name for magic, name in _FOREIGN.items() if head.startswith(magic)), None)


def _by_text(head: bytes, path: Path) -> Format | str:
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if text.startswith((b"<!doctype html", b"<html")):
        return "a web page (HTML), perhaps an error message saved by mistake"
    if b"<kml" in text or b"kml:kml" in text:
        return Format.KML
    if text.startswith(b"<"):
        return "an XML document that is not KML"
    if path.suffix.lower() in _TABLES:
        return Format.CSV
    if text.startswith((b"{", b"[")):
        return Format.GEOJSON
    return "of no known format"
