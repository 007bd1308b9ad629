"""A city as its folder declares it."""

from dataclasses import dataclass, field

from qala.core.dataset import Dataset
from qala.core.geometry import BBox
from qala.core.search import CitySearch
from qala.core.text import Text
from qala.core.tour import Tour


@dataclass(frozen=True, slots=True)
class Theme:
    """A group of datasets in the layer tree and the catalogue."""

    id: str
    title: Text


@dataclass(frozen=True, slots=True)
class View:
    """A ready view of the map: a question, the layers that answer it, and where to look."""

    id: str
    question: Text
    answer: Text
    layers: tuple[str, ...]
    at: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Branding:
    """What an installation calls itself: `mark` is the short word in its badge."""

    mark: str = "Qala"


@dataclass(frozen=True, slots=True)
class Calendar:
    """Days without work: ISO weekdays (7 is Sunday), and yearly holidays as `MM-DD`."""

    weekend: tuple[int, ...] = (6, 7)
    holidays: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Generation:
    """How the demonstration city is invented: the same `seed` gives the same city.

    `scale` lays that many cities side by side, each of its own seed, for tests under load.
    """

    seed: int
    scale: int = 1


@dataclass(frozen=True, slots=True)
class Contact:
    """Who answers for the installation; whatever it does not give stays empty."""

    name: Text = field(default_factory=Text)
    email: str = ""
    phone: str = ""
    address: Text = field(default_factory=Text)
    hours: Text = field(default_factory=Text)


@dataclass(frozen=True, slots=True)
class City:
    """A city: who it is, where it lies, what it publishes.

    `bounds` in EPSG:4326; `projection` is the EPSG code used for metres; `centre` is lon, lat,
    zoom of the first view; `languages` in the order of the interface, the first is the default.
    """

    id: str
    name: Text
    languages: tuple[str, ...]
    bounds: BBox
    centre: tuple[float, float, float]
    projection: int
    time_zone: str
    currency: str
    calendar: Calendar
    branding: Branding
    notice: Text
    themes: tuple[Theme, ...]
    views: tuple[View, ...]
    datasets: tuple[Dataset, ...]
    language_names: dict[str, str] = field(default_factory=dict)
    generation: Generation | None = None
    search: CitySearch = field(default_factory=CitySearch)
    contact: Contact = field(default_factory=Contact)
    tours: tuple[Tour, ...] = ()
    folder: str = ""

    def dataset(self, dataset_id: str) -> Dataset | None:
        """The dataset with that id, if the city declares it."""
        return next((each for each in self.datasets if each.id == dataset_id), None)

    def tour(self, tour_id: str) -> Tour | None:
        """The tour with that id, if the city has it."""
        return next((each for each in self.tours if each.id == tour_id), None)
