"""The manifest of a release, `release.json`: what it holds, where from, and how to check it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from qala.core.errors import ShelfDamaged, mark

FORMAT = 1
MANIFEST = "release.json"
FEATURES = "features.parquet"
TILES = "tiles.pmtiles"
RASTER = "raster.tif"
IDS = "ids.npy"
WITHDRAWN = "withdrawn.json"
GENERATED = "generated: invented, not measured"
"""What an archive of tiles says of itself where a program invented what it shows."""


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A file of a release or of its source: SHA-256 in hexadecimal and size in bytes."""

    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """`release.json`, field by field.

    `counts`: `features` published, `without_geometry` among them, `read` from the source.
    `skipped`, `mended`, `noted`: how many records by reason; `examples` names a few of each.
    `extent`: west, south, east, north in EPSG:4326, or None where no feature has a place.
    `fields`: name, type, unit and label of each declared field; `source` describes where the
    features came from, with the SHA-256 of the files read; `tiles` is how they were cut.
    `raster` describes the grid of one: width, height, crs, cell_m, data_type, nodata, known, least,
    most. `content` is the digest of everything but `sequence`, `published_at` and `tools`.
    """

    dataset: str
    sequence: int
    published_at: str
    counts: Mapping[str, int]
    extent: list[float] | None
    geometry_types: list[str]
    columns: list[str]
    fields: list[Mapping[str, Any]]
    source: Mapping[str, Any]
    licence: str
    tiles: Mapping[str, Any] | None
    files: Mapping[str, FileEntry]
    tools: Mapping[str, str]
    content: str
    skipped: Mapping[str, int] = field(default_factory=dict)
    mended: Mapping[str, int] = field(default_factory=dict)
    noted: Mapping[str, int] = field(default_factory=dict)
    examples: Mapping[str, list[str]] = field(default_factory=dict)
    generated: bool = False
    raster: Mapping[str, Any] | None = None
    format: int = FORMAT

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def content_digest(description: Mapping[str, Any]) -> str:
    """SHA-256 of a description in canonical JSON: equal descriptions, equal digests."""
    canonical = json.dumps(description, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def read_manifest(folder: Path) -> Manifest:
    """The manifest in `folder`; ShelfDamaged where it is absent, broken or of another format."""
    path = folder / MANIFEST
    try:
        record = json.loads(path.read_bytes())
    except FileNotFoundError as error:
        raise ShelfDamaged(mark("The release {path} has no manifest."), path=folder) from error
    except ValueError as error:
        raise ShelfDamaged(mark("The manifest {path} is not valid JSON."), path=path) from error
    if not isinstance(record, dict) or record.get("format") != FORMAT:
        raise ShelfDamaged(
            mark("The manifest {path} has a format this version does not know."), path=path
        )
    try:
        record["files"] = {name: FileEntry(**entry) for name, entry in record["files"].items()}
        manifest = Manifest(**record)
        _check(manifest)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ShelfDamaged(mark("The manifest {path} is incomplete."), path=path) from error
    return manifest


def _check(manifest: Manifest) -> None:
    """Fail on what those who read releases rely on, should someone have edited it by hand."""
    int(manifest.counts["features"]), dict(manifest.source)
    if manifest.raster is None:
        manifest.files[FEATURES]
    else:
        manifest.files[RASTER], float(manifest.raster["least"]), float(manifest.raster["most"])
    if manifest.extent is not None:
        _west, _south, _east, _north = map(float, manifest.extent)


def file_entry(path: Path) -> FileEntry:
    """Checksum and size of a file, read in one pass."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
    return FileEntry(sha256=digest.hexdigest(), bytes=path.stat().st_size)
