"""One search put to one index: its names in order, those that have all words or only some."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from time import monotonic

from qala.atlas.search.asked import Asked
from qala.atlas.search.match import Matcher
from qala.atlas.search.names import Name
from qala.atlas.search.rank import Ranked, ranked
from qala.atlas.search.retrieve import Place, Retrieval
from qala.atlas.search.vocabulary import Words
from qala.core.errors import TimedOut, mark

DEADLINE_S = 2.0
WEAKEST = 0.62
"""Of the best match, the share that others must reach: beside Abay nobody means Baikonur."""
FEW = 5
"""With fewer names that have all words, those are told too whose words are all in the search."""
MOST_CONTAINED = 20
"""Candidates that are looked through for these."""
LEAST_COVERED = 0.33
"""Of the words of a search, the share that a name must have at least to be told as like it."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of which index, near what, for how many names at least, until when.

    Its answers raise TimedOut past `deadline`, in seconds of the monotonic clock.
    """

    retrieval: Retrieval
    asked: Asked
    near: Place | None
    count: int
    deadline: float
    fold: Callable[[str], Words]

    def all_words(self) -> list[Ranked]:
        """Names that have all words; where they are few, those too that the search contains."""
        found = self._fitting(strict=True)
        if found and len(found) < FEW and len(self.asked.words) > 1:
            return [*found, *self._contained(found)]
        return found

    def some_words(self) -> list[Ranked]:
        """Names that have some of the words."""
        return self._fitting(strict=False)

    def _fitting(self, *, strict: bool) -> list[Ranked]:
        """The names that fit well beside the best, in order."""
        found = self._judged(strict=strict, count=self.count)
        least = WEAKEST * max((each.match for each in found), default=0.0)
        covered = 1.0 if strict else LEAST_COVERED
        return _in_order(each for each in found if each.covered >= covered and each.match >= least)

    def _contained(self, found: list[Ranked]) -> list[Ranked]:
        """Names shorter than the search: the street of `Мухтара Ауэзова` that is called Ауэзов."""
        told = {(each.name.dataset, each.name.id) for each in found}
        return _in_order(
            each
            for each in self._judged(strict=False, count=MOST_CONTAINED)
            if each.contained
            and each.covered >= LEAST_COVERED
            and (each.name.dataset, each.name.id) not in told
        )

    def _judged(self, *, strict: bool, count: int) -> list[Ranked]:
        found = []
        matcher = Matcher(self.asked, self.fold)
        candidates = self.retrieval.candidates
        for record in candidates(self.asked, self.near, strict=strict, count=count):
            if monotonic() > self.deadline:
                raise TimedOut(
                    mark("This takes longer than {seconds} s: ask for less."), seconds=DEADLINE_S
                )
            found.append(ranked(Name.from_json(record), matcher, self.near))
        return found


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
