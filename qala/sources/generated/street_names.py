"""What invented streets are called: neutral words of the base, then pairs of them, then numbers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path

from numpy.random import Generator

from qala.core.text import Text
from qala.sources.folder.document import read_document
from qala.sources.folder.table import Reading, Table

STREET_NAMES = "generated/street_names.toml"


@dataclass(frozen=True, slots=True)
class StreetNames:
    """Words by language, and the sentences they stand in. `pairs`: a quality and a thing."""

    languages: tuple[str, ...]
    words: tuple[Mapping[str, str], ...]
    pairs: tuple[tuple[Mapping[str, str], Mapping[str, str]], ...]
    first: Text
    again: Text
    paired: Text
    lane: Text
    numbered: Text
    drive: Text

    def streets(self, wanted: int, random: Generator) -> list[dict[str, str]]:
        """`wanted` different names, those of the greatest streets first, each sort mixed."""
        return list(islice(self._all_streets(random), wanted))

    def _all_streets(self, random: Generator) -> Iterator[dict[str, str]]:
        """Each word, each pair as a street and as a lane, each word with 2, with 3 ..."""
        for position in random.permutation(len(self.words)):
            yield self._filled(self.first, 1, word=self.words[position])
        for form in (self.paired, self.lane):
            for position in random.permutation(len(self.pairs)):
                quality, thing = self.pairs[position]
                yield self._filled(form, 1, quality=quality, thing=thing)
        for number in count(2):
            for position in random.permutation(len(self.words)):
                yield self._filled(self.again, number, word=self.words[position])
            if not self.words:
                yield self._filled(self.numbered, number - 1)

    def drives(self, wanted: int) -> list[dict[str, str]]:
        """`wanted` numbers of drives."""
        return [self._filled(self.drive, number) for number in range(1, wanted + 1)]

    def _filled(self, form: Text, number: int, **words: Mapping[str, str]) -> dict[str, str]:
        """The name by language, under "" as it is written in the city's first language."""
        filled = {
            language: form.in_language(language).format(
                n=number,
                nth=ordinal(number),
                **{place: word[language] for place, word in words.items()},
            )
            for language in self.languages
        }
        return {"": filled[self.languages[0]], **filled}


def load_street_names(base: Path, languages: Sequence[str]) -> StreetNames:
    """The names in the languages, the first of which is the local one; raises BadInput."""
    reading = Reading(folder=base, base=base, languages=tuple(languages))
    names = read_street_names(reading)
    wrong = reading.problems.first_error()
    if wrong is not None or names is None:
        raise wrong.as_error() if wrong else AssertionError("names without errors are there")
    return names


def read_street_names(reading: Reading) -> StreetNames | None:
    """The names; what is wrong is added to the problems of the reading."""
    document = read_document(reading.base / STREET_NAMES, reading.problems)
    if document is None:
        return None
    table = Table(document, reading)
    street, drive = table.table("street"), table.table("drive")
    names = StreetNames(
        languages=reading.languages,
        words=tuple(_word(each, reading.languages) for each in table.tables("words")),
        pairs=tuple(_pairs(table, reading.languages)),
        first=street.text("first"),
        again=street.text("again"),
        paired=street.text("paired"),
        lane=street.text("lane"),
        numbered=street.text("numbered"),
        drive=drive.text("numbered"),
    )
    for each in (street, drive, table):
        each.finish()
    return names


def _word(table: Table, languages: tuple[str, ...]) -> dict[str, str]:
    """The word in each language, in English where the base does not have the language."""
    english = table.string("en")
    return {"en": english, **{each: table.string(each, english) for each in languages}}


def _pairs(
    table: Table, languages: tuple[str, ...]
) -> Iterator[tuple[Mapping[str, str], Mapping[str, str]]]:
    """Each quality with each thing, in the form that agrees with the gender of the thing."""
    things = [
        (_word(each, languages), each.string("gender", "")) for each in table.tables("things")
    ]
    for quality in table.tables("qualities"):
        usual = _word(quality, languages)
        for thing, gender in things:
            agreeing = {
                language: quality.string(f"{language}_{gender}", word)
                for language, word in usual.items()
            }
            yield agreeing, thing


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th ..."""
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"
