"""Building a city: the first available source of each dataset, conformed and published."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Any

import shapely

from qala.core.city import City
from qala.core.dataset import Dataset, SourceSpec
from qala.core.errors import BadInput, NotFound, QalaError, Withdrawn
from qala.core.features import Features, Intake, Progress, no_progress
from qala.core.raster import RasterFile
from qala.sources.complete import completed
from qala.sources.conform import conform
from qala.sources.derived import derived_lines, derived_raster
from qala.sources.generated import GeneratedCity
from qala.sources.osm import OsmExtract
from qala.sources.paths import below
from qala.sources.raster import read_raster
from qala.sources.relief.source import make_relief
from qala.sources.vector import find_files, read_file, require_files
from qala.store.manifest import FileEntry, file_entry
from qala.store.publish import Provenance, Published, publish
from qala.store.raster.publish import publish_raster
from qala.store.shelf import Release, Shelf


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one dataset: published, failed, or without any source (both None)."""

    dataset: Dataset
    seconds: float
    source: SourceSpec | None = None
    published: Published | None = None
    intake: Intake = field(default_factory=Intake)
    error: QalaError | None = None


@dataclass(frozen=True, slots=True)
class _Opened:
    """A source that has something to give: its chunks, and the files they are read from."""

    spec: SourceSpec
    chunks: Iterator[Features]
    files: list[Path]
    intake: Intake
    generated: bool = False


@dataclass(frozen=True, slots=True)
class _OpenedRaster:
    """A source that gives a raster, and the files it is made from."""

    spec: SourceSpec
    raster: RasterFile
    files: list[Path]
    intake: Intake
    generated: bool = False


