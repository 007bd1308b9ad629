"""Colours of drawn maps: those of the browser's light map.

The same stand in `web/src/layers/base/colours.ts` and `web/src/layers/palette.ts`; a test compares
them, so that neither side changes alone.
"""

from collections.abc import Mapping
from types import MappingProxyType

BASE: Mapping[str, str] = MappingProxyType(
    {
        "land": "#ece8df",
        "city": "#f6f3ed",
        "water": "#b4d7e6",
        "waterLine": "#9ccbdf",
        "park": "#d2e4c6",
        "wood": "#c6dcb9",
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
TINT = ("#ece8df", "#e4e8d3", "#d3e0c0", "#c9d3b8", "#d3cfc6", "#f7f7f5")
"""From the plain to the snow."""
LIMITS_M = (1100.0, 1500.0, 2200.0, 3000.0, 3900.0)
"""Where foothills, woods, bare rock and snow begin, unless the dataset says otherwise."""
SHADOW, LIGHT = "#4c5a66", "#fffdf6"

CATEGORIES = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442")
OTHER = "#8a979f"
MISSING = "#c9c6bf"
ACCENT = "#00708f"
