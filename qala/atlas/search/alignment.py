"""Which word of a search is which word of a name, written together or apart."""

from itertools import pairwise

from qala.atlas.search.spelling import NEAR, likeness

Found = tuple[float, int, int]
"""A likeness, the first word of the name that it is about, and how many."""
NOWHERE: Found = (0.0, 0, 0)


def aligned(
    words: tuple[str, ...], own: tuple[str, ...], *, typing: bool
) -> tuple[list[float], set[int]]:
    """For each word of a search its likeness to the likest of a name; which words these are.

    Two neighbours may be one word of the other: `kok tobe` and `koktobe`. `typing`: the last word
    may be unfinished.
    """
    values, met = [0.0] * len(words), set[int]()
    last = len(words) - 1
    for number, word in enumerate(words):
        value, first, count = _likest(word, own, unfinished=typing and number == last)
        typed = 1
        if number < last and value < NEAR:
            both = _together(
                word + words[number + 1], own, unfinished=typing and number + 1 == last
            )
            if both[0] > value and both[0] > values[number]:
                (value, first, count), typed = both, 2
        for each in range(number, number + typed):
            values[each] = max(values[each], value)
        met.update(range(first, first + count))
    return values, met


def _likest(word: str, own: tuple[str, ...], *, unfinished: bool) -> Found:
    """The likest word of a name, the first of several; or two neighbours written together."""
    best = NOWHERE
    for position, each in enumerate(own):
        value = likeness(word, each, unfinished=unfinished)
        if value > best[0]:
            best = value, position, 1
    if best[0] or word.isdecimal():
        return best
    for position, pair in enumerate(pairwise(own)):
        value = likeness(word, "".join(pair), unfinished=unfinished)
        if value > best[0]:
            best = value, position, 2
    return best


def _together(pair: str, own: tuple[str, ...], *, unfinished: bool) -> Found:
    """The word of a name that two neighbours of a search are, written together."""
    if pair.isdecimal():
        return NOWHERE
    found = (
        (likeness(pair, each, unfinished=unfinished), -position)
        for position, each in enumerate(own)
    )
    value, position = max(found, default=(0.0, 0))
    return (value, -position, 1) if value else NOWHERE
