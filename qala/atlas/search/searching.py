"""Searching: the index in force, followed from generation to generation, and the answer from it."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from threading import Lock
from time import monotonic

from qala.atlas.search.asked import asked, other_layouts
from qala.atlas.search.generation import Generations
from qala.atlas.search.question import DEADLINE_S, Question
from qala.atlas.search.rank import Ranked
from qala.atlas.search.retrieve import Place, Retrieval
from qala.atlas.search.vocabulary import Vocabulary
from qala.core.city import City

logger = logging.getLogger(__name__)

LOOK_EVERY_S = 1.0
FEWEST = 40
"""Candidates that are ranked at least."""
READABLE, SURE = 3, 0.7
"""Letters and match from which a text is read in the other layout of the keyboard."""


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
        wanted = asked(text, self._vocabulary)
        if wanted.empty:
            return Answer(understood=False)
        deadline = monotonic() + DEADLINE_S
        fold = self._vocabulary.words
        question = Question(retrieval, wanted, near, max(limit, FEWEST), deadline, fold)
        if found := question.all_words():
            return Answer(found[:limit])
        for other in other_layouts(text):
            if found := self._in_layout(question, other, text):
                return Answer(found[:limit], read_as=other)
        found = question.some_words()
        return Answer(found[:limit], close=bool(found))

    def _in_layout(self, question: Question, other: str, text: str) -> list[Ranked]:
        """What has all words of `other`, which is `text` in another layout of the keyboard."""
        wanted = asked(other, self._vocabulary)
        if other == text.lower() or max(map(len, wanted.words), default=0) < READABLE:
            return []
        found = replace(question, asked=wanted).all_words()
        return found if found and found[0].match >= SURE else []

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


_handed: list[Search] = []


def hand_over_search(search: Search) -> None:
    """Answer searches with this from now on."""
    _handed[:] = [search]


def search() -> Search:
    """The search that was handed over; before that there is none, which is a mistake of ours."""
    return _handed[0]
