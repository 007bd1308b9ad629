"""The colours of drawn maps are those of the browser's light and dark map."""

import re
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from qala.atlas.drawn import palette, relief

LAYERS = Path(__file__).resolve().parents[3] / "web" / "src" / "layers"


def scheme(name: str) -> str:
    text = (LAYERS / "base" / "colours.ts").read_text("utf-8")
    return text.partition(f"const {name}")[2].partition("\n};")[0]


@pytest.mark.parametrize(("name", "drawn"), [("LIGHT", palette.BASE), ("DARK", palette.NIGHT)])
def test_the_base_map_has_the_colours_of_the_browser(name, drawn):
    browser = dict(re.findall(r'(\w+): "(#[0-9a-f]{6})"', scheme(name)))
    assert {each: browser[each] for each in palette.BASE} == dict(drawn)


@pytest.mark.parametrize(("name", "tints"), [("LIGHT", palette.BY_DAY), ("DARK", palette.BY_NIGHT)])
def test_heights_have_the_tints_of_the_browser(name, tints):
    tint = re.search(r"tint: \[(.*?)\]", scheme(name), re.DOTALL)
    assert tint
    assert tuple(re.findall(r'"(#\w{6})"', tint[1])) == tints.heights


def test_heights_end_where_they_do_in_the_browser():
    heights = (LAYERS / "heights.ts").read_text("utf-8")
    limits = re.search(r"LIMITS_M[^=]*= \[(.*?)\]", heights)
    assert limits
    assert tuple(map(float, limits[1].split(","))) == palette.LIMITS_M
    assert f"RISE_M = {relief.FOOT_M:g};" in heights
    text = (LAYERS / "palette.ts").read_text("utf-8")
    layer = re.search(r"HEIGHTS[^=]*= \{\s*light: \[(.*?)\]", text)
    assert layer
    assert tuple(re.findall(r'"(#\w{6})"', layer[1])) == palette.HEIGHTS


def test_colours_are_named_until_the_map_is_done_and_texts_stay_as_they_are():
    svg = f'<path fill="{palette.INK["road"]}"/><text>{escape("&road; Tom & Co")}</text>'
    for dark, road in ((False, "#ffffff"), (True, "#3f4a53")):
        inked = palette.inked(svg, dark=dark)
        assert inked == f'<path fill="{road}"/><text>&amp;road; Tom &amp; Co</text>'


def test_data_have_the_colours_of_the_browser():
    text = (LAYERS / "palette.ts").read_text("utf-8")
    categories = re.search(r"CATEGORIES = \[(.*?)\]", text, re.DOTALL)
    assert categories
    assert tuple(re.findall(r'"(#\w{6})"', categories[1])) == palette.CATEGORIES
    for name in ("OTHER", "MISSING", "ACCENT"):
        colour = re.search(rf'{name}[^=]*= {{ light: "(#\w{{6}})"', text)
        assert colour
        assert colour[1] == getattr(palette, name)
