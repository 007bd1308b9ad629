"""The generated city as a source: laid out and filled copy by copy, spooled, read by layer."""

import pickle
from collections.abc import Iterator
from pathlib import Path

from qala.core.city import City, Generation
from qala.core.features import Features, Intake, Progress, no_progress
from qala.core.geometry import BBox
from qala.sources.generated import ground_layers
from qala.sources.generated.copies import bounds_of, placed
from qala.sources.generated.filling import fill, load_words
from qala.sources.generated.layout import lay_out
from qala.sources.generated.plan import Plan
from qala.sources.generated.skeleton import Skeleton, load_skeleton, skeleton_files
from qala.sources.generated.spool import Spool
from qala.sources.generated.street_names import load_street_names


class GeneratedCity:
    """The layers of an invented city; the same seed and facts give the same features.

    It is made when the first layer is asked for, a copy of the city at a time, and spooled to a
    temporary folder, so that memory does not grow with the scale. `files` are the facts it grows
    from; `bounds` (EPSG:4326) hold all copies.
    """

    def __init__(self, city: City, *, progress: Progress = no_progress) -> None:
        self.city, self.progress = city, progress
        self.generation = city.generation or Generation(seed=0)
        self.files = skeleton_files(Path(city.folder))
        self.bounds: BBox = bounds_of(city, self.generation.scale)
        self._spool: Spool | None = None
        self._filled = False

    def layer(self, name: str, intake: Intake) -> Iterator[Features]:
        """The features of one of GENERATED_LAYERS, in chunks; raises BadInput for its facts."""
        if self._spool is None:
            self._spool = self._laid_out()
        if name not in ground_layers.LAYERS and not self._filled:
            spool, self._spool = self._spool, None
            self._fill(spool)  # where it fails, the next layer begins with a spool of its own
            self._spool, self._filled = spool, True
        for chunk in self._spool.layer(name):
            intake.read += len(chunk)
            yield chunk

    def _laid_out(self) -> Spool:
        """A spool with the streets and blocks of every copy, and their plans beside them."""
        spool = Spool()
        skeleton = load_skeleton(self.city)
        names = load_street_names(self._base, self.city.languages)
        for copy in range(self.generation.scale):
            plan = lay_out(skeleton, names, self.generation.seed + copy, progress=self.progress)
            plan = placed(plan, copy, self.city, self.generation.scale)
            with _plan_file(spool, copy).open("wb") as stream:
                pickle.dump(plan, stream)
            layers = ground_layers.plan_layers(
                plan, projection=self.city.projection, languages=self.city.languages
            )
            for layer, features in layers:
                spool.add(layer, features)
        return spool

    def _fill(self, spool: Spool) -> None:
        words = load_words(self._base, self.city.languages)
        populations = _populations(load_skeleton(self.city))
        scale = self.generation.scale
        for copy in range(scale):
            self.progress("filling blocks with parcels and houses", copy, scale)
            with _plan_file(spool, copy).open("rb") as stream:
                plan: Plan = pickle.load(stream)  # noqa: S301 - written by this process
            layers = fill(
                plan,
                populations=populations,
                words=words,
                projection=self.city.projection,
                languages=self.city.languages,
                seed=self.generation.seed + copy,
            )
            for layer, features in layers:
                spool.add(layer, features)
        self.progress("filling blocks with parcels and houses", scale, scale)

    @property
    def _base(self) -> Path:
        return Path(self.city.folder).parent / "_base"


def _plan_file(spool: Spool, copy: int) -> Path:
    return spool.folder / f"plan-{copy}.pickle"


def _populations(skeleton: Skeleton) -> dict[str, int]:
    """District -> residents, as its table tells them."""
    return {
        fact.id: int(fact.row["population"])
        for fact in skeleton.tables["districts"]
        if fact.row.get("population")
    }
