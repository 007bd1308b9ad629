"""How names are found: what a dataset and a city declare about searching."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from qala.core.text import Text


@dataclass(frozen=True, slots=True)
class Searchable:
    """How the features of a dataset are found by their title.

    `importance` from 0 to 1 says how likely somebody means one of them; `values` gives it by the
    value of the category `field`. `zoom` is how close the map goes. With `merge`, features of one
    name that lie together are one entry, as the pieces of a street are. With `number`, the title is
    a number, as of a land plot, and found with other separators or none. `beside` is a dataset of
    the same things: what has a name of it at the same place is found there. `line` is where all
    this is declared.
    """

    importance: float = 0.5
    zoom: float = 16.0
    merge: bool = False
    number: bool = False
    beside: str = ""
    values: Mapping[str, float] = field(default_factory=dict)
    field: str = ""
    line: int = dataclasses.field(default=0, compare=False, repr=False)

    def importance_of(self, value: object) -> float:
        """The importance of a feature whose category has this value."""
        return self.values.get(str(value), self.importance)


@dataclass(frozen=True, slots=True)
class WordKind:
    """A word that says what a named thing is (`avenue`): it may be left out of a search."""

    id: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageName:
    """A page that can be found by name; `path` comes after `/{lang}/`."""

    path: str
    title: Text
    words: tuple[str, ...] = ()


ALIAS_COLUMNS = ("dataset", "name", "alias")
"""What a table of names that people give to places must have."""


def former_columns(languages: Sequence[str]) -> tuple[str, ...]:
    """What a table of former names must have."""
    return tuple(f"{when}name_{each}" for when in ("", "old_") for each in languages)


@dataclass(frozen=True, slots=True)
class CitySearch:
    """What a city and the base say about searching in its languages.

    `same`: groups of words that mean the same. `fillers`: words that carry nothing. `house`: what
    is written before the number of a house, `flats` before that of a flat. `numbers`: what is
    written beside the number of a land plot. `former_names`: by dataset, a table of the city's
    folder whose `name_{lang}` had the names `old_name_{lang}`. `aliases`: a table of what people
    call a place besides. `examples`: searches worth trying.
    """

    kinds: tuple[WordKind, ...] = ()
    same: tuple[tuple[str, ...], ...] = ()
    fillers: tuple[str, ...] = ()
    house: tuple[str, ...] = ()
    flats: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    pages: tuple[PageName, ...] = ()
    examples: tuple[str, ...] = ()
    former_names: Mapping[str, str] = field(default_factory=dict)
    aliases: str = ""
