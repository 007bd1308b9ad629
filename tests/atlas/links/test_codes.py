"""Codes of short links: short, easy to tell apart, never a word."""

import re
from itertools import islice

from hypothesis import given
from hypothesis import strategies as st

from qala.atlas.links.codes import codes_of

SHAPE = re.compile(r"([bcdfghjkmnpqrstvwxz][256789]){4}")


@given(st.text(max_size=200))
def test_letters_and_figures_in_turn_without_those_that_are_mistaken(address):
    assert all(SHAPE.fullmatch(code) for code in codes_of(address))


def test_the_same_address_has_the_same_codes_and_another_has_others():
    first = list(codes_of("/en/map?layers=roads"))
    assert list(codes_of("/en/map?layers=roads")) == first
    assert len(set(first)) == len(first)
    assert set(first).isdisjoint(codes_of("/ru/map?layers=roads"))


def test_ten_thousand_addresses_hardly_meet():
    codes = [next(islice(codes_of(f"/en/map?at=76.9,43.2,{n}"), 1)) for n in range(10_000)]
    assert len(set(codes)) > 9_980
