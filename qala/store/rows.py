"""Features by number and by box, straight from the row groups: no query is planned or run.

DuckDB takes some milliseconds to begin; what needs neither a condition nor an order is quicker
without it. Rows and order are the same.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import shapely
from numpy.typing import NDArray

from qala.core.errors import ClientLeft
from qala.core.geometry import BBox
from qala.core.visits import visit
from qala.store.blocks import Blocks, Boxes, Layout
from qala.store.ids import rows_of
from qala.store.shelf import Release

Numbers = NDArray[np.int64]


class Rows:
    """Reads rows of releases. Thread-safe."""

    def __init__(self, blocks: Blocks) -> None:
        self._blocks = blocks

    def at(self, release: Release, numbers: Numbers) -> pa.Table:
        """The rows with these numbers, ascending: id, geometry as WKB, the declared columns."""
        starts = self._blocks.layout(release).starts
        groups = np.searchsorted(starts, numbers, side="right") - 1
        parts = []
        for group in np.unique(groups).tolist():
            table = self._blocks.rows(release, group)
            parts.append(_taken(table, numbers[groups == group] - starts[group]))
        return pa.concat_tables(parts) if parts else self._blocks.rows(release, 0).slice(0, 0)

    def named(self, release: Release, feature_id: str) -> list[int]:
        """Numbers of the rows that may have that id: the caller compares it."""
        return rows_of(self._blocks.ids(release), feature_id)

    def found(
        self, release: Release, box: BBox, *, exactly: bool, behind: int, most: int
    ) -> Numbers:
        """Numbers of the first `most` rows behind row `behind` (-1: all) that meet the box.

        Those whose box meets it, or with `exactly` those whose geometry does.
        """
        layout = self._blocks.layout(release)
        found: list[Numbers] = []
        wanted = most
        for group in _meeting(layout, box):
            if layout.starts[group + 1] <= behind + 1:
                continue
            rows = self._in_group(release, layout, group, box, exactly=exactly)
            rows = rows[rows > behind][:wanted]
            found.append(rows)
            wanted -= len(rows)
            if not wanted:
                break
        return np.concatenate([np.empty(0, np.int64), *found])

    def count(self, release: Release, box: BBox, *, exactly: bool, most: int) -> int:
        """How many rows meet the box, counted until there are more than `most`."""
        layout = self._blocks.layout(release)
        count = 0
        for group in _meeting(layout, box):
            if _holds(box, layout.bounds[:, group]):
                count += int(layout.placed[group])
            else:
                count += len(self._in_group(release, layout, group, box, exactly=exactly))
            if count > most:
                break
        return count

    def _in_group(
        self, release: Release, layout: Layout, group: int, box: BBox, *, exactly: bool
    ) -> Numbers:
        boxes = self._blocks.boxes(release, group)
        inside = np.flatnonzero(_meets(box, boxes))
        if exactly:
            unsure = ~_holds(box, boxes[:, inside])
            if unsure.any():
                shapes = shapely.from_wkb(
                    _taken(self._blocks.rows(release, group), inside[unsure])["geometry"]
                )
                unsure[unsure] = ~shapely.intersects(shape_of(box), shapes)
                inside = inside[~unsure]
        rows: Numbers = inside + layout.starts[group]
        return rows


def shape_of(box: BBox) -> shapely.Geometry:
    """The box as a shape; a line or a point where it has no width or height."""
    west, south, east, north = box.as_list()
    if west == east and south == north:
        return shapely.Point(west, south)
    if west == east or south == north:
        return shapely.LineString([(west, south), (east, north)])
    return shapely.Polygon([(east, south), (east, north), (west, north), (west, south)])


def _taken(table: pa.Table, places: Numbers) -> pa.Table:
    """Rows of a table; neighbours without copying."""
    if len(places) and places[-1] - places[0] == len(places) - 1:
        return table.slice(int(places[0]), len(places))
    return table.take(pa.array(places))


def _meeting(layout: Layout, box: BBox) -> Iterator[int]:
    """The row groups that may hold something in the box, until the client leaves."""
    caller = visit.get()
    for group in np.flatnonzero(_meets(box, layout.bounds)).tolist():
        if caller and caller.left:
            raise ClientLeft
        yield group


def _meets(box: BBox, boxes: Boxes) -> Any:  # noqa: ANN401 - one for each box
    """Which of the boxes meet it; a place that is not known does not."""
    west, south, east, north = boxes
    return (west <= box.east) & (east >= box.west) & (south <= box.north) & (north >= box.south)


def _holds(box: BBox, boxes: Boxes) -> Any:  # noqa: ANN401 - one for each box
    """Which of the boxes lie wholly in it."""
    west, south, east, north = boxes
    return (west >= box.west) & (east <= box.east) & (south >= box.south) & (north <= box.north)
