"""Colours of drawn maps: those of the browser's light map (`web/src/layers/palette.ts`).

A test compares both, so that neither changes alone.
"""

from types import SimpleNamespace

BASE = SimpleNamespace(
    land="#efece5",
    city="#f5f2ec",
    water="#b9d8e6",
    waterLine="#a5cbdd",
    park="#d6e6cd",
    forest="#cde0c4",
    built="#efebe2",
    industry="#ebe6e1",
    building="#e3ddd1",
    buildingLine="#d5cdbf",
    roadMajor="#fffdf8",
    roadMiddle="#ffffff",
    roadMinor="#fdfcf9",
    roadEdge="#d8d1c4",
    path="#cfc6b6",
    rail="#bdb6ab",
    metro="#b4574c",
    border="#9a8ea3",
    text="#2c3a44",
    textSoft="#5a6b76",
    textWater="#3f7891",
    textPark="#47704a",
    halo="#fbfaf7",
    edge="#ffffff",
    highlight="#00708f",
)

CATEGORIES = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442")
OTHER = "#8a979f"
MISSING = "#c9c6bf"
ACCENT = "#00708f"
