"""The generated city: an invented but recognisable one, grown from the city's authored facts."""

from collections.abc import Iterator
from pathlib import Path

from qala.core.city import City
from qala.core.features import Features, Intake, Progress, no_progress
from qala.core.geometry import BBox


class GeneratedCity:
    """The layers of an invented city; the same seed and facts give the same features.

    It is made when the first layer is asked for, a copy of the city at a time, and spooled to a
    temporary folder, so that memory does not grow with the scale. `files` are the facts it grows
    from; `bounds` (EPSG:4326) hold all copies.
    """

    def __init__(self, city: City, *, progress: Progress = no_progress) -> None:
        self.city, self.progress = city, progress
        self.files: list[Path] = []
        self.bounds: BBox = city.bounds

    def layer(self, name: str, intake: Intake) -> Iterator[Features]:
        """The features of one of GENERATED_LAYERS, in chunks."""
        raise NotImplementedError
