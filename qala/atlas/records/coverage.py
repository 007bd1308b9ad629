"""What time and which place a release is about, as records of catalogues say it."""

import calendar
from dataclasses import dataclass
from datetime import date

from qala.atlas.formats import WRITTEN_DATE
from qala.core.geometry import BBox


@dataclass(frozen=True, slots=True)
class Period:
    """From the first to the last day, both included."""

    first: date
    last: date


def period_of(written: str) -> Period | None:
    """The days that a source's date (`2025`, `2025-09`, `2025-09-30`) covers; None for others."""
    match = WRITTEN_DATE.fullmatch(written.strip())
    if not match:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        first = date(year or 1, month or 1, day or 1)
    except ValueError:
        return None
    if day:
        return Period(first, first)
    last_month = month or 12
    return Period(
        first, date(first.year, last_month, calendar.monthrange(first.year, last_month)[1])
    )


def box_as_wkt(box: BBox) -> str:
    """A box in degrees, longitude first, as a polygon."""
    corners = (
        (box.west, box.south),
        (box.east, box.south),
        (box.east, box.north),
        (box.west, box.north),
        (box.west, box.south),
    )
    return f"POLYGON(({', '.join(f'{x:.7g} {y:.7g}' for x, y in corners)}))"
