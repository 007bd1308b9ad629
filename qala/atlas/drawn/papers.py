"""Sheets of paper: how large the map and what stands beside it are on each."""

from dataclasses import dataclass
from typing import Literal

from qala.core.errors import FieldError, InvalidRequest, mark

Side = Literal["right", "below"]

MARGIN_MM = 12.0
GAP_MM = 6.0
HEAD_MM = 17.0
FOOT_MM = 9.0
BESIDE_MM = {"a4": 62.0, "a3": 76.0}
"""How wide the legend is to the right of the map, and how high below it."""
SIZES_MM = {"a4": (210.0, 297.0), "a3": (297.0, 420.0)}
ORIENTATIONS = ("landscape", "portrait")


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet: the page, the map on it, and where the legend stands, how wide or high."""

    width_mm: float
    height_mm: float
    map_width_mm: float
    map_height_mm: float
    side: Side
    beside_mm: float


def asked_paper(size: str, orientation: str) -> Paper:
    """The paper that `paper=` and `orientation=` ask for; A4 across where they ask for none."""
    size, orientation = size or "a4", orientation or "landscape"
    wrong = []
    if size not in SIZES_MM:
        wrong.append(FieldError("paper", mark("Give one of: {words}."), words=", ".join(SIZES_MM)))
    if orientation not in ORIENTATIONS:
        words = ", ".join(ORIENTATIONS)
        wrong.append(FieldError("orientation", mark("Give one of: {words}."), words=words))
    if wrong:
        raise InvalidRequest(*wrong)
    short, long = SIZES_MM[size]
    beside = BESIDE_MM[size]
    around = 2 * MARGIN_MM + HEAD_MM + FOOT_MM
    if orientation == "landscape":
        map_mm = long - 2 * MARGIN_MM - GAP_MM - beside, short - around
        return Paper(long, short, *map_mm, "right", beside)
    map_mm = short - 2 * MARGIN_MM, long - around - GAP_MM - beside
    return Paper(short, long, *map_mm, "below", beside)
