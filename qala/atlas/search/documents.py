"""What an index holds of a name: folded words in fields, and the record to answer with.

| field | holds |
|---|---|
| `title` | words of the title in every language, of aliases, neighbours also written together; \
  surnames without their endings, as `~baitursin` |
| `former` | words of former names, the same way |
| `whole` | each of its names written together as one word, without brackets too |
| `other` | words of kind and district; kinds that stand in the title, as `@avenue` |
| `street` | of an address: words of its street, former ones too, the same way |
| `number` | of an address: the number of the house, and its base as `=45` |
| `code` | of what is titled by a number: its keys, see `number_keys` |
| `cell` | the square of a grid it lies in |
| `weight` | importance, as a factor of the score |
| `body` | the record |
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import cos, floor, radians

import tantivy

from qala.atlas.search.fold import number_keys, stem
from qala.atlas.search.names import Name, Shared
from qala.atlas.search.vocabulary import (
    KIND,
    Vocabulary,
    Words,
    base_number,
    house_number,
    without_brackets,
)

TEXTS = ("title", "former", "whole", "other", "street", "number", "code", "cell")
STEM = "~"
SPACES = "spaces"
CELL_DEGREES = 0.01
"""About a kilometre from south to north."""
CACHED_NAMES = 16_384


def schema() -> tantivy.Schema:
    """The fields of an index."""
    builder = tantivy.SchemaBuilder()
    for name in TEXTS:
        option = "freq" if name in {"title", "former", "street"} else "basic"
        builder.add_text_field(name, tokenizer_name=SPACES, index_option=option)
    builder.add_float_field("weight", fast=True)
    builder.add_bytes_field("body", stored=True)
    return builder.build()


def splitter() -> tantivy.TextAnalyzer:
    """Splits at spaces: words are folded before they come to the index."""
    return tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()


@dataclass(frozen=True, slots=True)
class _Folded:
    """A name in an index: words of its titles, its former ones, of the rest."""

    title: str
    former: str
    whole: str
    other: str
    record: str


class Documents:
    """Makes documents of names; what many names share, as the addresses of a street, once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._words = vocabulary.words
        self._folded = lru_cache(maxsize=CACHED_NAMES)(self._fold)

    def of(self, name: Name) -> tantivy.Document:
        """The document of one name."""
        document = tantivy.Document()
        if name.number:  # a cadastre has many, which share little: nothing is folded for them
            document.add_text("code", " ".join(number_keys(next(iter(name.title.values())))))
            record = name.shared().to_json()
        else:
            record = self._add_words(document, name)
        if name.lon is not None and name.lat is not None:
            document.add_text("cell", cell(name.lon, name.lat))
        document.add_float("weight", 0.5 + name.importance)
        document.add_bytes("body", name.to_json(record))
        return document

    def _add_words(self, document: tantivy.Document, name: Name) -> str:
        """Add the words that a name is found by; its shared record."""
        folded = self._folded(name.shared())
        if name.house:
            number = house_number(name.house)
            document.add_text("street", f"{folded.title} {folded.former}")
            document.add_text("number", f"{number} ={base_number(number)}")
        else:
            document.add_text("title", folded.title)
            document.add_text("former", folded.former)
            document.add_text("whole", folded.whole)
        document.add_text("other", folded.other)
        return folded.record

    def _fold(self, shared: Shared) -> _Folded:
        titles = (*dict.fromkeys(shared.title.values()), *shared.aliases)
        former_titles = [each for text in shared.former for each in text.values()]
        called, former = (list(map(self._words, each)) for each in (titles, former_titles))
        bare = map(self._words, map(without_brackets, (*titles, *former_titles)))
        about = [
            self._words(each)
            for text in (shared.kind, shared.district)
            for each in dict.fromkeys(text.values())
        ]
        kinds = (
            [KIND + kind for kind in sorted(words.kinds)] for words in (*called, *former, *about)
        )
        return _Folded(
            title=_joined(map(_forms, called)),
            former=_joined(map(_forms, former)),
            whole=_joined(("".join(words.names),) for words in (*called, *bare)),
            other=_joined((*(words.names for words in about), *kinds)),
            record=shared.to_json(),
        )


def _forms(words: Words) -> tuple[str, ...]:
    """The words; neighbours written together, as Koktobe of Kok-Tobe; surnames without endings."""
    pairs = (first + second for first, second in zip(words.names, words.names[1:], strict=False))
    stems = (STEM + stem(word) for word in words.names if stem(word))
    return (*words.names, *(pair for pair in pairs if not pair.isdecimal()), *stems)


def _joined(parts: Iterable[Iterable[str]]) -> str:
    return " ".join(dict.fromkeys(word for part in parts for word in part))


def cell(lon: float, lat: float) -> str:
    """The square of the grid that a point lies in."""
    column, row = _square(lon, lat)
    return f"{column}_{row}"


def cells_around(lon: float, lat: float, reach: int) -> list[str]:
    """The squares up to `reach` squares away from the one of a point."""
    column, row = _square(lon, lat)
    near = range(-reach, reach + 1)
    return [f"{column + across}_{row + along}" for across in near for along in near]


def _square(lon: float, lat: float) -> tuple[int, int]:
    return floor(lon / CELL_DEGREES), floor(lat / CELL_DEGREES)


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Kilometres between two points in EPSG:4326, on a plane: enough to compare."""
    across = (one[0] - other[0]) * cos(radians((one[1] + other[1]) / 2))
    return 111.195 * float((across**2 + (one[1] - other[1]) ** 2) ** 0.5)