class Build:
    """One build of one city from the inputs at hand.

    `osm` is an OpenStreetMap extract, `data` a folder of real files; both may be absent. Raises
    BadInput at once where one of them was given and is not there.
    """

    def __init__(
        self,
        city: City,
        shelf: Shelf,
        *,
        osm: Path | None = None,
        data: Path | None = None,
        progress: Progress = no_progress,
    ) -> None:
        if data is not None and not data.is_dir():
            raise BadInput("there is no such folder", file=data, remedy="check --data")
        self.city, self.shelf, self.data, self.progress = city, shelf, data, progress
        self._osm_file = osm
        self._osm = self._extract(osm) if osm else None
        self._generated = GeneratedCity(city, progress=progress) if city.generation else None
        self._entries: dict[Path, FileEntry] = {}

    def _extract(self, osm: Path) -> OsmExtract:
        return OsmExtract(
            osm,
            languages=self.city.languages,
            projection=self.city.projection,
            progress=self.progress,
        )

    def run(self, datasets: tuple[Dataset, ...]) -> Iterator[Outcome]:
        """Build `datasets` one by one; a dataset that fails leaves its last release in force."""
        for dataset in datasets:
            started = monotonic()
            try:
                outcome = self._one(dataset, started)
            except QalaError as error:
                outcome = Outcome(dataset, monotonic() - started, error=error)
            except OSError as error:
                outcome = Outcome(dataset, monotonic() - started, error=_refused(error, dataset))
            yield outcome

    def _one(self, dataset: Dataset, started: float) -> Outcome:
        if dataset.is_raster:
            return self._one_raster(dataset, started)
        opened = next(filter(None, (self._open(each) for each in dataset.sources)), None)
        if opened is None:
            return Outcome(dataset, monotonic() - started)
        conformed = conform(
            opened.chunks,
            dataset,
            opened.spec,
            languages=self.city.languages,
            bounds=self._generated.bounds
            if opened.spec.kind == "generated" and self._generated
            else self.city.bounds,
            intake=opened.intake,
        )
        published = publish(
            self.shelf,
            dataset,
            _not_in_vain(conformed, dataset, opened),
            languages=self.city.languages,
            intake=opened.intake,
            provenance=self._provenance(opened),
            progress=self.progress,
        )
        return Outcome(dataset, monotonic() - started, opened.spec, published, opened.intake)

    def _one_raster(self, dataset: Dataset, started: float) -> Outcome:
        with TemporaryDirectory(prefix="qala-raster-") as scratch:
            made = Path(scratch) / "made.tif"
            sources = (self._open_raster(each, dataset, made) for each in dataset.sources)
            opened = next(filter(None, sources), None)
            if opened is None:
                return Outcome(dataset, monotonic() - started)
            published = publish_raster(
                self.shelf,
                dataset,
                opened.raster,
                intake=opened.intake,
                provenance=self._provenance(opened),
                progress=self.progress,
            )
        return Outcome(dataset, monotonic() - started, opened.spec, published, opened.intake)

    def _open_raster(self, spec: SourceSpec, dataset: Dataset, made: Path) -> _OpenedRaster | None:
        """The raster, or None where this build has none; what has to be made goes to `made`."""
        if spec.kind == "relief":
            raster, spec, files = make_relief(self.city, spec, made, progress=self.progress)
            return _OpenedRaster(spec, raster, files, Intake(), generated=True)
        if spec.kind == "derived":
            return self._open_derived_raster(spec, made)
        if spec.kind != "file" or self.data is None:
            return None
        path, intake = below(self.data, spec.path), Intake()
        if not find_files(path):
            return None
        raster = read_raster(
            path, spec, dataset, bounds=self.city.bounds, intake=intake, progress=self.progress
        )
        return _OpenedRaster(spec, raster, require_files(path), intake)

    def _open_derived_raster(self, spec: SourceSpec, made: Path) -> _OpenedRaster | None:
        release = self._released(spec.path)
        if release is None or release.raster is None:
            return None
        raster = derived_raster(release.raster, spec, made, progress=self.progress)
        invented = release.manifest.generated
        return _OpenedRaster(spec, raster, [release.raster], Intake(), generated=invented)

    def _open_derived(self, spec: SourceSpec) -> _Opened | None:
        release = self._released(spec.path)
        if release is None or release.raster is None:
            return None
        intake = Intake()
        lines = derived_lines(release.raster, spec, intake=intake, progress=self.progress)
        return _Opened(spec, lines, [release.raster], intake, release.manifest.generated)

    def _released(self, dataset_id: str) -> Release | None:
        """The release in force of another dataset, if it has one."""
        try:
            return self.shelf.current(dataset_id)
        except (NotFound, Withdrawn):
            return None

    def _open(self, spec: SourceSpec) -> _Opened | None:
        """The source, or None where this build has no such file or layer."""
        if spec.kind == "derived":
            return self._open_derived(spec)
        if spec.kind == "osm":
            return self._open_osm(spec)
        if spec.kind == "generated":
            return self._open_generated(spec)
        root = self.data if spec.kind == "file" else Path(self.city.folder)
        if root is None:
            return None
        path = below(root, spec.path)
        if not any(root.glob(spec.path)):
            return None
        files = require_files(path)
        intake = Intake()
        chunks = read_file(
            path, spec, bounds=self.city.bounds, intake=intake, progress=self.progress
        )
        if spec.complete:
            table = Path(self.city.folder) / spec.complete.path
            chunks = completed(chunks, spec, spec.complete, table, intake)
            files.append(table)
        return _Opened(spec, chunks, files, intake)

    def _open_osm(self, spec: SourceSpec) -> _Opened | None:
        if self._osm is None or self._osm_file is None:
            return None
        intake = Intake()
        chunks = iter(self._osm.layer(spec.layer, intake))
        first = next((chunk for chunk in chunks if len(chunk)), None)
        if first is None:
            return None
        return _Opened(spec, chain([first], chunks), [self._osm_file], intake)

    def _open_generated(self, spec: SourceSpec) -> _Opened | None:
        """A layer of the invented city: only where no real source was given to this build."""
        if self._generated is None or self._osm is not None or self.data is not None:
            return None
        intake = Intake()
        chunks = self._generated.layer(spec.layer, intake)
        return _Opened(spec, chunks, self._generated.files, intake, generated=True)

    def _provenance(self, opened: _Opened | _OpenedRaster) -> Provenance:
        spec = opened.spec
        source: dict[str, Any] = {
            "kind": spec.kind,
            "title": dict(spec.title),
            "publisher": dict(spec.publisher),
            "url": spec.url,
            "date": spec.date,
            "note": dict(spec.note),
            "files": [{"name": path.name, **asdict(self._entry(path))} for path in opened.files],
        }
        return Provenance(source=source, licence=spec.licence, generated=opened.generated)

    def _entry(self, path: Path) -> FileEntry:
        if path not in self._entries:  # an extract is the source of many datasets
            self._entries[path] = file_entry(path)
        return self._entries[path]


def _not_in_vain(
    conformed: Iterator[Features], dataset: Dataset, opened: _Opened
) -> Iterator[Features]:
    """The same chunks; at their end raises BadInput where they held nothing for this city.

    So a wrong file does not empty a layer that is served. A layer of an extract may be empty.
    """
    kept = placed = 0
    for chunk in conformed:
        kept += len(chunk)
        placed += int((~shapely.is_missing(chunk.geometry)).sum())
        yield chunk
    problem = ""
    if not kept and opened.spec.kind != "osm":
        problem = f"can be used ({_counts(opened.intake.skipped)})"
    elif kept and not placed and dataset.mapped:
        problem = f"has a place ({_counts(opened.intake.noted)})"
    elif placed and opened.intake.noted.get("outside_city", 0) >= placed:
        problem = "lies in the city or near it"
    if problem:
        raise BadInput(
            f"none of its {opened.intake.read:,} records {problem}",
            file=opened.files[0],
            remedy=f"see that it is of this city and holds what {dataset.file} declares",
        )


def _counts(reasons: Mapping[str, int]) -> str:
    return ", ".join(f"{reason} {count:,}" for reason, count in reasons.items())


def _refused(error: OSError, dataset: Dataset) -> BadInput:
    """What the machine refused to read or write."""
    return BadInput(
        error.strerror or str(error),
        file=error.filename or dataset.id,
        remedy="see who may read and write there, and publish again",
    )
