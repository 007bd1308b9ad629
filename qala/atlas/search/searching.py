"""Searching: the index in force, followed from generation to generation, and the answer from it."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic

from qala.atlas.search.asked import Asked, asked, other_layouts
from qala.atlas.search.generation import Generations
from qala.atlas.search.match import Matcher
from qala.atlas.search.names import Name
from qala.atlas.search.rank import Ranked, ranked
from qala.atlas.search.retrieve import Place, Retrieval
from qala.atlas.search.vocabulary import Vocabulary
from qala.core.city import City
from qala.core.errors import TimedOut, mark

logger = logging.getLogger(__name__)

LOOK_EVERY_S = 1.0
DEADLINE_S = 2.0
WEAKEST = 0.62
"""Of the best match, the share that others must reach: beside Abay nobody means Baikonur."""
READABLE, SURE = 3, 0.7
"""Letters and match from which a text is read in the other layout of the keyboard."""
FEW = 5
"""With fewer names that have all words, those are told too whose words are all in the search."""
LEAST_COVERED = 0.33
"""Of the words of a search, the share that a name must have at least to be told as like it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found, best first. `close`: nothing had all words, these have some.

    `read_as` is the search as it was understood where the keyboard was set to another alphabet.
    `ready` is false until the first index is made; `understood` where nothing was typed that could
    be a name.
    """

    results: list[Ranked] = field(default_factory=list)
    close: bool = False
    read_as: str = ""
    ready: bool = True
    understood: bool = True


class Search:
    """Answers searches of one city, for one process. Thread-safe.

    `begin` is called when the releases in force ask for another index than the one in force: it
    has one made, elsewhere. Until that is there, answers come from the old one.
    """

    def __init__(self, city: City, generations: Generations, begin: Callable[[], None]) -> None:
        self._generations, self._begin = generations, begin
        self._vocabulary = Vocabulary(city.search)
        self._lock = Lock()
        self._looked = float("-inf")
        self._key = ""
        self._retrieval: Retrieval | None = None

    def answer(self, text: str, *, limit: int, near: Place | None = None) -> Answer:
        """The names that `text` may mean, at most `limit`. Raises TimedOut past the deadline."""
        retrieval = self._followed()
        if retrieval is None:
            return Answer(ready=False)
        deadline = monotonic() + DEADLINE_S
        wanted = asked(text, self._vocabulary)
        if wanted.empty:
            return Answer(understood=False)
        for strict in (True, False):
            found = self._ranked(retrieval, wanted, near, strict=strict, deadline=deadline)
            if found and strict and len(found) < FEW and len(wanted.words) > 1:
                found += self._contained(retrieval, wanted, near, found, deadline)
            if found:
                return Answer(found[:limit], close=not strict)
            if strict:
                swapped = self._in_other_layout(retrieval, text, near, deadline)
                if swapped.results:
                    return Answer(swapped.results[:limit], read_as=swapped.read_as)
        return Answer()

    def _contained(
        self,
        retrieval: Retrieval,
        wanted: Asked,
        near: Place | None,
        found: list[Ranked],
        deadline: float,
    ) -> list[Ranked]:
        """Names shorter than the search: the street of `Мухтара Ауэзова` that is called Ауэзов."""
        told = {(each.name.dataset, each.name.id) for each in found}
        others = self._judged(retrieval, wanted, near, strict=False, deadline=deadline)
        return _in_order(
            each
            for each in others
            if each.contained
            and each.covered >= LEAST_COVERED
            and (each.name.dataset, each.name.id) not in told
        )

    def _in_other_layout(
        self, retrieval: Retrieval, text: str, near: Place | None, deadline: float
    ) -> Answer:
        for other in other_layouts(text):
            wanted = asked(other, self._vocabulary)
            if other != text.lower() and max(map(len, wanted.words), default=0) >= READABLE:
                found = self._ranked(retrieval, wanted, near, strict=True, deadline=deadline)
                if found and found[0].match >= SURE:
                    return Answer(found, read_as=other)
        return Answer()

    def _ranked(
        self,
        retrieval: Retrieval,
        wanted: Asked,
        near: Place | None,
        *,
        strict: bool,
        deadline: float,
    ) -> list[Ranked]:
        """The names that fit well beside the best, in order."""
        found = self._judged(retrieval, wanted, near, strict=strict, deadline=deadline)
        least = WEAKEST * max((each.match for each in found), default=0.0)
        covered = 1.0 if strict else LEAST_COVERED
        return _in_order(each for each in found if each.covered >= covered and each.match >= least)

    def _judged(
        self,
        retrieval: Retrieval,
        wanted: Asked,
        near: Place | None,
        *,
        strict: bool,
        deadline: float,
    ) -> list[Ranked]:
        found = []
        matcher = Matcher(wanted, self._vocabulary.words)
        for record in retrieval.candidates(wanted, near, strict=strict):
            if monotonic() > deadline:
                raise TimedOut(
                    mark("This takes longer than {seconds} s: ask for less."), seconds=DEADLINE_S
                )
            found.append(ranked(Name.from_json(record), matcher, near))
        return found

    def _followed(self) -> Retrieval | None:
        """The index in force, looked for once a second; None before there is a first one."""
        with self._lock:
            if monotonic() - self._looked >= LOOK_EVERY_S:
                self._looked = monotonic()
                self._look()
            return self._retrieval

    def _look(self) -> None:
        key = self._generations.current()
        if key and key != self._key:
            self._retrieval = Retrieval(self._generations.open(key))
            self._key = key
            logger.info("search answers from generation %s", key)
        if self._key != self._generations.wanted():
            self._begin()


def _in_order(found: Iterable[Ranked]) -> list[Ranked]:
    return sorted(
        found,
        key=lambda each: (
            -round(each.covered, 3),
            -round(each.score, 6),
            *sorted(each.name.title.values()),
            each.name.dataset,
            each.name.id,
        ),
    )


_handed: list[Search] = []


def hand_over_search(search: Search) -> None:
    """Answer searches with this from now on."""
    _handed[:] = [search]


def search() -> Search:
    """The search that was handed over; before that there is none, which is a mistake of ours."""
    return _handed[0]
