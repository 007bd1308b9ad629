"""What invented streets are called: neutral words of the base, used once, then with a number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from numpy.random import Generator

from qala.core.text import Text
from qala.sources.folder.document import read_document
from qala.sources.folder.table import Reading, Table

STREET_NAMES = "generated/street_names.toml"


@dataclass(frozen=True, slots=True)
class StreetNames:
    """Words by language, and the sentences they stand in."""

    languages: tuple[str, ...]
    words: tuple[Mapping[str, str], ...]
    first: Text
    again: Text
    numbered: Text
    drive: Text

    def streets(self, count: int, random: Generator) -> list[dict[str, str]]:
        """`count` different names, mixed: each word once, then twice ..."""
        names: list[dict[str, str]] = []
        turn = 1
        while self.words and len(names) < count:
            for position in random.permutation(len(self.words)):
                form = self.first if turn == 1 else self.again
                names.append(self._filled(form, turn, self.words[position]))
            turn += 1
        while len(names) < count:
            names.append(self._filled(self.numbered, len(names) + 1, {}))
        return names[:count]

    def drives(self, count: int) -> list[dict[str, str]]:
        """`count` numbers of drives."""
        return [self._filled(self.drive, number, {}) for number in range(1, count + 1)]

    def _filled(self, form: Text, number: int, word: Mapping[str, str]) -> dict[str, str]:
        """The name by language, under "" as it is written in the city's first language."""
        filled = {
            language: form.in_language(language).format(
                n=number, nth=ordinal(number), word=word.get(language) or word.get("en", "")
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
        first=street.text("first"),
        again=street.text("again"),
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


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th ..."""
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"
