"""Chance that belongs to a thing, not to an order of drawing.

Each block, parcel and house has a 64-bit key of its own, made from the seed and its id. A draw is
a hash of the key and of what is drawn, so the same block gives the same houses whatever is around
it and in whatever order blocks are filled. The hash is SplitMix64's finalizer (Steele, Lea, Flood:
Fast splittable pseudorandom number generators, 2014).
"""

from collections.abc import Mapping
from functools import cache
from hashlib import blake2b

import numpy as np
from numpy.typing import ArrayLike, NDArray

Keys = NDArray[np.uint64]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)


@cache
def _word(text: str) -> np.uint64:
    return np.uint64(int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little"))


def _mixed(value: Keys) -> Keys:
    with np.errstate(over="ignore"):
        value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return value ^ (value >> np.uint64(31))


def root_key(seed: int, name: str) -> np.uint64:
    """The key of a thing that has an id, of the city with that seed."""
    return np.uint64(int.from_bytes(blake2b(f"{seed}/{name}".encode(), digest_size=8).digest()))


def child_keys(parents: Keys, numbers: ArrayLike) -> Keys:
    """Keys of the parts of things: of part `numbers[i]` of thing `parents[i]`."""
    with np.errstate(over="ignore"):
        step = (np.asarray(numbers).astype(np.uint64) + np.uint64(1)) * _GOLDEN
        return _mixed(parents + step)


def uniform(keys: Keys, what: str) -> Floats:
    """For each key a number in [0, 1) that stands for `what`."""
    bits = _mixed(keys ^ _word(what)) >> np.uint64(11)
    return bits.astype(np.float64) / float(1 << 53)


def between(keys: Keys, what: str, low: ArrayLike, high: ArrayLike) -> Floats:
    """For each key a number from `low` to `high`."""
    floor = np.asarray(low, dtype=np.float64)
    return floor + uniform(keys, what) * (np.asarray(high, dtype=np.float64) - floor)


def chosen(keys: Keys, what: str, weights: ArrayLike) -> Ints:
    """For each key the index of one of `weights`, each as likely as it is heavy."""
    edges = np.cumsum(np.asarray(weights, dtype=np.float64))
    drawn = uniform(keys, what) * edges[-1]
    index = np.searchsorted(edges, drawn, side="right")
    return np.asarray(np.minimum(index, len(edges) - 1))


def typical(
    keys: Keys, what: str, table: Mapping[int, float], low: ArrayLike, high: ArrayLike
) -> Ints:
    """For each key one of the table's numbers from `low` to `high`, as likely as its weight.

    Where the table has none in that span it is `low`.
    """
    numbers = np.array(list(table), dtype=np.int64)
    floor, top = np.asarray(low)[..., None], np.asarray(high)[..., None]
    inside = (numbers >= floor) & (numbers <= top)
    edges = np.cumsum(np.where(inside, np.array(list(table.values())), 0.0), axis=-1)
    edges = np.broadcast_to(edges, (len(keys), len(numbers)))
    drawn = uniform(keys, what) * edges[:, -1]
    index = np.minimum((edges <= drawn[:, None]).sum(axis=1), len(numbers) - 1)
    spare = np.broadcast_to(np.asarray(low, dtype=np.int64), len(keys))
    return np.where(edges[:, -1] > 0, numbers[index], spare)
