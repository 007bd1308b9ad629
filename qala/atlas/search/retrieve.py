"""Candidates for an answer out of the index, the likeliest; ranking chooses among them."""

from collections.abc import Sequence
from dataclasses import dataclass

from tantivy import DocAddress, Index, Occur, Query, Searcher

from qala.atlas.search.asked import Asked
from qala.atlas.search.documents import STEM, cells_around
from qala.atlas.search.fold import stem
from qala.atlas.search.spelling import mistakes_allowed
from qala.atlas.search.vocabulary import KIND, base_number

NEAR_CELLS = 2
SHORT_PREFIX = 2
"""Of so few letters that a word may begin with so many names, mistakes are not looked for."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the map looks: longitude and latitude in EPSG:4326."""

    lon: float
    lat: float


class Retrieval:
    """Asks one index. Thread-safe: a searcher is a snapshot."""

    def __init__(self, index: Index) -> None:
        self._schema = index.schema
        self._searcher: Searcher = index.searcher()

    def candidates(
        self, asked: Asked, near: Place | None, *, strict: bool, count: int
    ) -> list[bytes]:
        """Records of names that hold all words of the search, or (not `strict`) any of them.

        At most `count` names, as many addresses, and as many numbers.
        """
        queries = [self._names(asked, strict=strict)]
        if asked.house and asked.street and strict:
            queries.append(self._addresses(asked))
        if asked.number[0] and strict:
            queries.append(self._numbered(asked))
        found: dict[tuple[int, int], DocAddress] = {}
        for query in queries:
            for address in self._best(query, asked, near, count):
                found.setdefault((address.segment_ord, address.doc), address)
        return [bytes(self._searcher.doc(each).get_first("body") or b"") for each in found.values()]

    def _best(self, query: Query, asked: Asked, near: Place | None, count: int) -> list[DocAddress]:
        liked: list[tuple[Occur, Query]] = [(Occur.Must, query)]
        liked += [
            (Occur.Should, self._term("other", KIND + kind, 1.5)) for kind in sorted(asked.kinds)
        ]
        if near is not None:
            cells = cells_around(near.lon, near.lat, NEAR_CELLS)
            inside = Query.term_set_query(self._schema, "cell", cells)
            liked.append((Occur.Should, Query.const_score_query(inside, 1.0)))
        whole = Query.boolean_query(liked)
        hits = self._searcher.search(whole, count, count=False, weight_by_field="weight").hits
        return [address for _score, address in hits]

    def _names(self, asked: Asked, *, strict: bool) -> Query:
        """Each word in the title, else in a former name, else in kind or district."""
        if not asked.words:
            kinds = [self._term("other", KIND + kind, 1.0) for kind in sorted(asked.kinds)]
            return Query.disjunction_max_query(kinds)
        occur = Occur.Must if strict else Occur.Should
        last = len(asked.words) - 1
        parts = [
            (occur, self._word(word, unfinished=asked.typing and number == last))
            for number, word in enumerate(asked.words)
        ]
        whole = self._term("whole", "".join(asked.words), 16.0)
        if len(asked.words) > 1:
            joined = [
                self._term("title", first + second, 4.0)
                for first, second in zip(asked.words, asked.words[1:], strict=False)
            ]
            together = Query.boolean_query(parts)
            return Query.disjunction_max_query([together, *joined, whole])
        return Query.disjunction_max_query([*(part for _, part in parts), whole])

    def _word(self, word: str, *, unfinished: bool) -> Query:
        ways = [
            self._term("title", word, 4.0),
            self._term("former", word, 2.5),
            self._term("other", word, 1.0),
        ]
        for field, boost in (("title", 1.0), ("former", 0.7), ("other", 0.3)):
            ways += self._alike(field, word, boost, unfinished=unfinished)
        return Query.disjunction_max_query(ways)

    def _alike(self, field: str, word: str, boost: float, *, unfinished: bool) -> Sequence[Query]:
        mistakes = mistakes_allowed(word)
        ways = []
        if unfinished and not word.isdecimal():
            ways.append(Query.boost_query(self._fuzzy(field, word, 0, prefix=True), 2 * boost))
        if mistakes:
            ways.append(Query.boost_query(self._fuzzy(field, word, mistakes), boost))
        if stem(word):
            kin = self._fuzzy(field, STEM + stem(word), 1)
            ways.append(Query.boost_query(kin, 0.5 * boost))
        if mistakes and unfinished and len(word) > SHORT_PREFIX:
            near = self._fuzzy(field, word, mistakes, prefix=True)
            ways.append(Query.boost_query(near, 0.5 * boost))
        return ways

    def _addresses(self, asked: Asked) -> Query:
        """Every word in the street, and the number of the house, or another at its base."""
        streets = [(Occur.Must, self._street_word(word)) for word in asked.street]
        pairs = zip(asked.street, asked.street[1:], strict=False)
        street = Query.disjunction_max_query(
            [
                Query.boolean_query(streets),
                *(self._term("street", first + second, 1.0) for first, second in pairs),
            ]
        )
        number = Query.disjunction_max_query(
            [
                self._term("number", asked.house, 4.0),
                self._term("number", f"={base_number(asked.house)}", 1.0),
            ]
        )
        return Query.boolean_query([(Occur.Must, street), (Occur.Must, number)])

    def _street_word(self, word: str) -> Query:
        alike = self._alike("street", word, 0.5, unfinished=False)
        return Query.disjunction_max_query([self._term("street", word, 2.0), *alike])

    def _numbered(self, asked: Asked) -> Query:
        """The number of a land plot, with other separators; or one that begins so."""
        whole, groups = asked.number
        begun = self._fuzzy("code", whole, 0, prefix=True)
        return Query.disjunction_max_query(
            [
                self._term("code", whole, 8.0),
                self._term("code", groups, 8.0),
                Query.boost_query(Query.const_score_query(begun, 1.0), 0.5),
            ]
        )

    def _term(self, field: str, word: str, boost: float) -> Query:
        return Query.boost_query(Query.term_query(self._schema, field, word), boost)

    def _fuzzy(self, field: str, word: str, mistakes: int, *, prefix: bool = False) -> Query:
        return Query.fuzzy_term_query(self._schema, field, word, distance=mistakes, prefix=prefix)
