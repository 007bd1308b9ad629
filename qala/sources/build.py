"""Building a city: the first available source of each dataset, conformed and published."""

from collections.abc import Generator, Iterable, Iterator, Mapping
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor, wait
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Lock
from time import monotonic

import shapely

from qala.core.city import City
from qala.core.dataset import Dataset, SourceSpec
from qala.core.errors import BadInput, QalaError
from qala.core.features import Features, Intake, Progress, no_progress
from qala.sources.conform import conform
from qala.sources.opening import Opened, Sources
from qala.store.publish import Published, publish
from qala.store.raster.publish import publish_raster
from qala.store.shelf import Shelf

AT_ONCE = 2
"""Datasets on their way: one is cut into tiles by another program while the next one is read."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one dataset: published, failed, or without any source (both None)."""

    dataset: Dataset
    seconds: float
    source: SourceSpec | None = None
    published: Published | None = None
    intake: Intake = field(default_factory=Intake)
    error: QalaError | None = None


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
        self.city, self.shelf, self.progress = city, shelf, progress
        self.sources = Sources(city, shelf, osm=osm, data=data, progress=self._tell)
        self._reading = Lock()
        self._stopped = Event()

    def run(self, datasets: tuple[Dataset, ...]) -> Iterator[Outcome]:
        """Build `datasets`, rasters first; one that fails leaves its last release in force.

        Sources are read one at a time; what was read is sorted, cut and published meanwhile.
        Whoever stops listening stops the build: what is under way leaves nothing behind.
        """
        with ThreadPoolExecutor(AT_ONCE, "build") as pool:
            begun: dict[str, Future[Outcome]] = {}
            try:
                for dataset in sorted(datasets, key=_turn):
                    bases = [begun[each] for each in _bases(dataset) if each in begun]
                    begun[dataset.id] = pool.submit(self._outcome, dataset, bases)
                for running in begun.values():
                    yield running.result()
            finally:
                self._stopped.set()
                pool.shutdown(cancel_futures=True)

    def _tell(self, what: str, done: int, total: int | None) -> None:
        """Pass progress on; here the threads of a build that was stopped come to their end."""
        if self._stopped.is_set():
            raise CancelledError
        self.progress(what, done, total)

    def _outcome(self, dataset: Dataset, bases: Iterable[Future[Outcome]]) -> Outcome:
        wait(bases)
        started = monotonic()
        try:
            if dataset.is_raster:
                return self._raster(dataset, started)
            return self._features(dataset, started)
        except QalaError as error:
            return Outcome(dataset, monotonic() - started, error=error)
        except OSError as error:
            return Outcome(dataset, monotonic() - started, error=_refused(error, dataset))

    def _features(self, dataset: Dataset, started: float) -> Outcome:
        with self._reading:
            opened = self.sources.features(dataset)
        if opened is None:
            return Outcome(dataset, monotonic() - started)
        with closing(self._conformed(dataset, opened)) as chunks:
            published = publish(
                self.shelf,
                dataset,
                chunks,
                languages=self.city.languages,
                intake=opened.intake,
                provenance=self.sources.provenance(opened),
                progress=self._tell,
            )
        return Outcome(dataset, monotonic() - started, opened.spec, published, opened.intake)

    def _conformed(self, dataset: Dataset, opened: Opened) -> Generator[Features, None, None]:
        """The features of a source as the dataset declares them, while nobody else reads."""
        conformed = conform(
            opened.chunks,
            dataset,
            opened.spec,
            languages=self.city.languages,
            bounds=self.sources.bounds(opened.spec),
            intake=opened.intake,
        )
        with self._reading:
            yield from _not_in_vain(conformed, dataset, opened)

    def _raster(self, dataset: Dataset, started: float) -> Outcome:
        with TemporaryDirectory(prefix="qala-raster-") as scratch:
            with self._reading:
                opened = self.sources.raster(dataset, Path(scratch) / "made.tif")
            if opened is None:
                return Outcome(dataset, monotonic() - started)
            published = publish_raster(
                self.shelf,
                dataset,
                opened.raster,
                intake=opened.intake,
                provenance=self.sources.provenance(opened),
                progress=self._tell,
            )
        return Outcome(dataset, monotonic() - started, opened.spec, published, opened.intake)


def _turn(dataset: Dataset) -> tuple[bool, bool]:
    """Rasters first, since others are derived from them; those derived themselves behind them."""
    return not dataset.is_raster, bool(_bases(dataset))


def _bases(dataset: Dataset) -> list[str]:
    """Ids of the datasets that this one may be derived from."""
    return [source.path for source in dataset.sources if source.kind == "derived"]


def _not_in_vain(
    conformed: Iterator[Features], dataset: Dataset, opened: Opened
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
