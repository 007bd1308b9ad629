"""Row groups of `features.parquet`, decoded once and kept while there is room.

A request reads a few rows that lie together; decoding the row group around them costs more than
everything else, so what was decoded is kept, the longest unused going first.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from qala.core.errors import ShelfDamaged, mark
from qala.store.ids import open_ids
from qala.store.shelf import Release

KEPT_BYTES = 128 << 20
LAYOUTS_KEPT = 256
SIDES = ("xmin", "ymin", "xmax", "ymax")

Boxes = NDArray[np.float64]
"""Shape (4, n): west, south, east, north in degrees; NaN where there is no place."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file is divided: `starts` the first row of each group and, last, how many rows.

    `bounds` has the box around each group, `placed` how many of its features have a place.
    """

    metadata: Any
    starts: NDArray[np.int64]
    bounds: Boxes
    placed: NDArray[np.int64]


class Blocks:
    """Decoded parts of releases, at most `kept_bytes` of them. Thread-safe."""

    def __init__(self, *, kept_bytes: int = KEPT_BYTES) -> None:
        self._most_bytes = kept_bytes
        self._kept: OrderedDict[tuple[Path, str, int], pa.Table | Boxes] = OrderedDict()
        self._layouts: OrderedDict[Path, Layout] = OrderedDict()
        self._ids: OrderedDict[Path, NDArray[np.void]] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    @property
    def kept_bytes(self) -> int:
        """How many bytes are kept at the moment."""
        return self._bytes

    @property
    def kept_parts(self) -> int:
        """In how many parts."""
        return len(self._kept)

    def layout(self, release: Release) -> Layout:
        """How the file of the release is divided; ShelfDamaged where it cannot be read."""
        found = self._layouts.get(release.folder)
        if found is None:
            found = _reading(lambda: _layout(pq.read_metadata(release.features)))
            with self._lock:
                self._layouts[release.folder] = found
                if len(self._layouts) > LAYOUTS_KEPT:
                    self._layouts.popitem(last=False)
        return found

    def ids(self, release: Release) -> NDArray[np.void]:
        """The index of the ids of the release, mapped into memory."""
        found = self._ids.get(release.folder)
        if found is None:
            found = _reading(lambda: open_ids(release.ids))
            with self._lock:
                self._ids[release.folder] = found
                if len(self._ids) > LAYOUTS_KEPT:
                    self._ids.popitem(last=False)
        return found

    def rows(self, release: Release, group: int) -> pa.Table:
        """A row group: id, geometry as WKB, the declared columns."""
        columns = ["id", "geometry", *release.manifest.columns]
        table: pa.Table = self._have(release, "rows", group, columns, lambda table: table)
        return table

    def boxes(self, release: Release, group: int) -> Boxes:
        """The boxes of a row group."""
        boxes: Boxes = self._have(release, "boxes", group, ["bbox"], _boxes)
        return boxes

    def _have(
        self,
        release: Release,
        kind: str,
        group: int,
        columns: list[str],
        made: Callable[[pa.Table], Any],
    ) -> Any:  # noqa: ANN401 - a table or boxes, by kind
        key = (release.folder, kind, group)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        metadata = self.layout(release).metadata
        found = _reading(lambda: made(_decoded(release, metadata, group, columns)))
        with self._lock:
            if key not in self._kept:
                self._kept[key] = found
                self._bytes += found.nbytes
            while self._bytes > self._most_bytes and len(self._kept) > 1:
                self._bytes -= self._kept.popitem(last=False)[1].nbytes
        return found


def _decoded(release: Release, metadata: Any, group: int, columns: list[str]) -> pa.Table:  # noqa: ANN401 - pyarrow has no types
    file = pq.ParquetFile(release.features, metadata=metadata, memory_map=True)
    table = file.read_row_group(group, columns=columns, use_threads=False)
    missing = [each for each in columns if each not in table.column_names]
    if missing:
        raise pa.ArrowInvalid(f"no column {', '.join(missing)}")
    return table.select(columns).combine_chunks()


def _reading(read: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever is read
    try:
        return read()
    except (OSError, EOFError, ValueError, pa.ArrowException) as error:
        raise ShelfDamaged(mark("A release cannot be read: {said}"), said=error) from error


def _boxes(table: pa.Table) -> Boxes:
    struct = table["bbox"].combine_chunks()
    sides = [struct.field(side).to_numpy(zero_copy_only=False) for side in SIDES]
    boxes = np.array(sides)
    if struct.null_count:
        boxes[:, struct.is_null().to_numpy(zero_copy_only=False)] = np.nan
    return boxes


def _layout(metadata: Any) -> Layout:  # noqa: ANN401 - pyarrow has no types
    counts = [metadata.row_group(each).num_rows for each in range(metadata.num_row_groups)]
    told = [_told(metadata.row_group(each)) for each in range(metadata.num_row_groups)]
    return Layout(
        metadata=metadata,
        starts=np.concatenate([[0], np.cumsum(counts, dtype=np.int64)]),
        bounds=np.array([bounds for bounds, _ in told], dtype=np.float64).reshape(-1, 4).T,
        placed=np.array([placed for _, placed in told], dtype=np.int64),
    )


def _told(group: Any) -> tuple[list[float], int]:  # noqa: ANN401 - pyarrow has no types
    """The box around a row group by its statistics, and how many of its rows have one."""
    columns = {
        group.column(each).path_in_schema: group.column(each) for each in range(group.num_columns)
    }
    found = [columns[f"bbox.{side}"].statistics for side in SIDES]
    placed = int(found[0].num_values)
    if not placed:
        return [np.nan] * 4, 0
    return [found[0].min, found[1].min, found[2].max, found[3].max], placed
