"""A piece of a file on its way through the reader."""

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, overload

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray


@dataclass(slots=True)
class Batch:
    """Records of a file in columns, their shapes (None: still in the columns) and ids.

    `crs`: the reference system the file says its shapes are in, empty if it says none. `ids` are
    empty texts where the file has none of its own. `done` of `total` units of the file are read
    (records or bytes; None where the total is not known).
    """

    columns: dict[str, pa.Array]
    ids: list[str]
    shapes: NDArray[np.object_] | None = None
    crs: str = ""
    done: int = 0
    total: int | None = None

    def __len__(self) -> int:
        return len(self.ids)


Batches = Generator[Batch, None, None]
"""What a reader gives; closing it closes the file."""


class ArrowColumn(Sequence[Any]):
    """An Arrow array that gives plain values when looked into, and itself back to Arrow."""

    def __init__(self, array: pa.Array) -> None:
        self._array = array

    def __len__(self) -> int:
        return len(self._array)

    @overload
    def __getitem__(self, index: int) -> Any: ...  # noqa: ANN401 - values are the source's
    @overload
    def __getitem__(self, index: slice) -> "ArrowColumn": ...
    def __getitem__(self, index: int | slice) -> Any:
        if isinstance(index, slice):
            return ArrowColumn(self._array[index])
        return self._array[index].as_py()

    def __iter__(self) -> Iterator[Any]:
        return iter(self._array.to_pylist())

    def __arrow_array__(self, type: pa.DataType | None = None) -> pa.Array:  # noqa: A002 - Arrow's protocol
        return self._array if type is None else self._array.cast(type)
