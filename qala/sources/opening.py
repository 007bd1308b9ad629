"""Which source of a dataset is at hand, and what it gives."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from qala.core.city import City
from qala.core.dataset import Dataset, SourceSpec
from qala.core.errors import BadInput, NotFound, Withdrawn
from qala.core.features import Features, Intake, Progress
from qala.core.geometry import BBox
from qala.core.raster import RasterFile
from qala.sources.complete import completed
from qala.sources.derived import derived_lines, derived_raster
from qala.sources.derived.credit import credited
from qala.sources.generated import GeneratedCity
from qala.sources.osm import OsmExtract
from qala.sources.paths import below
from qala.sources.raster import read_raster
from qala.sources.relief.source import make_relief
from qala.sources.vector import find_files, read_file, require_files
from qala.store.manifest import FileEntry, file_entry
from qala.store.publish import Provenance
from qala.store.shelf import Release, Shelf


@dataclass(frozen=True, slots=True)
class Opened:
    """A source that has something to give: its chunks, and the files they are read from."""

    spec: SourceSpec
    chunks: Iterator[Features]
    files: list[Path]
    intake: Intake
    generated: bool = False


@dataclass(frozen=True, slots=True)
class OpenedRaster:
    """A source that gives a raster, and the files it is made from."""

    spec: SourceSpec
    raster: RasterFile
    files: list[Path]
    intake: Intake
    generated: bool = False


class Sources:
    """What one build reads from: the city's folder, an extract, a folder of real files."""

    def __init__(
        self, city: City, shelf: Shelf, *, osm: Path | None, data: Path | None, progress: Progress
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

    def features(self, dataset: Dataset) -> Opened | None:
        """The first source of a vector dataset that is at hand."""
        return next(filter(None, (self._open(each) for each in dataset.sources)), None)

    def raster(self, dataset: Dataset, made: Path) -> OpenedRaster | None:
        """The same of a raster; one that has to be made is written to `made`."""
        sources = (self._open_raster(each, dataset, made) for each in dataset.sources)
        return next(filter(None, sources), None)

    def bounds(self, spec: SourceSpec) -> BBox:
        """Where features of a source belong: in the city, or in all copies of an invented one."""
        if spec.kind == "generated" and self._generated:
            return self._generated.bounds
        return self.city.bounds

    def _open_raster(self, spec: SourceSpec, dataset: Dataset, made: Path) -> OpenedRaster | None:
        """The raster, or None where this build has none; what has to be made goes to `made`."""
        if spec.kind == "relief":
            raster, spec, files = make_relief(self.city, spec, made, progress=self.progress)
            return OpenedRaster(spec, raster, files, Intake(), generated=True)
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
        return OpenedRaster(spec, raster, require_files(path), intake)

    def _open_derived_raster(self, spec: SourceSpec, made: Path) -> OpenedRaster | None:
        release = self._released(spec.path)
        if release is None or release.raster is None:
            return None
        raster = derived_raster(release.raster, spec, made, progress=self.progress)
        invented = release.manifest.generated
        owed = credited(spec, release.manifest.source, release.manifest.licence)
        return OpenedRaster(owed, raster, [release.raster], Intake(), generated=invented)

    def _open_derived(self, spec: SourceSpec) -> Opened | None:
        release = self._released(spec.path)
        if release is None or release.raster is None:
            return None
        intake = Intake()
        lines = derived_lines(release.raster, spec, intake=intake, progress=self.progress)
        owed = credited(spec, release.manifest.source, release.manifest.licence)
        return Opened(owed, lines, [release.raster], intake, release.manifest.generated)

    def _released(self, dataset_id: str) -> Release | None:
        """The release in force of another dataset, if it has one."""
        try:
            return self.shelf.current(dataset_id)
        except (NotFound, Withdrawn):
            return None

    def _open(self, spec: SourceSpec) -> Opened | None:
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
        return Opened(spec, chunks, files, intake)

    def _open_osm(self, spec: SourceSpec) -> Opened | None:
        if self._osm is None or self._osm_file is None:
            return None
        intake = Intake()
        chunks = iter(self._osm.layer(spec.layer, intake))
        first = next((chunk for chunk in chunks if len(chunk)), None)
        if first is None:
            return None
        return Opened(spec, chain([first], chunks), [self._osm_file], intake)

    def _open_generated(self, spec: SourceSpec) -> Opened | None:
        """A layer of the invented city: only where no real source was given to this build."""
        if self._generated is None or self._osm is not None or self.data is not None:
            return None
        intake = Intake()
        chunks = self._generated.layer(spec.layer, intake)
        return Opened(spec, chunks, self._generated.files, intake, generated=True)

    def provenance(self, opened: Opened | OpenedRaster) -> Provenance:
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
