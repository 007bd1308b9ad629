"""Reading `tiles.pmtiles`: a memory-mapped PMTiles v3 archive whose directories are read once.

Specification: https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md
"""

import gzip
import json
import mmap
import zlib
from array import array
from bisect import bisect_right
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pmtiles.tile import (
    Compression,
    MagicNumberNotFound,
    SpecVersionUnsupported,
    deserialize_header,
)

from qala.core.errors import ShelfDamaged, mark
from qala.store.hilbert import tile_id

HEADER_BYTES = 127
ROOT_WITHIN_BYTES = 16_384
LEVELS = 4


class Archive:
    """One archive, open for reading by any number of threads.

    It holds the file's mapping and about 24 bytes for each run of tiles. There is no `close`:
    the mapping goes when the last reader lets go, also after the file was deleted.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with path.open("rb") as file:
            try:
                self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            except ValueError as error:  # an empty file cannot be mapped
                raise _damaged(path) from error
        try:
            self.header = deserialize_header(self._data[:HEADER_BYTES])
            self._read_directories()
        except (
            MagicNumberNotFound,
            SpecVersionUnsupported,
            ValueError,
            IndexError,
            EOFError,
            OSError,
            zlib.error,
        ) as error:
            raise _damaged(path) from error

    def __len__(self) -> int:
        """Size of the file in bytes."""
        return len(self._data)

    @property
    def min_zoom(self) -> int:
        return int(self.header["min_zoom"])

    @property
    def max_zoom(self) -> int:
        return int(self.header["max_zoom"])

    @property
    def gzipped(self) -> bool:
        """Whether tiles are stored compressed with gzip."""
        return self.header["tile_compression"] is Compression.GZIP

    @cached_property
    def metadata(self) -> dict[str, Any]:
        """The archive's own description: `vector_layers` and whatever its maker added."""
        start = self.header["metadata_offset"]
        packed = self._data[start : start + self.header["metadata_length"]]
        found = json.loads(gzip.decompress(packed))
        return found if isinstance(found, dict) else {}

    def find(self, z: int, x: int, y: int) -> tuple[int, int] | None:
        """Where in the file the tile lies (start, end), None where there is no such tile.

        Expects 0 <= x, y < 2^z and z <= 31.
        """
        wanted = tile_id(z, x, y)
        at = bisect_right(self._first, wanted) - 1
        if at < 0 or wanted - self._first[at] >= self._run[at]:
            return None
        start = self._start[at]
        return start, start + self._length[at]

    def read(self, start: int, end: int) -> bytes:
        """Bytes `start` to `end` (exclusive) of the file."""
        return self._data[start:end]

    def view(self, start: int, end: int) -> memoryview:
        """The same bytes without a copy; they stay mapped as long as the view is held."""
        return memoryview(self._data)[start:end]

    def tile(self, z: int, x: int, y: int) -> bytes | None:
        """The tile as it is stored, None where there is none."""
        found = self.find(z, x, y)
        return self._data[found[0] : found[1]] if found else None

    def _read_directories(self) -> None:
        """Read the root and all leaves into parallel arrays, sorted by the runs' first tile."""
        if self.header["internal_compression"] is not Compression.GZIP:
            raise ValueError("only directories compressed with gzip are read")
        root_offset, root_length = self.header["root_offset"], self.header["root_length"]
        if root_offset + root_length > ROOT_WITHIN_BYTES:
            raise ValueError("the root directory is too large")
        entries = self._entries(root_offset, root_length, level=1)
        data_offset = self.header["tile_data_offset"]
        if entries.size and int((entries[2] + entries[3]).max()) + data_offset > len(self._data):
            raise ValueError("a tile lies behind the end of the file")
        if (np.diff(entries[0]) <= 0).any():
            raise ValueError("the directory is not in order")
        self._first = array("Q", entries[0].tobytes())
        self._run = array("Q", entries[1].tobytes())
        self._length = array("Q", entries[2].tobytes())
        self._start = array("Q", (entries[3] + np.uint64(data_offset)).tobytes())

    def _entries(self, offset: int, length: int, *, level: int) -> NDArray[np.uint64]:
        """All tile entries from a directory down: first tile, run, length, offset; shape (4, n)."""
        if level > LEVELS:
            raise ValueError("directories are nested too deeply")
        own = _decode_directory(gzip.decompress(self._data[offset : offset + length]))
        leaves = np.flatnonzero(own[1] == 0)
        if not leaves.size:
            return own
        leaf_offset = self.header["leaf_directory_offset"]
        below = [
            self._entries(leaf_offset + int(own[3, at]), int(own[2, at]), level=level + 1)
            for at in leaves
        ]
        merged = np.concatenate([np.delete(own, leaves, axis=1), *below], axis=1)
        return merged[:, np.argsort(merged[0], kind="stable")]


def _damaged(path: Path) -> ShelfDamaged:
    return ShelfDamaged(mark("{path} is not a readable PMTiles archive."), path=path)


def _decode_directory(data: bytes) -> NDArray[np.uint64]:
    """First tile, run length, length and offset of each entry; shape (4, n)."""
    numbers = _decode_varints(np.frombuffer(data, dtype=np.uint8))
    count = int(numbers[0])
    if len(numbers) != 1 + 4 * count:
        raise ValueError("the directory has another length than it says")
    columns = numbers[1:].reshape(4, count).copy()
    first, _run, length, offset = columns
    np.cumsum(first, out=first)
    stated = np.flatnonzero(offset)
    if count and offset[0] == 0:
        raise ValueError("the first entry of the directory has no offset")
    # an offset of 0 says: right behind the entry before; others are stored plus one
    behind = np.concatenate([[np.uint64(0)], np.cumsum(length)[:-1]])
    group = np.searchsorted(stated, np.arange(count), side="right") - 1
    base = stated[group]
    columns[3] = offset[base] - np.uint64(1) + (behind - behind[base])
    return columns


def _decode_varints(data: NDArray[np.uint8]) -> NDArray[np.uint64]:
    """All LEB128 numbers in `data`."""
    ends = np.flatnonzero(data < 0x80)
    if not ends.size or ends[-1] != len(data) - 1:
        raise ValueError("the directory ends inside a number")
    starts = np.concatenate([[0], ends[:-1] + 1])
    sizes = ends - starts + 1
    numbers = np.zeros(len(ends), dtype=np.uint64)
    for place in range(int(sizes.max())):
        longer = sizes > place
        digits = (data[starts[longer] + place] & 0x7F).astype(np.uint64)
        numbers[longer] |= digits << np.uint64(7 * place)
    return numbers
