"""Names on a drawn map: each where it covers no other, greedily, the more important first."""

from dataclasses import dataclass, field
from math import atan2, cos, degrees, radians, sin
from xml.sax.saxutils import escape

import numpy as np
from numpy.typing import NDArray

from qala.atlas.drawn.metrics import FAMILY, width_em

LINE_HEIGHT = 1.16
PADDING_PX = 3.0
EDGE_PX = 5.0
LOCAL_SCALE = 0.82
STEP_PX = 4.0
STRAIGHT = 0.985
"""A stretch is straight enough for a name when its chord is so much of its length."""

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Lettering:
    """How names are written: size and halo in pixels, width of a line and spacing in em."""

    size: float
    colour: str
    halo: str
    weight: int = 400
    halo_width: float = 1.6
    line_em: float = 9.0
    spacing: float = 0.0

    def width_em(self, text: str) -> float:
        """The width of a line of text."""
        return width_em(text, self.weight) + self.spacing * len(text)


@dataclass(slots=True)
class Names:
    """The names placed so far on a map of this width and height, as SVG."""

    width: float
    height: float
    halo: str
    placed: list[str] = field(default_factory=list)
    _taken: list[Box] = field(default_factory=list)

    def reserve(self, box: Box) -> None:
        """Keep a place free of names."""
        self._taken.append(box)

    def beside(self, text: str, x: float, y: float, gap: float, how: Lettering) -> bool:
        """A name at the right, left, below or above a point; whether there was room."""
        lines = wrapped(text, how)
        wide, high = _extent(lines, how)
        middle = high / 2
        for anchor, at_x, at_y, left in (
            ("start", x + gap, y, x + gap),
            ("end", x - gap, y, x - gap - wide),
            ("middle", x, y + gap + middle, x - wide / 2),
            ("middle", x, y - gap - middle, x - wide / 2),
        ):
            box = (left, at_y - middle, left + wide, at_y + middle)
            if self._take([box]):
                self._write(lines, at_x, at_y, anchor, how)
                return True
        return False

    def mark(self, path: str, colour: str) -> None:
        """A small mark beside a name."""
        halo = f'stroke="{self.halo}" stroke-width="1.2"'
        self.placed.append(f'<path d="{path}" fill="{colour}" {halo}/>')

    def over(self, text: str, x: float, y: float, how: Lettering, *, below: str = "") -> bool:
        """A name in the middle of an area, another text below it; whether there was room."""
        lines = wrapped(text, how)
        wide, high = _extent([*lines, below] if below else lines, how)
        if not self._take([(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)]):
            return False
        self._write(lines, x, y, "middle", how, below=below)
        return True

    def under(
        self, text: str, x: float, y: float, gap: float, how: Lettering, *, below: str
    ) -> bool:
        """A name below a point, another text below it; whether there was room."""
        _, high = _extent([*wrapped(text, how), below], how)
        return self.over(text, x, y + gap + high / 2, how, below=below)

    def along(self, text: str, points: NDArray[np.float64], how: Lettering) -> bool:
        """A name along the straightest stretch of a line in pixels; whether there was one."""
        wide = how.width_em(text) * how.size
        for x, y, angle in _stretches(points, wide * 1.08):
            across = np.linspace(-wide / 2, wide / 2, max(int(wide / how.size), 2))
            half = how.size * 0.55
            boxes = [
                (cx - half, cy - half, cx + half, cy + half)
                for cx, cy in (
                    (x + each * cos(angle), y + each * sin(angle)) for each in across.tolist()
                )
            ]
            if self._take(boxes):
                self._write([text], x, y, "middle", how, turn=degrees(angle))
                return True
        return False

    def _take(self, boxes: list[Box]) -> bool:
        """Take the place of these boxes if they are free and on the map."""
        for left, top, right, bottom in boxes:
            if left < EDGE_PX or right > self.width - EDGE_PX:
                return False
            if top < EDGE_PX or bottom > self.height - EDGE_PX:
                return False
            if any(
                left - PADDING_PX < other[2]
                and right + PADDING_PX > other[0]
                and top - PADDING_PX < other[3]
                and bottom + PADDING_PX > other[1]
                for other in self._taken
            ):
                return False
        self._taken += boxes
        return True

    def _write(
        self,
        lines: list[str],
        x: float,
        y: float,
        anchor: str,
        how: Lettering,
        *,
        below: str = "",
        turn: float = 0.0,
    ) -> None:
        high = how.size * LINE_HEIGHT
        top = y - (len(lines) + (LOCAL_SCALE if below else 0)) * high / 2
        baseline = how.size * 0.93
        spans = [
            (each, top + number * high + baseline, how.size) for number, each in enumerate(lines)
        ]
        if below:
            spans.append((below, top + len(lines) * high + baseline * 0.9, how.size * LOCAL_SCALE))
        turned = f' transform="rotate({turn:.1f} {x:.1f} {y:.1f})"' if abs(turn) > 0.05 else ""
        for said, at, size in spans:
            place = f'x="{x:.1f}" y="{at:.1f}" font-size="{size:.3g}"'
            self.placed.append(_lettered(said, place + turned, anchor, how))


