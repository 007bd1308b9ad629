"""What hangs together: numbers joined into groups, pieces of a network into components."""

import numpy as np
from numpy.typing import NDArray

Indices = NDArray[np.int64]


class Groups:
    """Numbers joined into groups (union-find)."""

    def __init__(self, count: int) -> None:
        self._above = list(range(count))

    def root(self, number: int) -> int:
        while self._above[number] != number:
            self._above[number] = self._above[self._above[number]]
            number = self._above[number]
        return number

    def join(self, one: int, other: int) -> None:
        first, second = sorted((self.root(one), self.root(other)))
        self._above[second] = first

    def roots(self) -> Indices:
        return np.array([self.root(number) for number in range(len(self._above))], dtype=np.int64)


def components(starts: Indices, ends: Indices) -> Indices:
    """For each piece the number of the connected component it belongs to."""
    if not len(starts):
        return np.zeros(0, dtype=np.int64)
    groups = Groups(int(max(starts.max(), ends.max())) + 1)
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        groups.join(start, end)
    return groups.roots()[starts]
