"""The order of an answer: how well a name fits what was typed, how important, how near."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from qala.atlas.search.alignment import aligned
from qala.atlas.search.asked import Asked
from qala.atlas.search.documents import distance_km
from qala.atlas.search.fold import number_keys
from qala.atlas.search.names import Name
from qala.atlas.search.retrieve import Place
from qala.atlas.search.spelling import likeness
from qala.atlas.search.vocabulary import BRACKETS, Words, base_number, house_number, plain, without_brackets
from qala.core.text import Text

MATCH, IMPORTANCE, NEARNESS = 0.74, 0.18, 0.08
"""What the three count in the score, together 1."""
NEAR_KM = 2.0
"""The distance at which nearness is a half."""
BREVITY = 0.3
"""What a name loses when all but nothing of it was asked for."""
ALIAS, ALL, FORMER, INSIDE = 0.97, 0.95, 0.9, 0.85
"""Factors of a match by another name, by a name with brackets, by a former name, in brackets."""
KIND, ELSEWHERE = 0.8, 0.6
"""Factors of a word that only the kind has; that another of the names has, or the district."""
SAME_KIND, OTHER_KIND, SAME_WORDS = 0.05, -0.04, 0.02
SAME_BASE = 0.6
WHOLE, BEGUN = 1.1, 0.8
"""The match of a whole address or number, which mean nothing else; of a number's beginning."""

Fold = Callable[[str], Words]


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
    contained: bool = False


def ranked(name: Name, asked: Asked, near: Place | None, fold: Fold) -> Ranked:
    """The best that can be said for a name."""
    if name.number:
        return _numbered(name, asked, near)
    variants = list(_variants(name, fold))
    elsewhere = _elsewhere(name, variants, fold)
    words = asked.street if name.house else asked.words
    best, how = _Fit(0, 0), None
    for variant in variants:
        fit = _fit(variant, words, asked, elsewhere)
        if how is None or fit.value > best.value:
            best, how = fit, variant
    match = best.value * (_number_fit(name, asked) if name.house else 1)
    called = (*name.title.values(), *name.aliases)
    match += SAME_WORDS * any(plain(each) == asked.plain for each in called)
    former = how.former if how else None
    return Ranked(name, _score(name, match, near), match, best.covered, best.contained, former)


def _numbered(name: Name, asked: Asked, near: Place | None) -> Ranked:
    """A name that is a number: the same but for separators and leading zeros, or begun."""
    whole, groups = number_keys(next(iter(name.title.values())))
    typed, typed_groups = asked.number
    match = 0.0
    if typed:
        same = typed == whole or typed_groups == groups
        match = WHOLE if same else BEGUN * whole.startswith(typed)
    return Ranked(name, _score(name, match, near), match, float(match > 0))


def _score(name: Name, match: float, near: Place | None) -> float:
    return MATCH * match + IMPORTANCE * name.importance + NEARNESS * _nearness(name, near)


def _elsewhere(name: Name, variants: list[_Variant], fold: Fold) -> dict[str, float]:
    """What words of all its names, of kind and district count where a variant has them not."""
    words = {word: ELSEWHERE for each in variants for word in each.words.names}
    for text, factor in ((name.district, ELSEWHERE), (name.kind, KIND)):
        words.update((word, factor) for each in text.values() for word in fold(each).names)
    return words


def _variants(name: Name, fold: Fold) -> Iterator[_Variant]:
    for title in dict.fromkeys(name.title.values()):
        if "(" in title:
            yield from _bracketed(title, fold)
        else:
            yield _Variant(fold(title), 1.0)
    for alias in name.aliases:
        yield _Variant(fold(alias), ALIAS)
    for former in name.former:
        for title in dict.fromkeys(former.values()):
            yield _Variant(fold(without_brackets(title)), FORMER, former)


def _bracketed(title: str, fold: Fold) -> Iterator[_Variant]:
    """A title without its brackets, all of it, and what stands in them unless it says where."""
    yield _Variant(fold(without_brackets(title)), 1.0)
    yield _Variant(fold(title), ALL)
    for inside in map(fold, BRACKETS.findall(title)):
        if inside.names and not inside.kinds:
            yield _Variant(inside, INSIDE)


def _fit(
    variant: _Variant, words: tuple[str, ...], asked: Asked, elsewhere: dict[str, float]
) -> _Fit:
    """How well a variant fits: each word by its likest, less for what of the name is left over."""
    own = variant.words.names
    kinds = _kind_bonus(variant.words.kinds, asked.kinds)
    if not words:
        return _Fit(0.5 + kinds, 1.0)
    values, met = aligned(words, own, typing=asked.typing and words is asked.words)
    for number, word in enumerate(words):
        if not values[number]:
            unfinished = asked.typing and number == len(words) - 1 and words is asked.words
            values[number] = max(
                (
                    factor * likeness(word, each, unfinished=unfinished)
                    for each, factor in elsewhere.items()
                ),
                default=0.0,
            )
    left_over = 1 - len(met) / len(own) if own else 1.0
    value = sum(values) / len(values) * (1 - BREVITY * left_over)
    covered = sum(map(bool, values)) / len(values)
    return _Fit(variant.factor * value + kinds, covered, contained=not left_over)


def _kind_bonus(own: frozenset[str], asked: frozenset[str]) -> float:
    if not asked:
        return 0.0
    return SAME_KIND if own & asked else OTHER_KIND


def _number_fit(name: Name, asked: Asked) -> float:
    number = house_number(name.house)
    if number == asked.house:
        return WHOLE
    return SAME_BASE if base_number(number) == base_number(asked.house) else 0.0


def _nearness(name: Name, near: Place | None) -> float:
    if near is None or name.lon is None or name.lat is None:
        return 0.0
    return 1 / (1 + distance_km((name.lon, name.lat), (near.lon, near.lat)) / NEAR_KM)
