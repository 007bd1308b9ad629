"""How alike words are, and which word of a search is which of a name."""

import pytest

from qala.atlas.search.alignment import aligned
from qala.atlas.search.fold import cleaned, folded, number_keys, stem
from qala.atlas.search.spelling import EXACT, KIN, NEAR, likeness


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Байтұрсынұлы", "Байтурсынов"),
        ("Маметова", "Маметовой"),
        ("Тимирязева", "Тимирязевской"),
        ("Satpayev", "Сатпаева"),
        ("Брусиловский", "Брусиловского"),
    ],
)
def test_a_surname_is_one_whatever_its_ending(one, other):
    keys = [folded(cleaned(each)) for each in (one, other)]
    assert stem(keys[0]) == stem(keys[1]) != ""
    assert likeness(*keys, unfinished=False) >= KIN


@pytest.mark.parametrize("word", ["абая", "манас", "мира", "45", "", "толе"])
def test_what_is_no_surname_keeps_its_ending(word):
    assert stem(folded(word)) == ""


def test_two_surnames_are_not_one():
    assert likeness("Jandosova", "Jumabaeva", unfinished=False) == 0


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("gb05143009", "G-b05143-009"),
        ("Г б05143 009", "G-b05143-009"),
        ("g/B5143/9", "G-b05143-009"),
        ("20311004001", "20-311-004-001"),
        ("20:311:4:1", "20-311-004-001"),
        ("20 311 004 001", "20:311:004:001"),
    ],
)
def test_a_number_has_a_key_whatever_separates_its_parts(typed, stored):
    pairs = zip(number_keys(typed), number_keys(stored), strict=True)
    assert any(mine == theirs for mine, theirs in pairs)


def test_numbers_of_other_parts_have_other_keys():
    assert not set(number_keys("20-311-004-001")) & set(number_keys("20-311-004-010"))


@pytest.mark.parametrize(
    ("words", "own", "values", "met"),
    [
        (("kok", "tobe"), ("koktobe", "park"), [EXACT, EXACT], {0}),
        (("koktobe",), ("park", "kok", "tobe"), [EXACT], {1, 2}),
        (("abaia",), ("abai", "abaia"), [EXACT], {1}),
        (("tole", "bu"), ("tole", "bi"), [EXACT, 0.0], {0}),
        (("tolee", "bi"), ("tole", "bi"), [NEAR, EXACT], {0, 1}),
        (("4", "5"), ("45",), [0.0, 0.0], set()),
    ],
)
def test_words_meet_together_and_apart(words, own, values, met):
    assert aligned(words, own, typing=False) == (values, met)


def test_the_last_word_may_be_unfinished():
    values, met = aligned(("tole", "b"), ("tole", "bi"), typing=True)
    assert met == {0, 1}
    assert 0 < values[1] < EXACT


def test_an_initial_is_like_no_other_word():
    assert likeness("manSuk", "m", unfinished=False) == 0
