"""Read the values of tags as people write them.

Each parser returns None for what is absent or says nothing, and raises ValueError for what cannot
be understood. Conventions: wiki.openstreetmap.org, pages Key:lanes, Key:maxspeed, Key:height,
Key:building:levels, Map features/Units.
"""

import math
import re
from collections.abc import Callable
from typing import TypeVar

from qala.sources.osm.elements import Tags

T = TypeVar("T")

KMH_PER_MPH = 1.609344
M_PER_FOOT = 0.3048
M_PER_INCH = 0.0254

_METRES = re.compile(r"(\d{1,4}(?:[.,]\d{1,4})?)\s*(m|metres|meters|м|ft|feet)?", re.IGNORECASE)
_FEET_INCHES = re.compile(r"""(\d{1,4})'(?:\s*(\d{1,2}(?:\.\d{1,2})?)")?""")
_SPEED = re.compile(r"(\d{1,3}(?:\.\d{1,2})?)\s*(km/h|kmh|kph|км/ч|mph)?", re.IGNORECASE)
_COUNT = re.compile(r"[0-9]{1,4}")
_PEOPLE = re.compile(r"\d{1,3}(?:[ \u00a0,]\d{3})+|\d{1,10}")
_LEVELS = re.compile(r"([0-9]{1,3})(?:[.,][0-9])?")
# Speeds given in words, or as the rule of a country ("KZ:urban"), state no number.
_WORDED_SPEED = re.compile(r"none|signals|variable|walk|[A-Z]{2}:[\w:.-]+")


def clean(text: str | None) -> str | None:
    """The text without surrounding and doubled blanks; None when nothing is left."""
    return " ".join(text.split()) or None if text else None


def metres(text: str | None) -> float | None:
    """Metres from `12`, `12.5 m`, `12,5`, `40 ft`, `40'` or `5'6"`; at most 1,000 m."""
    if not (text := clean(text)):
        return None
    if found := _METRES.fullmatch(text):
        unit = M_PER_FOOT if (found[2] or "m").lower() in {"ft", "feet"} else 1.0
        value = float(found[1].replace(",", ".")) * unit
    elif found := _FEET_INCHES.fullmatch(text):
        value = int(found[1]) * M_PER_FOOT + float(found[2] or 0) * M_PER_INCH
    else:
        raise ValueError(text)
    if not 0 < value <= 1000:
        raise ValueError(text)
    return round(value, 2)


def speed_kmh(text: str | None) -> int | None:
    """Kilometres an hour, whole, from `60`, `60 km/h` or `30 mph`; None for speeds in words."""
    if not (text := clean(text)) or _WORDED_SPEED.fullmatch(text):
        return None
    found = _SPEED.fullmatch(text)
    if not found:
        raise ValueError(text)
    factor = KMH_PER_MPH if (found[2] or "").lower() == "mph" else 1.0
    value = math.floor(float(found[1]) * factor + 0.5)
    if not 0 < value <= 400:
        raise ValueError(text)
    return value


def lane_count(text: str | None) -> int | None:
    """Number of lanes, 1 to 30."""
    if not (text := clean(text)):
        return None
    if not _COUNT.fullmatch(text) or not 1 <= int(text) <= 30:
        raise ValueError(text)
    return int(text)


def level_count(text: str | None) -> int | None:
    """Whole levels above ground; the half level of an attic (`2.5`) is not counted."""
    if not (text := clean(text)):
        return None
    found = _LEVELS.fullmatch(text)
    if not found or int(found[1]) > 200:
        raise ValueError(text)
    return int(found[1])


def people(text: str | None) -> int | None:
    """A population: `12345`, `12 345` or `12,345`."""
    if not (text := clean(text)):
        return None
    if not _PEOPLE.fullmatch(text):
        raise ValueError(text)
    return int(re.sub(r"\D", "", text))


class Values:
    """Reads tags with parsers and remembers the columns whose tag was not understood."""

    def __init__(self, tags: Tags) -> None:
        self.tags = tags
        self.bad: list[str] = []

    def read(self, column: str, key: str, parser: Callable[[str | None], T | None]) -> T | None:
        """The parsed tag `key`, or None, noting `column`, when it cannot be understood."""
        try:
            return parser(self.tags.get(key))
        except ValueError:
            self.bad.append(column)
            return None
