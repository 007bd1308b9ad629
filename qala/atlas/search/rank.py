"""The order of an answer: how well a name fits what was typed, how important, how near."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from qala.atlas.search.asked import Asked
from qala.atlas.search.documents import distance_km
from qala.atlas.search.names import Name
from qala.atlas.search.retrieve import Place
from qala.atlas.search.spelling import likeness
from qala.atlas.search.vocabulary import Words, base_number, house_number
from qala.core.text import Text

MATCH, IMPORTANCE, NEARNESS = 0.74, 0.18, 0.08
"""What the three count in the score, together 1."""
NEAR_KM = 2.0
"""The distance at which nearness is a half."""
BREVITY = 0.3
"""What a name loses when all but nothing of it was asked for."""
ALIAS, FORMER, ELSEWHERE = 0.97, 0.9, 0.6
"""Factors of a match by another name, by a former name; of a word that only another of the names
has, or the kind or the district."""
SAME_KIND, OTHER_KIND = 0.05, -0.04
SAME_BASE = 0.6

Fold = Callable[[str], Words]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A name with its score; how well it fits, the share of words it has, the former name met."""

    name: Name
    score: float
    match: float
    covered: float
    former: Text | None = None


@dataclass(frozen=True, slots=True)
class _Variant:
    """One way to call a thing."""

    words: Words
    factor: float
    former: Text | None = None


@dataclass(frozen=True, slots=True)
class _Fit:
    value: float
    covered: float


def ranked(name: Name, asked: Asked, near: Place | None, fold: Fold) -> Ranked:
    """The best that can be said for a name."""
    variants = list(_variants(name, fold))
    elsewhere = {word for each in variants for word in each.words.names}
    for text in (name.kind, name.district):
        elsewhere.update(word for each in text.values() for word in fold(each).names)
    words = asked.street if name.house else asked.words
    best, how = _Fit(0, 0), None
    for variant in variants:
        fit = _fit(variant, words, asked, elsewhere)
        if how is None or fit.value > best.value:
            best, how = fit, variant
    match = best.value * (_number_fit(name, asked) if name.house else 1)
    score = MATCH * match + IMPORTANCE * name.importance + NEARNESS * _nearness(name, near)
    return Ranked(name, score, match, best.covered, how.former if how else None)


def _variants(name: Name, fold: Fold) -> Iterator[_Variant]:
    for title in dict.fromkeys(name.title.values()):
        yield _Variant(fold(title), 1.0)
    for alias in name.aliases:
        yield _Variant(fold(alias), ALIAS)
    for former in name.former:
        for title in dict.fromkeys(former.values()):
            yield _Variant(fold(title), FORMER, former)


def _fit(variant: _Variant, words: tuple[str, ...], asked: Asked, elsewhere: set[str]) -> _Fit:
    """How well a variant fits: each word by its likest, less for what of the name is left over."""
    own = variant.words.names
    kinds = _kind_bonus(variant.words.kinds, asked.kinds)
    if not words:
        return _Fit(0.5 + kinds, 1.0)
    joined = _joined_fit(words, own)
    if joined:
        return _Fit(variant.factor * joined + kinds, 1.0)
    values, met = [], set()
    for number, word in enumerate(words):
        unfinished = asked.typing and number == len(words) - 1 and words is asked.words
        value, position = _likest(word, own, unfinished=unfinished)
        if position >= 0:
            met.add(position)
        else:
            value = ELSEWHERE * max(
                (likeness(word, each, unfinished=unfinished) for each in elsewhere), default=0.0
            )
        values.append(value)
    left_over = 1 - len(met) / len(own) if own else 1.0
    value = sum(values) / len(values) * (1 - BREVITY * left_over)
    return _Fit(variant.factor * value + kinds, sum(map(bool, values)) / len(values))


def _likest(word: str, own: tuple[str, ...], *, unfinished: bool) -> tuple[float, int]:
    """The best likeness of a typed word among the words of a name, and where; -1 if nowhere."""
    found = [
        (likeness(word, each, unfinished=unfinished), -position)
        for position, each in enumerate(own)
    ]
    value, position = max(found, default=(0.0, 1))
    return (value, -position) if value else (0.0, -1)


def _joined_fit(words: tuple[str, ...], own: tuple[str, ...]) -> float:
    """1 where both are the same but for the spaces: `kok tobe` and `koktobe`."""
    if len(words) == len(own):
        return 0.0
    return 1.0 if "".join(words) == "".join(own) else 0.0


def _kind_bonus(own: frozenset[str], asked: frozenset[str]) -> float:
    if not asked:
        return 0.0
    return SAME_KIND if own & asked else OTHER_KIND


def _number_fit(name: Name, asked: Asked) -> float:
    number = house_number(name.house)
    if number == asked.house:
        return 1.1  # a whole address means nothing else
    return SAME_BASE if base_number(number) == base_number(asked.house) else 0.0


def _nearness(name: Name, near: Place | None) -> float:
    if near is None or name.lon is None or name.lat is None:
        return 0.0
    return 1 / (1 + distance_km((name.lon, name.lat), (near.lon, near.lat)) / NEAR_KM)
