"""The order of an answer: how well a name fits what was typed, how important, how near."""

from dataclasses import dataclass

from qala.atlas.search.asked import Asked
from qala.atlas.search.documents import distance_km
from qala.atlas.search.fold import number_keys
from qala.atlas.search.match import Match, Matcher
from qala.atlas.search.names import Name
from qala.atlas.search.retrieve import Place
from qala.atlas.search.vocabulary import base_number, house_number
from qala.core.text import Text

MATCH, IMPORTANCE, NEARNESS = 0.74, 0.18, 0.08
"""What the three count in the score, together 1."""
NEAR_KM = 2.0
"""The distance at which nearness is a half."""
WHOLE, BEGUN, SAME_BASE = 1.1, 0.8, 0.6
"""The match of a whole address or number, which mean nothing else; of a number's beginning; of
another house at the same number."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A name with its score; how well it fits, the share of words it has, the former name met.

    `contained`: the search has all words of the name.
    """

    name: Name
    score: float
    match: float
    covered: float
    contained: bool = False
    former: Text | None = None


def ranked(name: Name, matcher: Matcher, near: Place | None) -> Ranked:
    """The best that can be said for a name."""
    found = _numbered(name, matcher.asked) if name.number else matcher.match(name)
    match = found.value * (_house_fit(name, matcher.asked) if name.house else 1)
    score = MATCH * match + IMPORTANCE * name.importance + NEARNESS * _nearness(name, near)
    return Ranked(name, score, match, found.covered, found.contained, found.former)


def _numbered(name: Name, asked: Asked) -> Match:
    """A name that is a number: the same but for separators and leading zeros, or begun."""
    whole, groups = number_keys(next(iter(name.title.values())))
    typed, typed_groups = asked.number
    value = 0.0
    if typed:
        same = typed == whole or typed_groups == groups
        value = WHOLE if same else BEGUN * whole.startswith(typed)
    return Match(value, float(value > 0), contained=False, former=None)


def _house_fit(name: Name, asked: Asked) -> float:
    number = house_number(name.house)
    if number == asked.house:
        return WHOLE
    return SAME_BASE if base_number(number) == base_number(asked.house) else 0.0


def _nearness(name: Name, near: Place | None) -> float:
    if near is None or name.lon is None or name.lat is None:
        return 0.0
    return 1 / (1 + distance_km((name.lon, name.lat), (near.lon, near.lat)) / NEAR_KM)
