"""Names in the languages of the city, as columns."""

from collections.abc import Sequence
from typing import Any

from qala.sources.osm.elements import Tags
from qala.sources.osm.tags import clean

Columns = dict[str, Sequence[Any]]


def name_columns(tags: Sequence[Tags], languages: tuple[str, ...]) -> Columns:
    """`name` as written locally, and `name_xx` from `name:xx`: nothing is translated or guessed."""
    return _columns("name", "name", tags, languages)


def street_columns(tags: Sequence[Tags], languages: tuple[str, ...]) -> Columns:
    """`street_xx` from `addr:street:xx`; rarely mapped, mostly None."""
    columns = _columns("street", "addr:street", tags, languages)
    del columns["street"]
    return columns


def _columns(column: str, key: str, tags: Sequence[Tags], languages: tuple[str, ...]) -> Columns:
    columns: Columns = {column: [clean(each.get(key)) for each in tags]}
    for language in languages:
        local = f"{key}:{language}"
        columns[f"{column}_{language}"] = [clean(each.get(local)) for each in tags]
    return columns
