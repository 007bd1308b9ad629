"""What the position of a city tells about it: time zone, country, languages."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from math import asin, cos, radians, sin, sqrt

from babel.languages import get_official_languages


@dataclass(frozen=True, slots=True)
class Zone:
    """A time zone with the country and position of its principal place."""

    name: str
    country: str
    lon: float
    lat: float


def nearest_zone(lon: float, lat: float) -> Zone:
    """The zone whose principal place is nearest: a guess, good away from borders.

    Source: `zone.tab` of the IANA time zone database.
    """
    return min(_zones(), key=lambda zone: _angle(zone, lon, lat))


def official_languages(country: str) -> tuple[str, ...]:
    """Codes of the languages official in a whole country, after Unicode CLDR."""
    return tuple(get_official_languages(country, de_facto=True))


def _zones() -> Iterator[Zone]:
    table = (files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    for line in table.splitlines():
        if line and not line.startswith("#"):
            country, position, name, *_ = line.split("\t")
            cut = max(position.rfind("+"), position.rfind("-"))
            yield Zone(name, country, _degrees(position[cut:], 3), _degrees(position[:cut], 2))


def _degrees(text: str, digits: int) -> float:
    """ISO 6709 `+4315`, `+0765500`: sign, degrees of that many digits, minutes, seconds."""
    sign, rest = (-1 if text[0] == "-" else 1), text[1:]
    whole, minutes, seconds = rest[:digits], rest[digits : digits + 2], rest[digits + 2 :]
    return sign * (int(whole) + int(minutes) / 60 + int(seconds or 0) / 3600)


def _angle(zone: Zone, lon: float, lat: float) -> float:
    """Angle between two places by the haversine formula, in radians."""
    across = radians(zone.lon - lon) / 2
    along = radians(zone.lat - lat) / 2
    level = cos(radians(lat)) * cos(radians(zone.lat))
    return 2 * asin(sqrt(sin(along) ** 2 + level * sin(across) ** 2))
