"""Names: how wide they are, where they stand, and that XML can hold them."""

import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qala.atlas.drawn.metrics import FONTS, WEIGHTS, advances, width_em
from qala.atlas.drawn.placing import Lettering, Names, wrapped, xml_text

HOW = Lettering(10.0, "#000000", "#ffffff")


@pytest.mark.parametrize(
    ("letter", "em"),
    [("A", 0.67), ("ә", 0.58), ("қ", 0.583), ("ң", 0.63), ("і", 0.268), (" ", 0.25), ("₸", 0.62)],
)
def test_letters_are_as_wide_as_the_font_says(letter, em):
    """Widths as fontTools reads them from the table `hmtx`."""
    assert advances(400)[letter] == em


@pytest.mark.parametrize("weight", WEIGHTS)
def test_every_weight_has_the_letters_of_all_three_languages(weight):
    letters = "AaZzЁёЯяӘәҒғҚқҢңӨөҰұҮүҺһІі0123456789«»–—·›…₸№²°’"
    assert [each for each in letters if each not in advances(weight)] == []


def test_a_text_is_the_sum_of_its_letters():
    """Set in Semibold at 1000 px FreeType measures 7147 px."""
    assert width_em("Almaty streets", 600) == pytest.approx(7.147)


def test_the_licence_of_the_font_is_beside_it():
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / "OFL.txt").read_text("utf-8")


def test_a_long_name_is_wrapped_between_words():
    lines = wrapped("Бостандық ауданының орталық саябағы", HOW)
    assert lines == ["Бостандық", "ауданының", "орталық саябағы"]
    assert wrapped("тау", HOW) == ["тау"]
    assert wrapped("", HOW) == []


def test_a_name_finds_another_side_of_its_point_or_none():
    names = Names(200, 100, "#ffffff")
    found = [names.beside("Abay", 100, 50, 10, HOW) for _ in range(6)]
    assert found == [True, True, True, True, False, False]
    anchors = [re.search(r'text-anchor="(\w+)"', each)[1] for each in names.placed]
    assert anchors == ["start", "end", "middle", "middle"]


def test_no_name_reaches_over_the_edge():
    names = Names(100, 100, "#ffffff")
    assert not names.over("Name at the edge", 99, 50, HOW)
    assert not names.over("Top", 50, 2, HOW)
    assert names.over("Middle", 50, 50, HOW)


def test_a_reserved_place_stays_free():
    names = Names(100, 100, "#ffffff")
    names.reserve((40, 40, 60, 60))
    assert not names.over("Middle", 50, 50, HOW)


def test_a_street_name_lies_along_its_street_and_reads_from_the_left():
    names = Names(300, 300, "#ffffff")
    down_left = np.array([[250.0, 50.0], [50.0, 250.0]])
    assert names.along("Abay Avenue", down_left, HOW)
    turn, x, y = map(
        float, re.search(r"rotate\(([-\d.]+) ([\d.]+) ([\d.]+)\)", names.placed[0]).groups()
    )
    assert turn == pytest.approx(-45, abs=0.1)
    assert x + y == pytest.approx(300, abs=0.2)


def test_a_name_longer_than_its_street_is_left_out():
    names = Names(300, 300, "#ffffff")
    assert not names.along("A very long name", np.array([[100.0, 100.0], [130.0, 100.0]]), HOW)


def test_a_name_does_not_follow_a_sharp_bend():
    names = Names(300, 300, "#ffffff")
    bend = np.array([[100.0, 60.0], [100.0, 100.0], [140.0, 100.0]])
    assert not names.along("Bent street", bend, HOW)


@given(st.text(max_size=60))
def test_any_text_is_well_formed_xml(text):
    parsed = ET.fromstring(f"<text>{xml_text(text)}</text>").text or ""
    assert set(parsed) <= set(text)


@pytest.mark.parametrize("text", ["<b>&amp;</b>", "أهلا وسهلا", "שלום", "🏔️ Медеу", "Ҡала\x00\x0b"])
def test_odd_names_are_placed(text):
    names = Names(300, 100, "#ffffff")
    assert names.over(text, 150, 50, HOW)
    ET.fromstring(f"<svg>{''.join(names.placed)}</svg>")
