"""Words by what they do in a search: names, kinds that may be left out, fillers, house numbers."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from qala.atlas.search.fold import cleaned, folded, number_keys
from qala.core.search import CitySearch

MARK = "\ue000"
"""Stands before what a phrase was replaced by: private, so nobody can type it (see `cleaned`)."""
WORD = re.compile(rf"{MARK}?[^\W_]+")
APOSTROPHE = re.compile("['’ʼʻ`´]")
ORDINAL = re.compile(
    r"(?<=\d)(?:-(?:й|ый|ая|я|ой|ші|шы|інші|ыншы)|(?:й|ый|ші|шы|інші|ыншы|th|st|nd|rd))(?!\w)"
)
KIND = "@"
BRACKETS = re.compile(r"\(([^()]*)\)")
TEXTS_KEPT = 65_536
NUMBER_FROM, NUMBER_WORDS = 5, 8
"""The fewest letters and digits of a number of a land plot, and the most parts."""


@dataclass(frozen=True, slots=True)
class Words:
    """The folded words of a text in order, and the kinds named in it (as `avenue`)."""

    names: tuple[str, ...]
    kinds: frozenset[str]


class Vocabulary:
    """What the city's words do. Made once per process; what it has read it keeps for a while."""

    def __init__(self, search: CitySearch) -> None:
        self._meanings: dict[str, str] = {}
        self._phrases: dict[str, str] = {}
        for kind in search.kinds:
            self._learn(kind.words, KIND + kind.id)
        for group in search.same:
            self._learn(group, folded(cleaned(next(filter(_is_one_word, group)))))
        self._fillers = frozenset(folded(cleaned(word)) for word in search.fillers)
        self._learn([word for word in search.fillers if not _is_one_word(word)], "")
        self._marks = list(self._phrases)
        phrases = "|".join(map(re.escape, _longest_first(self._phrases)))
        self._phrase = re.compile(rf"(?<!\w)(?:{phrases})\.?(?!\w)" if phrases else r"(?!)")
        self._house = _house_pattern(search.house)
        self._flat = _flat_pattern(search.flats)
        self._numbers = {folded(word) for each in search.numbers for word in _split(cleaned(each))}
        self._read = lru_cache(maxsize=TEXTS_KEPT)(self._words)

    def _learn(self, words: Iterable[str], meaning: str) -> None:
        for word in map(cleaned, words):
            if _is_one_word(word):
                self._meanings.setdefault(folded(word), meaning)
            else:
                self._phrases.setdefault(_normal(word), meaning)

    def words(self, text: str) -> Words:
        """The words of a text. Fillers are kept only where nothing else is left."""
        return self._read(text)

    def _words(self, text: str) -> Words:
        return self._sorted(list(self._keys(ORDINAL.sub("", cleaned(text)))))

    def _keys(self, text: str) -> Iterator[str]:
        for found in WORD.finditer(self._phrase.sub(self._mark, _normal(text))):
            key = found[0]
            if key[0] == MARK:
                yield self._phrases[self._marks[int(key[1:])]]
            else:
                yield self._meanings.get(key, key)

    def _mark(self, found: re.Match[str]) -> str:
        phrase = found[0] if found[0] in self._phrases else found[0].removesuffix(".")
        return f" {MARK}{self._marks.index(phrase)} "

    def _sorted(self, keys: list[str]) -> Words:
        kinds = frozenset(key[1:] for key in keys if key[:1] == KIND)
        names = [key for key in keys if key and key[0] != KIND]
        telling = [key for key in names if key not in self._fillers]
        return Words(tuple(telling or names), kinds)

    def house_in(self, text: str) -> tuple[str, str]:
        """A typed text without the number of a house, and that number folded; empty if none."""
        clean = self._flat.sub(" ", cleaned(text))
        found = None
        for each in self._house.finditer(clean):
            found = each
        if found is None:
            return clean, ""
        return f"{clean[: found.start()]} {clean[found.end() :]}", house_number(found["number"])

    def number_in(self, text: str) -> tuple[str, str]:
        """The keys of a typed number of a land plot; empty where it can be none."""
        words = _split(cleaned(text))
        told = [word for word in words if folded(word) not in self._numbers]
        keys = number_keys(" ".join(told))
        short = len(keys[0]) < NUMBER_FROM or len(told) > NUMBER_WORDS
        return ("", "") if short or not any(map(str.isdecimal, keys[0])) else keys


@lru_cache(maxsize=TEXTS_KEPT)
def plain(text: str) -> str:
    """The folded words of a text as they are written, whatever they mean."""
    return " ".join(WORD.findall(_normal(cleaned(text))))


def without_brackets(text: str) -> str:
    """A title without what stands in brackets: another name, or where it is."""
    return BRACKETS.sub(" ", text).strip() or text


def _normal(clean: str) -> str:
    """A cleaned text with each word folded, and what stands between them kept."""
    return WORD.sub(lambda found: folded(found[0]), APOSTROPHE.sub("", clean))


def _split(clean: str) -> list[str]:
    return WORD.findall(clean.replace("_", " "))


def _flat_pattern(words: Iterable[str]) -> re.Pattern[str]:
    """The number of a flat or an office, which no map knows."""
    said = "|".join(map(re.escape, _longest_first(map(cleaned, words))))
    return re.compile(rf"(?<!\w)(?:{said})\.?\s*(?:№\s*)?\d+\w?(?!\w)" if said else r"(?!)")


def _house_pattern(before: Iterable[str]) -> re.Pattern[str]:
    """A house number as people type it, with or without one of the words `before` beside it."""
    said = "|".join(map(re.escape, _longest_first(map(cleaned, before)))) or r"(?!)"
    letter = r"[a-zа-яёәғқңөұүһі]"
    return re.compile(
        rf"(?<![\w/])(?:(?:{said}|№|#)(?!\w)\.?\s*)?"
        rf"(?P<number>\d{{1,4}}(?:\s?{letter}(?!\w))?(?:\s?[/\\-]\s?\d{{1,4}}{letter}?)?)"
        rf"(?:\s*-?(?:{said})(?!\w))?(?![\w/])"
    )


@lru_cache(maxsize=16_384)
def house_number(text: str) -> str:
    """The key of a house number: `45 А` and `45a` are one, so are `45/1` and `45-1`."""
    parts = re.split(r"[/\\-]", re.sub(r"[\s.]", "", cleaned(text)))
    pieces = (re.findall(r"\d+|[^\W\d_]+", part) for part in parts)
    return "/".join("".join(map(folded, each)) for each in pieces).strip("/")


def base_number(number: str) -> str:
    """The number of the house without letter and fraction: 45 of 45a/1."""
    digits = re.match(r"\d+", number)
    return digits[0] if digits else ""


def _is_one_word(word: str) -> bool:
    return WORD.fullmatch(cleaned(word)) is not None


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(words, key=len, reverse=True)
