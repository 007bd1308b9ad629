"""Reading releases: by id, by query in pages, and what lies at a point."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import pyarrow as pa
import shapely

from qala.store.engine import Engine
from qala.store.filtering import kinds_of, quoted
from qala.store.ids import open_ids, rows_of
from qala.store.items import Item, table_of
from qala.store.near import Hit, Near
from qala.store.query import (
    ROW,
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

    def items(self, release: Release, query: Query) -> Page:
        """One page of the features of `release` that match `query`.

        A continued query stays on the release it began with. Raises InvalidRequest, TimedOut,
        and NotFound or Withdrawn where that release has gone meanwhile. A raster has no features.
        """
        if release.raster:
            return Page([], 0, matched_capped=False, next="")
        place = bookmark(query, kinds_of(release.manifest))
        if place and place.sequence != release.sequence:
            release = self.shelf.release(release.dataset, place.sequence)
        query = checked(query, release.manifest)
        condition, behind = where(query.selection), after(query, place)
        sql = (
            f"SELECT {_columns(release)}, {ROW} FROM {table_of(release)}"  # noqa: S608 - quoted declared columns
            f" WHERE {condition.sql} AND {behind.sql} ORDER BY {order(query)} LIMIT $rows"
        )
        with self.engine.cursor() as cursor:
            params = {**condition.params, **behind.params, "rows": query.limit + 1}
            rows = cursor.execute(sql, params).fetchall()
            matched = _count(cursor, release, query.selection)
        return _page(release, query, rows, matched)

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
        sql = (
            f"SELECT {_columns(release)} FROM {table_of(release)}"  # noqa: S608 - quoted columns, numbers
            f" WHERE {ROW} IN ({', '.join(map(str, rows))}) ORDER BY {ROW}"
        )
        with self.engine.cursor() as cursor:
            return [_item(release, row) for row in cursor.execute(sql).fetchall()]


def batches(
    engine: Engine, release: Release, selection: Selection, *, deadline_s: float
) -> Iterator[pa.RecordBatch]:
    """As `Reader.batches`, for who has an engine alone."""
    condition = where(checked_selection(selection, release.manifest))
    sql = f"SELECT {_columns(release)} FROM {table_of(release)} WHERE {condition.sql}"  # noqa: S608 - quoted declared columns
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


def _columns(release: Release) -> str:
    return ", ".join(["id", "geometry", *(quoted(each) for each in release.manifest.columns)])


def _item(release: Release, row: Sequence[Any]) -> Item:
    columns = release.manifest.columns
    geometry = None if row[1] is None else shapely.from_wkb(row[1])
    return Item(row[0], geometry, dict(zip(columns, row[2 : 2 + len(columns)], strict=True)))


def _page(release: Release, query: Query, rows: list[tuple[Any, ...]], matched: int) -> Page:
    shown = rows[: query.limit]
    more = ""
    if len(rows) > query.limit:
        last = _item(release, shown[-1])
        known = {"id": last.id, **last.properties}
        values = [known[key.column] for key in query.sort]
        more = bookmark_at(query, release.sequence, values, int(shown[-1][-1]))
    unfiltered = query.selection.is_everything
    return Page(
        items=[_item(release, row) for row in shown],
        matched=matched if unfiltered else min(matched, COUNT_CAP),
        matched_capped=not unfiltered and matched > COUNT_CAP,
        next=more,
    )
