"""Names that streets had, and names that people give to places: tables of the city's folder."""

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from qala.atlas.search.vocabulary import Vocabulary
from qala.core.city import City
from qala.core.errors import BadInput
from qala.core.text import Text

T = TypeVar("T")
Table = dict[str, dict[str, list[T]]]
"""Other names by dataset and by folded name."""


class Aliases:
    """The other names of features, found by dataset and any of their names.

    Raises BadInput where a table of the city lacks a column it must have.
    """

    def __init__(self, city: City, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._former: Table[Text] = defaultdict(lambda: defaultdict(list))
        self._others: Table[str] = defaultdict(lambda: defaultdict(list))
        for dataset, path in city.search.former_names.items():
            self._read_former(dataset, Path(city.folder) / path, city.languages)
        if city.search.aliases:
            for row in _rows(Path(city.folder) / city.search.aliases, "dataset", "name", "alias"):
                self._others[row["dataset"]][self._key(row["name"])].append(row["alias"])

    def _read_former(self, dataset: str, path: Path, languages: tuple[str, ...]) -> None:
        for row in _rows(
            path, *(f"{old}name_{each}" for old in ("", "old_") for each in languages)
        ):
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
        return " ".join(self._vocabulary.words(name).names)


def _rows(path: Path, *columns: str) -> Iterator[dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            table = csv.DictReader(file)
            lacking = set(columns) - set(table.fieldnames or ())
            if lacking:
                raise BadInput(
                    f"has no column {', '.join(sorted(lacking))}", file=path, remedy="add it"
                )
            yield from table
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadInput(str(error), file=path, remedy="see that it is a UTF-8 table") from error
