"""Searches labelled by hand: which name each means, and how often it is found."""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from qala.atlas.search.names import Name
from qala.atlas.search.searching import Search
from qala.atlas.search.vocabulary import Vocabulary, house_number

LABELS = Path(__file__).parent / "labels"
SHOWN = 5

Meant = tuple[str, str, str]
"""Dataset, name as stored locally, number of the house; no name means the dataset itself."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A search and the names that it may mean; any of them is right."""

    query: str
    meant: frozenset[Meant]

    def means(self, name: Name) -> bool:
        """Whether `name` is what was looked for."""
        return not self.meant.isdisjoint(called(name))


@dataclass(frozen=True, slots=True)
class Judged:
    """A search with the place of its answer among the first five, from 1; 0 where it is not."""

    labelled: Labelled
    place: int
    first: str

    def told(self) -> str:
        """A miss, for a reader."""
        meant = " | ".join(" ".join(filter(None, each)) for each in sorted(self.labelled.meant))
        place = f"at {self.place}" if self.place else "not among five"
        return f"{self.labelled.query!r}: {meant} {place}, first is {self.first}"


def called(name: Name) -> Iterator[Meant]:
    """The labels that mean a name."""
    if name.dataset and not name.id:
        yield name.dataset, "", ""
    for title in set(name.title.values()):
        yield name.dataset, title, house_number(name.house)


def labelled(name: str) -> list[Labelled]:
    """The searches of a file of LABELS."""
    with (LABELS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [Labelled(row["query"], meant(row)) for row in csv.DictReader(file)]


def meant(row: dict[str, str]) -> frozenset[Meant]:
    """What a row of a label file means; `or` holds other answers as `dataset/name`."""
    others = (each.split("/", 1) for each in row["or"].split("|") if each)
    return frozenset(
        [
            (row["dataset"], row["name"], house_number(row["house"])),
            *((dataset, name, "") for dataset, name in others),
        ]
    )


def judged(search: Search, searches: Iterable[Labelled]) -> list[Judged]:
    """Each search with the place of its answer."""
    return [_judged(search, each) for each in searches]


def _judged(search: Search, each: Labelled) -> Judged:
    names = [found.name for found in search.answer(each.query, limit=SHOWN).results]
    place = next((at for at, name in enumerate(names, start=1) if each.means(name)), 0)
    first = f"{names[0].dataset} {names[0].titled('ru')}" if names else "nothing"
    return Judged(each, place, first)


def first_rate(found: list[Judged]) -> float:
    """The share of searches whose answer came first."""
    return sum(each.place == 1 for each in found) / len(found)


def five_rate(found: list[Judged]) -> float:
    """The share of searches whose answer was among the first five."""
    return sum(each.place > 0 for each in found) / len(found)


def spelt_otherwise(query: str, names: Iterable[Name], vocabulary: Vocabulary) -> bool:
    """Whether a word of the query that is no kind, filler or number is in no stored name it means.

    Capitals do not count, script and letters do: `Абая` is in `проспект Абая`, `Abaya` is not.
    """
    stored = {word for name in names for text in _texts(name) for word in _words(text)}
    telling = [word for word in _words(query) if _tells(word, vocabulary)]
    return any(word not in stored for word in telling)


def _texts(name: Name) -> Iterator[str]:
    yield from name.title.values()
    yield from name.aliases
    for former in name.former:
        yield from former.values()


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


def _tells(word: str, vocabulary: Vocabulary) -> bool:
    return not word.isdecimal() and bool(vocabulary.words(word).names)


@dataclass(frozen=True, slots=True)
class Residents:
    """Fragments of addresses as residents write them, by what they ask for.

    `named`: a street, a quarter or a park. `between`: a stretch beside or between streets, for
    which either street is right. `without`: how many have no answer, by the reason.
    """

    named: list[Labelled]
    between: list[Labelled]
    without: dict[str, int]


REASONS = {
    "NUM": "the number of a house without its street",
    "Peresechenie": "a word that says where, as `on the corner`, without a name",
}
"""Why fragments have no answer whose rows are not labelled, by their kind."""


def residents(fragments: Path) -> Residents:
    """The labels of the fragments in the file `fragments`, which `row` counts from 1."""
    with fragments.open(encoding="utf-8", newline="") as file:
        texts = list(csv.DictReader(file))
    with (LABELS / "residents.csv").open(encoding="utf-8", newline="") as file:
        labels = {int(row["row"]): row for row in csv.DictReader(file)}
    found: dict[str, list[Labelled]] = {"name": [], "stretch": []}
    without: dict[str, int] = {}
    for number, fragment in enumerate(texts, start=1):
        label = labels.get(number)
        if label and label["dataset"]:
            found[label["asks"]].append(Labelled(fragment["text"], meant(label)))
        else:
            why = label["why_not"] if label else REASONS[fragment["label"]]
            without[why] = without.get(why, 0) + 1
    return Residents(found["name"], found["stretch"], without)
