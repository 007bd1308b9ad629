"""What the words of a search do, with the words of the base for Kazakh, Russian and English."""

from pathlib import Path

import pytest

from qala.atlas.search.asked import MOST_WORDS, asked, other_layouts
from qala.atlas.search.spelling import likeness
from qala.atlas.search.vocabulary import Vocabulary, base_number, house_number
from qala.sources.folder import load_city

CITIES = Path(__file__).resolve().parents[3] / "cities"


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary(load_city(CITIES / "almaty").search)


@pytest.mark.parametrize(
    "text",
    [
        "проспект Абай",
        "Абай пр.",
        "пр-т Абай",
        "Абай даңғылы",
        "даңғ. Абай",
        "Abai ave",
        "ABAY AVENUE",
        "абай д-лы",
    ],
)
def test_the_kind_of_a_street_stands_anywhere_and_is_no_part_of_its_name(vocabulary, text):
    words = vocabulary.words(text)
    assert words.names == ("abai",)
    assert words.kinds == {"avenue"}


@pytest.mark.parametrize("text", ["к-сі Абай", "ул.Абай", "Абай көшесі", "Abai st", "Абай көш."])
def test_abbreviations_of_a_street(vocabulary, text):
    assert vocabulary.words(text).kinds == {"street"}


@pytest.mark.parametrize("text", ["8-й мкр", "8 мкр.", "8 ш/а", "8-ші ықш.", "мкр-н 8"])
def test_a_numbered_quarter(vocabulary, text):
    words = vocabulary.words(text)
    assert (words.names, words.kinds) == (("8",), {"microdistrict"})


def test_words_that_mean_the_same_have_one_key(vocabulary):
    assert vocabulary.words("аэропорт") == vocabulary.words("Airport") == vocabulary.words("әуежай")
    assert vocabulary.words("торговый центр") == vocabulary.words("mall")


def test_fillers_are_left_out_where_anything_else_is_said(vocabulary):
    assert vocabulary.words("театр имени Ауэзова").names == ("teatr", "auezova")
    assert vocabulary.words("на").names == ("na",)


@pytest.mark.parametrize(
    ("text", "street", "house"),
    [
        ("Абая 45/1", ("abaia",), "45/1"),
        ("45 Абая", ("abaia",), "45"),
        ("ул.Абая, д.45а", ("abaia",), "45a"),
        ("Абая 45 А", ("abaia",), "45a"),
        ("Абай даңғылы, 45-үй", ("abai",), "45"),
        ("Al-Farabi ave 77/8", ("al", "farabi"), "77/8"),
        ("Абая 45-1", ("abaia",), "45/1"),
        ("28 гвардейцев", ("gvardeicev",), "28"),
    ],
)
def test_the_number_of_a_house(vocabulary, text, street, house):
    found = asked(text, vocabulary)
    assert (found.street, found.house) == (street, house)


def test_house_numbers_have_one_key():
    assert house_number("45 А") == house_number("45a") == "45a"
    assert house_number("49/76") == house_number("49-76")
    assert base_number("45a/1") == "45"


def test_a_long_search_is_cut(vocabulary):
    assert len(asked("абай " * 40, vocabulary).words) == MOST_WORDS


@pytest.mark.parametrize("text", ["", "   ", "!!!", "🎉🏙", "\u202e\u200f", "\x00", "—…"])
def test_what_is_no_name_asks_for_nothing(vocabulary, text):
    assert asked(text, vocabulary).empty


def test_the_other_layout_of_the_keyboard():
    assert other_layouts("f,fq")[0] == "абай"
    assert other_layouts("фифн")[1] == "abay"


@pytest.mark.parametrize(
    ("typed", "word", "unfinished", "alike"),
    [
        ("abai", "abai", False, True),
        ("aba", "abai", True, True),
        ("aba", "abai", False, False),
        ("abia", "abai", False, True),  # neighbours swapped: one mistake from four letters
        ("abi", "abai", False, False),  # none in three
        ("rozibakiva", "rozibakieva", False, True),
        ("rozbakiva", "rozibakieva", False, True),  # two from eight letters
        ("kazbe", "kazibek", True, True),
        ("45", "46", False, False),
        ("4", "45", True, False),
    ],
)
def test_mistakes_forgiven(typed, word, unfinished, alike):
    assert (likeness(typed, word, unfinished=unfinished) > 0) is alike
