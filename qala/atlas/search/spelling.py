"""How alike two folded words are."""

from functools import lru_cache

from qala.atlas.search.fold import stem

EXACT, BEGINS, KIN, NEAR, FAR = 1.0, 0.9, 0.8, 0.72, 0.55
"""The same, begun, the same surname with another ending, one mistake, two mistakes."""
ONE_FROM, TWO_FROM = 4, 8
"""Letters from which one and two mistakes are forgiven."""


@lru_cache(maxsize=65_536)
def mistakes_allowed(word: str) -> int:
    """How many mistakes a typed word may have; numbers none."""
    if any(letter.isdigit() for letter in word):
        return 0
    return 2 if len(word) >= TWO_FROM else 1 if len(word) >= ONE_FROM else 0


@lru_cache(maxsize=65_536)
def likeness(typed: str, word: str, *, unfinished: bool) -> float:
    """From 0 (another word) to 1 (the same); `unfinished` words match what they begin."""
    if typed == word:
        return EXACT
    if unfinished and word.startswith(typed) and not typed.isdecimal():
        return BEGINS * (0.8 + 0.2 * len(typed) / len(word))
    allowed = mistakes_allowed(typed)
    if not allowed:
        return 0.0
    return _likeness_with_mistakes(typed, word, allowed, unfinished=unfinished)


def _likeness_with_mistakes(typed: str, word: str, allowed: int, *, unfinished: bool) -> float:
    """Of two different words."""
    stems = stem(typed), stem(word)
    kin = _distance(*stems, 1) if all(stems) else 2
    if kin == 0:
        return KIN
    distance = _distance(typed, word, allowed)
    if distance <= allowed:
        return NEAR if distance == 1 else FAR
    if unfinished and len(word) > len(typed):
        distance = min(_distance(typed, word[: len(typed) + more], allowed) for more in (-1, 0, 1))
        if distance <= allowed:
            return 0.9 * (NEAR if distance == 1 else FAR)
    return FAR if kin == 1 else 0.0


def _distance(one: str, other: str, most: int) -> int:
    """Optimal string alignment distance (Damerau, neighbours swapped once); `most` + 1 if more."""
    if abs(len(one) - len(other)) > most or len(_letters(one) ^ _letters(other)) > 2 * most:
        return most + 1
    pairs = enumerate(zip(one, other, strict=False))
    alike = next((at for at, pair in pairs if pair[0] != pair[1]), min(len(one), len(other)))
    return _distance_of_rests(one[alike:], other[alike:], most)


@lru_cache(maxsize=65_536)
def _letters(word: str) -> frozenset[str]:
    """Each mistake changes two of them at most, so that most words need no closer look."""
    return frozenset(word)


def _distance_of_rests(one: str, other: str, most: int) -> int:
    """The same of what differs from its first letter."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        line = [row]
        for column, against in enumerate(other, start=1):
            cost = min(line[-1] + 1, last[column] + 1, last[column - 1] + (letter != against))
            swapped = column > 1 and row > 1 and letter == other[column - 2]
            if swapped and one[row - 2] == against:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        if min(line) > most:
            return most + 1
        before, last = last, line
    return last[-1]
