"""Reading releases: by id, by query in pages, and what lies at a point."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import pyarrow as pa
import shapely

from qala.store.engine import Engine
from qala.store.filtering import ID, kinds_of, quoted
from qala.store.ids import open_ids, rows_of
from qala.store.items import Item, table_of
from qala.store.near import Hit, Near
from qala.store.query import (
    ROW,
    Bookmark,
    Query,
    Selection,
    after,
    bookmark,
    bookmark_at,
    checked,
    checked_selection,
    order,
    where,
)
from qala.store.raster.cells import Cells
from qala.store.shelf import Release, Shelf

COUNT_CAP = 10_000
BATCH_ROWS = 8_192
METRES_PER_DEGREE = 111_195.0


@dataclass(frozen=True, slots=True)
class Page:
    """One page of items. `matched` counts up to COUNT_CAP; `next` continues, empty at the end."""

    items: list[Item]
    matched: int
    matched_capped: bool
    next: str


class Reader:
    """Answers from the releases of one shelf, for one process. Thread-safe."""

    def __init__(self, shelf: Shelf, engine: Engine, *, projection: int) -> None:
        self.shelf = shelf
        self.engine = engine
        self._near = Near(engine, projection=projection)
        self._cells = Cells()

    def item(self, release: Release, feature_id: str) -> Item | None:
        """The feature with that id, None where there is none, as in any raster."""
        if release.raster:
            return None
        rows = rows_of(open_ids(release.ids), feature_id)
        found = self.rows(release, rows) if rows else []
        return next((each for each in found if each.id == feature_id), None)

    def items(
        self, release: Release, query: Query, *, columns: Sequence[str] | None = None
    ) -> Page:
        """One page of the features of `release` that match `query`.

        With `columns` only these are read and those sorted by, and no geometry, which is quicker.

        A continued query stays on the release it began with. Raises InvalidRequest, TimedOut,
        and NotFound or Withdrawn where that release has gone meanwhile. A raster has no features.
        """
        if release.raster:
            return Page([], 0, matched_capped=False, next="")
        place = bookmark(query, kinds_of(release.manifest))
        if place and place.sequence != release.sequence:
            release = self.shelf.release(release.dataset, place.sequence)
        query = checked(query, release.manifest)
        read = _Reading(release, columns, query)
        with self.engine.cursor() as cursor:
            rows = _found(cursor, read, query, place)
            matched = _count(cursor, release, query.selection)
        return _page(read, query, rows, matched)

    def ids(self, release: Release, selection: Selection, *, most: int) -> list[str]:
        """The ids of the features that are selected, in the order of the file, at most so many."""
        condition = where(checked_selection(selection, release.manifest))
        sql = f"SELECT {ID} FROM {table_of(release)} WHERE {condition.sql} LIMIT {most:d}"  # noqa: S608 - a number
        with self.engine.cursor() as cursor:
            return [
                feature_id for (feature_id,) in cursor.execute(sql, condition.params).fetchall()
            ]

    def batches(
        self, release: Release, selection: Selection, *, deadline_s: float
    ) -> Iterator[pa.RecordBatch]:
        """All features of `release` that are selected, in the order of the file, without `bbox`.

        Columns: id, geometry as WKB, then the declared ones. Streamed: memory holds a few batches
        however many features there are. Raises InvalidRequest, TimedOut, ClientLeft, ShelfDamaged.
        """
        yield from batches(self.engine, release, selection, deadline_s=deadline_s)

    def near(
        self, releases: Sequence[Release], lon: float, lat: float, within_m: Mapping[str, float]
    ) -> list[Hit]:
        """What lies at a point: areas around it, smallest first, then the rest by distance.

        `within_m` gives the reach for each dataset. Distances are in the city's projection. Of a
        raster it is the cell around the point, if it has a value.
        """
        features = self._near.at([each for each in releases if not each.raster], lon, lat, within_m)
        cells = self._cells.at([each for each in releases if each.raster], lon, lat)
        return sorted([*features, *cells], key=lambda hit: (hit.distance_m, hit.area_m2))

    def rows(self, release: Release, rows: Sequence[int]) -> list[Item]:
        """The items at these rows of the file (one or more), in the order of the file."""
        read = _Reading(release)
        sql = (
            f"SELECT {read.sql} FROM {table_of(release)}"  # noqa: S608 - quoted columns, numbers
            f" WHERE {ROW} IN ({', '.join(map(str, rows))}) ORDER BY {ROW}"
        )
        with self.engine.cursor() as cursor:
            return [read.item(row) for row in cursor.execute(sql).fetchall()]


class _Reading:
    """Which columns of a release are read."""

    def __init__(
        self, release: Release, columns: Sequence[str] | None = None, query: Query | None = None
    ) -> None:
        self.release = release
        self.geometry = "geometry" if columns is None else "NULL"
        sorted_by = [key.column for key in query.sort if key.column != ID] if query else []
        wanted = release.manifest.columns if columns is None else [*columns, *sorted_by]
        self.columns = tuple(dict.fromkeys(wanted))

    @property
    def sql(self) -> str:
        return ", ".join([ID, self.geometry, *map(quoted, self.columns)])

    def item(self, row: Sequence[Any]) -> Item:
        geometry = None if row[1] is None else shapely.from_wkb(row[1])
        properties = zip(self.columns, row[2 : 2 + len(self.columns)], strict=True)
        return Item(row[0], geometry, dict(properties))


def _found(
    cursor: duckdb.DuckDBPyConnection, read: _Reading, query: Query, place: Bookmark | None
) -> list[tuple[Any, ...]]:
    """The rows of a page and one more. Sorted by what is compared alone, then read whole."""
    condition, behind = where(query.selection), after(query, place)
    table = table_of(read.release)
    page = (
        f"FROM {table} WHERE {condition.sql} AND {behind.sql}"
        f" ORDER BY {order(query)} LIMIT {query.limit + 1}"
    )
    params = {**condition.params, **behind.params}
    columns = f"{read.sql}, {ROW}"
    if not query.sort:
        return cursor.execute(f"SELECT {columns} {page}", params).fetchall()
    numbers = [number for (number,) in cursor.execute(f"SELECT {ROW} {page}", params).fetchall()]
    listed = ", ".join(map(str, numbers)) or "NULL"
    sql = f"SELECT {columns} FROM {table} WHERE {ROW} IN ({listed})"  # noqa: S608 - quoted columns, numbers
    whole = {row[-1]: row for row in cursor.execute(sql).fetchall()}
    return [whole[number] for number in numbers]


def batches(
    engine: Engine, release: Release, selection: Selection, *, deadline_s: float
) -> Iterator[pa.RecordBatch]:
    """As `Reader.batches`, for who has an engine alone."""
    condition = where(checked_selection(selection, release.manifest))
    sql = f"SELECT {_Reading(release).sql} FROM {table_of(release)} WHERE {condition.sql}"  # noqa: S608 - quoted declared columns
    with engine.cursor(deadline_s=deadline_s) as cursor:
        yield from cursor.execute(sql, condition.params).to_arrow_reader(BATCH_ROWS)


def _count(cursor: duckdb.DuckDBPyConnection, release: Release, selection: Selection) -> int:
    """How many match, counted to just beyond COUNT_CAP; without a condition, all there are."""
    if selection.is_everything:
        return release.manifest.counts["features"]
    condition = where(selection)
    sql = (
        f"SELECT count(*) FROM (SELECT 1 FROM {table_of(release)}"  # noqa: S608 - quoted declared columns
        f" WHERE {condition.sql} LIMIT {COUNT_CAP + 1})"
    )
    return int(cursor.execute(sql, condition.params).fetchall()[0][0])


def _page(read: _Reading, query: Query, rows: list[tuple[Any, ...]], matched: int) -> Page:
    shown = rows[: query.limit]
    more = ""
    if len(rows) > query.limit:
        last = read.item(shown[-1])
        known = {ID: last.id, **last.properties}
        values = [known[key.column] for key in query.sort]
        more = bookmark_at(query, read.release.sequence, values, int(shown[-1][-1]))
    unfiltered = query.selection.is_everything
    return Page(
        items=[read.item(row) for row in shown],
        matched=matched if unfiltered else min(matched, COUNT_CAP),
        matched_capped=not unfiltered and matched > COUNT_CAP,
        next=more,
    )
