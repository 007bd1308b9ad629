"""The colours of drawn maps are those of the browser's light map."""

import re
from pathlib import Path

from qala.atlas.drawn import palette, relief

LAYERS = Path(__file__).resolve().parents[3] / "web" / "src" / "layers"


def light() -> str:
    text = (LAYERS / "base" / "colours.ts").read_text("utf-8")
    return text.partition("const LIGHT")[2].partition("const DARK")[0]


def test_the_base_map_has_the_colours_of_the_browser():
    browser = dict(re.findall(r'(\w+): "(#[0-9a-f]{6})"', light()))
    assert {name: browser[name] for name in palette.BASE} == dict(palette.BASE)


def test_heights_have_the_tints_of_the_browser():
    tint = re.search(r"tint: \[(.*?)\]", light(), re.DOTALL)
    assert tint
    assert tuple(re.findall(r'"(#\w{6})"', tint[1])) == palette.TINT
    heights = (LAYERS / "heights.ts").read_text("utf-8")
    limits = re.search(r"LIMITS_M[^=]*= \[(.*?)\]", heights)
    assert limits
    assert tuple(map(float, limits[1].split(","))) == palette.LIMITS_M
    assert f"RISE_M = {relief.FOOT_M:g};" in heights


def test_data_have_the_colours_of_the_browser():
    text = (LAYERS / "palette.ts").read_text("utf-8")
    categories = re.search(r"CATEGORIES = \[(.*?)\]", text, re.DOTALL)
    assert categories
    assert tuple(re.findall(r'"(#\w{6})"', categories[1])) == palette.CATEGORIES
    for name in ("OTHER", "MISSING", "ACCENT"):
        colour = re.search(rf'{name}[^=]*= {{ light: "(#\w{{6}})"', text)
        assert colour
        assert colour[1] == getattr(palette, name)
