"""Texts in the languages of the city, as columns."""

from collections.abc import Sequence
from typing import Any

from qala.sources.osm.elements import Tags
from qala.sources.osm.tags import clean

Columns = dict[str, Sequence[Any]]


def in_languages(
    column: str, key: str, tags: Sequence[Tags], languages: tuple[str, ...]
) -> Columns:
    """`column` from the tag `key`, `column_xx` from `key:xx`: nothing is translated or guessed."""
    columns: Columns = {column: [clean(each.get(key)) for each in tags]}
    for language in languages:
        local = f"{key}:{language}"
        columns[f"{column}_{language}"] = [clean(each.get(local)) for each in tags]
    return columns
