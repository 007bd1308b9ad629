"""Reading releases: by id, by query in pages, and what lies at a point."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import duckdb
import numpy as np
import pyarrow as pa
import shapely

from qala.store.blocks import Blocks
from qala.store.counts import Counts
from qala.store.engine import Engine
from qala.store.filtering import ID, kinds_of, quoted
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
from qala.store.rows import Rows
from qala.store.shelf import Release, Shelf

COUNT_CAP = 10_000
BATCH_ROWS = 8_192


@dataclass(frozen=True, slots=True)
class Found:
    """One page of features in columns: id, geometry as WKB, the declared ones.

    `matched` counts up to COUNT_CAP; `next` continues, empty at the end.
    """

    table: pa.Table
    matched: int
    matched_capped: bool
    next: str


@dataclass(frozen=True, slots=True)
class Page:
    """The same as items."""

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
        self._file = Rows(Blocks())
        self._counts = Counts()

    def item(self, release: Release, feature_id: str) -> Item | None:
        """The feature with that id, None where there is none, as in any raster."""
        found = self.feature(release, feature_id)
        return None if found is None else items_of(found)[0]

    def feature(self, release: Release, feature_id: str) -> pa.Table | None:
        """The same as a table of one row."""
        if release.raster:
            return None
        for row in self._file.named(release, feature_id):
            found = self._file.at(release, np.array([row], dtype=np.int64))
            if found[ID][0].as_py() == feature_id:
                return found
        return None

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
        found = self.features(release, query, columns=columns)
        return Page(items_of(found.table), found.matched, found.matched_capped, found.next)

    def features(
        self, release: Release, query: Query, *, columns: Sequence[str] | None = None
    ) -> Found:
        """The same in columns; the release must have features."""
        place = bookmark(query, kinds_of(release.manifest))
        if place and place.sequence != release.sequence:
            release = self.shelf.release(release.dataset, place.sequence)
        query = checked(query, release.manifest)
        read = _Reading(release, columns, query)
        if query.sort or query.selection.where:
            with self.engine.cursor() as cursor:
                table = _found(cursor, read, query, place)
        else:
            table = self._read(read, query, -1 if place is None else place.row)
        matched = self._counts.of(
            release, query.selection, lambda: self._counted(release, query.selection)
        )
        return _page(read, query, table, matched)

    def _read(self, read: "_Reading", query: Query, behind: int) -> pa.Table:
        """A row more than a page from behind a row of the file, and the numbers of the rows."""
        release, box, most = read.release, query.selection.bbox, query.limit + 1
        if box is None:
            end = min(behind + 1 + most, release.manifest.counts["features"])
            rows = np.arange(behind + 1, end, dtype=np.int64)
        else:
            exactly = query.selection.exactly
            rows = self._file.found(release, box, exactly=exactly, behind=behind, most=most)
        return read.chosen(self._file.at(release, rows)).append_column(ROW, pa.array(rows))

    def _counted(self, release: Release, selection: Selection) -> int:
        """How many match, counted to just beyond COUNT_CAP; without a condition, all there are."""
        if selection.is_everything:
            return release.manifest.counts["features"]
        if selection.bbox and not selection.where:
            exactly = selection.exactly
            return self._file.count(release, selection.bbox, exactly=exactly, most=COUNT_CAP)
        with self.engine.cursor() as cursor:
            return _count(cursor, release, selection)

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
        return items_of(self._file.at(release, np.unique(np.array(rows, dtype=np.int64))))


def items_of(table: pa.Table) -> list[Item]:
    """The rows of a table of features as items."""
    ids, geometries, *columns = (column.to_pylist() for column in table.columns)
    names = table.column_names[2:]
    rows = zip(*columns, strict=True) if columns else (() for _ in ids)
    shapes = shapely.from_wkb(geometries)
    return [
        Item(feature_id, shape, dict(zip(names, values, strict=True)))
        for feature_id, shape, values in zip(ids, shapes, rows, strict=True)
    ]


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
        return ", ".join([ID, f"{self.geometry} AS geometry", *map(quoted, self.columns)])

    def chosen(self, table: pa.Table) -> pa.Table:
        """These columns of a table that has all of the release."""
        chosen = table.select([ID, "geometry", *self.columns])
        if self.geometry == "NULL":
            chosen = chosen.set_column(1, "geometry", pa.nulls(len(chosen)))
        return chosen


def _found(
    cursor: duckdb.DuckDBPyConnection, read: _Reading, query: Query, place: Bookmark | None
) -> pa.Table:
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
        return cursor.execute(f"SELECT {columns} {page}", params).to_arrow_table()
    numbers = [number for (number,) in cursor.execute(f"SELECT {ROW} {page}", params).fetchall()]
    listed = ", ".join(map(str, numbers)) or "NULL"
    sql = f"SELECT {columns} FROM {table} WHERE {ROW} IN ({listed})"  # noqa: S608 - quoted columns, numbers
    whole = cursor.execute(sql).to_arrow_table()
    places = {number: place for place, number in enumerate(whole[ROW].to_pylist())}
    return whole.take(pa.array([places[number] for number in numbers], pa.int64()))


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


def _page(read: _Reading, query: Query, table: pa.Table, matched: int) -> Found:
    shown = table.slice(0, query.limit)
    more = ""
    if len(table) > query.limit:
        values = [shown[key.column][-1].as_py() for key in query.sort]
        more = bookmark_at(query, read.release.sequence, values, shown[ROW][-1].as_py())
    unfiltered = query.selection.is_everything
    return Found(
        table=shown.drop_columns([ROW]),
        matched=matched if unfiltered else min(matched, COUNT_CAP),
        matched_capped=not unfiltered and matched > COUNT_CAP,
        next=more,
    )
