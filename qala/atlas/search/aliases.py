"""Names that streets had, and names that people give to places: tables of the city's folder."""

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from qala.atlas.search.vocabulary import Vocabulary, without_brackets
from qala.core.city import City
from qala.core.search import ALIAS_COLUMNS, former_columns
from qala.core.text import Text
from qala.sources.folder.problems import Problems
from qala.sources.folder.rows import read_rows

T = TypeVar("T")
Table = dict[str, dict[str, list[T]]]
"""Other names by dataset and by folded name."""


class Aliases:
    """The other names of features, found by dataset and any of their names.

    Raises BadInput where a table of the city cannot be used; `check_city` says so beforehand.
    """

    def __init__(self, city: City, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._former: Table[Text] = defaultdict(lambda: defaultdict(list))
        self._others: Table[str] = defaultdict(lambda: defaultdict(list))
        for dataset, path in city.search.former_names.items():
            self._read_former(dataset, Path(city.folder) / path, city.languages)
        if city.search.aliases:
            for row in _rows(Path(city.folder) / city.search.aliases, *ALIAS_COLUMNS):
                self._others[row["dataset"]][self._key(row["name"])].append(row["alias"])

    def _read_former(self, dataset: str, path: Path, languages: tuple[str, ...]) -> None:
        for row in _rows(path, *former_columns(languages)):
            old = Text({each: row[f"old_name_{each}"] for each in languages})
            for key in {self._key(row[f"name_{each}"]) for each in languages}:
                self._former[dataset][key].append(old)

    def former(self, dataset: str, title: Text) -> tuple[Text, ...]:
        """The names that what is now called `title` had before."""
        return self._found(self._former.get(dataset), title)

    def others(self, dataset: str, title: Text) -> tuple[str, ...]:
        """What people call it besides."""
        return self._found(self._others.get(dataset), title)

    def _found(self, table: Mapping[str, list[T]] | None, title: Text) -> tuple[T, ...]:
        if not table:
            return ()
        keys = dict.fromkeys(map(self._key, title.values()))
        return tuple(dict.fromkeys(each for key in keys for each in table.get(key, ())))

    def _key(self, name: str) -> str:
        return " ".join(self._vocabulary.words(without_brackets(name)).names)


def _rows(path: Path, *columns: str) -> list[dict[str, str]]:
    problems = Problems()
    rows = [row for _, row in read_rows(path, problems, columns=columns)]
    if wrong := problems.first_error():
        raise wrong.as_error()
    return rows