def _lettered(said: str, place: str, anchor: str, how: Lettering) -> str:
    """One line of text on its halo, apart: in a PDF a letter's halo covers its neighbour."""
    common = (
        f'<text {place} font-family="{FAMILY}" font-weight="{how.weight}" text-anchor="{anchor}"'
    )
    halo = (
        f' fill="none" stroke="{how.halo}" stroke-width="{2 * how.halo_width:.3g}"'
        ' stroke-linejoin="round"'
    )
    if how.spacing:
        common += f' letter-spacing="{how.spacing * how.size:.2f}"'
    text = xml_text(said)
    return f'{common}{halo}>{text}</text>{common} fill="{how.colour}">{text}</text>'


def wrapped(text: str, how: Lettering) -> list[str]:
    """The words in lines of at most `line_em`, a longer word on a line of its own."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and how.width_em(longer) <= how.line_em:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _extent(lines: list[str], how: Lettering) -> tuple[float, float]:
    wide = max((how.width_em(each) for each in lines), default=0.0)
    return wide * how.size, len(lines) * how.size * LINE_HEIGHT


def _stretches(points: NDArray[np.float64], length: float) -> list[tuple[float, float, float]]:
    """Middles and angles of straight stretches of a line, the best first, a few of them."""
    steps = np.hypot(*np.diff(points, axis=0).T)
    travelled = np.concatenate(([0.0], np.cumsum(steps)))
    count = int(travelled[-1] / STEP_PX)
    window = int(np.ceil(length / STEP_PX))
    if count <= window:
        return []
    even = np.arange(count + 1) * STEP_PX
    x, y = (np.interp(even, travelled, points[:, side]) for side in (0, 1))
    across, down = x[window:] - x[:-window], y[window:] - y[:-window]
    straight = np.hypot(across, down) / (window * STEP_PX)
    found = []
    for each in _spread(np.flatnonzero(straight >= STRAIGHT)):
        middle = (x[each] + x[each + window]) / 2, (y[each] + y[each + window]) / 2
        angle = atan2(down[each], across[each])
        if abs(angle) > radians(90):  # read from left to right
            angle += radians(180) if angle < 0 else radians(-180)
        found.append((*middle, angle))
    return found


def _spread(places: NDArray[np.intp], most: int = 7) -> list[int]:
    """A few of the places, from the middle outwards."""
    if not len(places):
        return []
    picked = np.unique(np.linspace(0, len(places) - 1, most).astype(int))
    nearest = sorted(picked.tolist(), key=lambda each: abs(each - len(places) / 2))
    return [int(places[each]) for each in nearest]


def xml_text(text: str) -> str:
    """A text for XML: escaped, without the characters that XML does not allow."""
    allowed = "".join(
        letter for letter in text if letter >= " " and not "\ud800" <= letter <= "\udfff"
    )
    return escape(allowed.replace("\ufffe", "").replace("\uffff", ""))
