"""How well a name fits a search, by the likest of all that it is called."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from qala.atlas.search.alignment import aligned
from qala.atlas.search.asked import Asked
from qala.atlas.search.names import Name, Shared
from qala.atlas.search.spelling import likeness
from qala.atlas.search.vocabulary import BRACKETS, Words, plain, without_brackets
from qala.core.text import Text

BREVITY = 0.3
"""What a name loses when all but nothing of it was asked for."""
ALIAS, ALL, FORMER, INSIDE = 0.97, 0.95, 0.9, 0.85
"""Factors of a match by another name, by a name with brackets, by a former name, in brackets."""
KIND, ELSEWHERE = 0.8, 0.6
"""Factors of a word that only the kind has; that another of the names has, or the district."""
SAME_KIND, OTHER_KIND, SAME_WORDS = 0.05, -0.04, 0.02

Fold = Callable[[str], Words]


@dataclass(frozen=True, slots=True)
class Match:
    """How well a name fits, from 0 to about 1; the share of words it has; the former name met.

    `contained`: the search has all words of the name, which are more than numbers.
    """

    value: float
    covered: float
    contained: bool
    former: Text | None


@dataclass(frozen=True, slots=True)
class _Variant:
    """One way to call a thing."""

    words: Words
    factor: float
    former: Text | None = None


class Matcher:
    """Compares names with one search; what many names share, as a street, is looked at once."""

    def __init__(self, asked: Asked, fold: Fold) -> None:
        self.asked, self._fold = asked, fold
        self._known: dict[tuple[Shared, bool], Match] = {}

    def match(self, name: Name) -> Match:
        """How well a name fits; of an address, its street."""
        key = name.shared(), bool(name.house)
        if key not in self._known:
            self._known[key] = self._best(*key)
        return self._known[key]

    def _best(self, shared: Shared, is_address: bool) -> Match:  # noqa: FBT001 - a key's part
        words = self.asked.street if is_address else self.asked.words
        typing = self.asked.typing and words is self.asked.words
        variants = _distinct(_variants(shared, self._fold))
        likest = [aligned(words, each.words.names, typing=typing) for each in variants]
        missed = {at for values, _ in likest for at, value in enumerate(values) if not value}
        others = self._elsewhere(shared, variants) if missed else {}
        last = len(words) - 1
        more = {at: _most(words[at], others, unfinished=typing and at == last) for at in missed}
        found = (
            self._match(each, [value or more[at] for at, value in enumerate(values)], met)
            for each, (values, met) in zip(variants, likest, strict=True)
        )
        best = max(found, key=lambda each: each.value)
        called = (*shared.title.values(), *shared.aliases)
        if any(plain(each) == self.asked.plain for each in called):
            return Match(best.value + SAME_WORDS, best.covered, best.contained, best.former)
        return best

    def _match(self, variant: _Variant, values: list[float], met: set[int]) -> Match:
        """The mean of the words, less for what of the name is left over."""
        kinds = _kind_bonus(variant.words.kinds, self.asked.kinds)
        if not values:
            return Match(0.5 + kinds, 1.0, contained=False, former=variant.former)
        own = variant.words.names
        left_over = 1 - len(met) / len(own) if own else 1.0
        value = sum(values) / len(values) * (1 - BREVITY * left_over)
        return Match(
            value=variant.factor * value + kinds,
            covered=sum(map(bool, values)) / len(values),
            contained=not left_over and not all(map(str.isdecimal, own)),
            former=variant.former,
        )

    def _elsewhere(self, shared: Shared, variants: list[_Variant]) -> dict[str, float]:
        """What words of all its names, of kind and district count where a variant lacks them."""
        factors = {word: ELSEWHERE for each in variants for word in each.words.names}
        for text, factor in ((shared.district, ELSEWHERE), (shared.kind, KIND)):
            for each in text.values():
                factors.update(dict.fromkeys(self._fold(each).names, factor))
        return factors


def _most(word: str, factors: dict[str, float], *, unfinished: bool) -> float:
    """The most that a word counts by its likeness to those that have factors."""
    if word in factors:
        return factors[word]
    found = (each * likeness(word, key, unfinished=unfinished) for key, each in factors.items())
    return max(found, default=0.0)


def _distinct(variants: Iterator[_Variant]) -> list[_Variant]:
    """The variants without those whose words another has that counts as much."""
    best: dict[Words, _Variant] = {}
    for each in variants:
        if each.words not in best or best[each.words].factor < each.factor:
            best[each.words] = each
    return list(best.values())


def _variants(shared: Shared, fold: Fold) -> Iterator[_Variant]:
    for title in shared.title.values():
        if "(" in title:
            yield from _bracketed(title, fold)
        else:
            yield _Variant(fold(title), 1.0)
    for alias in shared.aliases:
        yield _Variant(fold(alias), ALIAS)
    for former in shared.former:
        for title in former.values():
            yield _Variant(fold(without_brackets(title)), FORMER, former)


def _bracketed(title: str, fold: Fold) -> Iterator[_Variant]:
    """A title without its brackets, all of it, and what stands in them unless it says where."""
    yield _Variant(fold(without_brackets(title)), 1.0)
    yield _Variant(fold(title), ALL)
    for inside in map(fold, BRACKETS.findall(title)):
        if inside.names and not inside.kinds:
            yield _Variant(inside, INSIDE)


def _kind_bonus(own: frozenset[str], asked: frozenset[str]) -> float:
    if not asked:
        return 0.0
    return SAME_KIND if own & asked else OTHER_KIND
