"""Colours of drawn maps: those of the browser's light and dark map.

The same stand in `web/src/layers/base/colours.ts` and `web/src/layers/palette.ts`; a test compares
them, so that neither side changes alone.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

BASE: Mapping[str, str] = MappingProxyType(
    {
        "land": "#ece8df",
        "city": "#f6f3ed",
        "water": "#b4d7e6",
        "waterLine": "#9ccbdf",
        "park": "#d2e4c6",
        "wood": "#c6dcb9",
        "field": "#ebecd3",
        "built": "#e9e3d8",
        "business": "#efe4d9",
        "industry": "#e2dfdd",
        "learning": "#f0ead8",
        "care": "#f2e5e1",
        "building": "#ded6c8",
        "buildingLine": "#cbc1b0",
        "roadMajor": "#fff6de",
        "roadMajorEdge": "#d9c8a4",
        "road": "#ffffff",
        "roadEdge": "#d8d0c2",
        "path": "#c9bfae",
        "rail": "#b3aca1",
        "metro": "#c0392b",
        "border": "#8d7f9b",
        "text": "#26343e",
        "textSoft": "#4f5e68",
        "textWater": "#35718c",
        "textPark": "#3d6b43",
        "textHeight": "#6f5a45",
        "halo": "#fbfaf7",
        "edge": "#ffffff",
        "highlight": "#00708f",
        "contour": "#a08a70",
    }
)
NIGHT: Mapping[str, str] = MappingProxyType(
    {
        "land": "#12181d",
        "city": "#181f25",
        "water": "#15384a",
        "waterLine": "#1d4a60",
        "park": "#1a2e26",
        "wood": "#182a22",
        "field": "#1b2420",
        "built": "#1d252b",
        "business": "#262529",
        "industry": "#22272b",
        "learning": "#282822",
        "care": "#2a2426",
        "building": "#2a343c",
        "buildingLine": "#38444d",
        "roadMajor": "#5a5f60",
        "roadMajorEdge": "#14191d",
        "road": "#3f4a53",
        "roadEdge": "#12171b",
        "path": "#424d55",
        "rail": "#56616a",
        "metro": "#e0776c",
        "border": "#8578a0",
        "text": "#e4eaee",
        "textSoft": "#aebac2",
        "textWater": "#7fb9d2",
        "textPark": "#93c09a",
        "textHeight": "#c9b193",
        "halo": "#12181d",
        "edge": "#12181d",
        "highlight": "#5cc4e0",
        "contour": "#8c7a63",
    }
)
INK: Mapping[str, str] = MappingProxyType({name: f"&{name};" for name in BASE})
"""What elements of a map are drawn with: names that `inked` replaces by day's or night's colours.

Written as entities, which no text of a map can hold: there every `&` is escaped.
"""


@dataclass(frozen=True, slots=True)
class Tints:
    """How heights look: colours from the plain to the snow, the shade of slopes and their light."""

    heights: tuple[str, ...]
    shadow: str
    light: str


BY_DAY = Tints(
    ("#ece8df", "#e4e8d3", "#d3e0c0", "#c9d3b8", "#d3cfc6", "#f7f7f5"), "#4c5a66", "#fffdf6"
)
BY_NIGHT = Tints(
    ("#12181d", "#152019", "#19271d", "#1e2723", "#2b3033", "#56626b"), "#000407", "#8fa8b8"
)
HEIGHTS = ("#e9e6cf", "#bcd39c", "#86b07c", "#c2aa7d", "#a99c92", "#ffffff")
"""Heights as a layer of data: stronger than the tint of the base map."""
LIMITS_M = (1100.0, 1500.0, 2200.0, 3000.0, 3900.0)
"""Where foothills, woods, bare rock and snow begin, unless the dataset says otherwise."""

CATEGORIES = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442")
OTHER = "#8a979f"
MISSING = "#c9c6bf"
ACCENT = "#00708f"


def inked(svg: str, *, dark: bool) -> str:
    """A map with the colours of the day or the night instead of their names."""
    colours = NIGHT if dark else BASE
    return re.sub(r"&(\w+);", lambda found: colours.get(found[1], found[0]), svg)
