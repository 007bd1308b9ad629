"""Tours of a city: stops of a camera over the map, with a text and what others have claimed."""

from dataclasses import dataclass, field

from qala.core.text import Text


@dataclass(frozen=True, slots=True)
class Camera:
    """Where to look: `at` is lon, lat, zoom; `bearing` and `pitch` in degrees."""

    at: tuple[float, float, float]
    bearing: float = 0.0
    pitch: float = 0.0


@dataclass(frozen=True, slots=True)
class Report:
    """Where a claim was printed; `date` is YYYY, YYYY-MM or YYYY-MM-DD, empty if not known."""

    title: Text
    date: str = ""
    publisher: Text = field(default_factory=Text)
    url: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """What somebody said of the city: the figure as printed, what it is of, and who printed it."""

    figure: Text
    of: Text
    report: Report


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop of a tour; `on` is a day of the map's year as YYYY-MM-DD, empty for today."""

    camera: Camera
    seconds: float
    title: Text
    text: Text
    layers: tuple[str, ...] = ()
    on: str = ""
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Tour:
    """A tour in the order of its stops; `id` is its address."""

    id: str
    title: Text
    summary: Text
    stops: tuple[Stop, ...]
    order: int = 100

    @property
    def seconds(self) -> float:
        """How long it lasts when nobody stops it."""
        return sum(each.seconds for each in self.stops)
