"""Reading releases: by id, by query in pages, and what lies at a point."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from string import Template
from typing import Any

import duckdb
import numpy as np
import shapely
from pyproj import CRS

from qala.core.geometry import BBox
from qala.core.projection import WGS84, mover
from qala.store.engine import Engine
from qala.store.ids import open_ids, rows_of
from qala.store.query import (
    BBOX_OVERLAPS,
    ROW,
    Bookmark,
    Query,
    after,
    bbox_params,
    bookmark,
    checked,
    order,
    quoted,
    where,
)
from qala.store.shelf import Release, Shelf

COUNT_CAP = 10_000
NEAR_CANDIDATES = 1_000
METRES_PER_DEGREE = 111_195.0


@dataclass(frozen=True, slots=True)
class Item:
    """One feature: geometry in EPSG:4326 (None where its place is not known), declared columns."""

    id: str
    geometry: shapely.Geometry | None
    properties: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Page:
    """One page of items. `matched` counts up to COUNT_CAP; `next` continues, empty at the end."""

    items: list[Item]
    matched: int
    matched_capped: bool
    next: str


@dataclass(frozen=True, slots=True)
class Hit:
    """An item at or near a point: distance in metres (0 inside), area in m2 (0 if it has none)."""

    release: Release
    item: Item
    distance_m: float
    area_m2: float

    @property
    def inside(self) -> bool:
        return self.area_m2 > 0 and self.distance_m == 0


_Measured = tuple[shapely.Geometry, float, float]
"""A shape in EPSG:4326, its distance in metres, its area in m2."""


class Reader:
    """Answers from the releases of one shelf, for one process. Thread-safe."""

    def __init__(self, shelf: Shelf, engine: Engine, *, projection: int) -> None:
        self.shelf = shelf
        self.engine = engine
        self._in_metres = mover(WGS84, CRS.from_epsg(projection))

    def item(self, release: Release, feature_id: str) -> Item | None:
        """The feature with that id, None where there is none."""
        rows = rows_of(open_ids(release.ids), feature_id)
        found = self._rows(release, rows) if rows else []
        return next((each for each in found if each.id == feature_id), None)

    def items(self, release: Release, query: Query) -> Page:
        """One page of the features of `release` that match `query`.

        A continued query stays on the release it began with. Raises InvalidRequest, TimedOut,
        and NotFound or Withdrawn where that release has gone meanwhile.
        """
        place = bookmark(query)
        if place and place.sequence != release.sequence:
            release = self.shelf.release(release.dataset, place.sequence)
        query = checked(query, release.manifest)
        condition, behind = where(query), after(query, place)
        sql = (
            f"SELECT {_columns(release)}, {ROW} FROM {_SOURCE}"  # noqa: S608 - quoted declared columns
            f" WHERE {condition.sql} AND {behind.sql} ORDER BY {order(query)} LIMIT $rows"
        )
        params = {"path": str(release.features), **condition.params}
        with self.engine.cursor() as cursor:
            paged = {**params, **behind.params, "rows": query.limit + 1}
            rows = cursor.execute(sql, paged).fetchall()
            matched = self._count(cursor, release, query, params)
        return _page(release, query, rows, matched)

    def near(
        self, releases: Sequence[Release], lon: float, lat: float, within_m: Mapping[str, float]
    ) -> list[Hit]:
        """What lies at a point: polygons around it, smallest first, then the rest by distance.

        `within_m` gives the reach for each dataset. Distances are in the city's projection.
        """
        placed = [each for each in releases if each.manifest.extent]
        if not placed:
            return []
        found = self._within(placed, lon, lat, within_m)
        items = self._items_at(placed, found)
        hits = [
            Hit(release, items[release.dataset, row], distance_m, area_m2)
            for release in placed
            for row, (_, distance_m, area_m2) in found.get(release.dataset, {}).items()
        ]
        return sorted(hits, key=lambda hit: (hit.distance_m, hit.area_m2))

    def _within(
        self, releases: Sequence[Release], lon: float, lat: float, within_m: Mapping[str, float]
    ) -> dict[str, dict[int, _Measured]]:
        """What lies within reach, by dataset and row of the file, in the order of the file."""
        by_dataset: dict[str, list[tuple[int, bytes]]] = {}
        for dataset, row, wkb in self._candidates(releases, lon, lat, within_m):
            by_dataset.setdefault(dataset, []).append((row, wkb))
        point = shapely.transform(shapely.Point(lon, lat), self._in_metres)
        found: dict[str, dict[int, _Measured]] = {}
        for dataset, candidates in by_dataset.items():
            shapes = shapely.from_wkb([wkb for _, wkb in candidates])
            flat = shapely.transform(shapes, self._in_metres)
            measures = zip(shapes, shapely.distance(flat, point), shapely.area(flat), strict=True)
            found[dataset] = {
                row: (shape, float(distance), float(area))
                for (row, _), (shape, distance, area) in zip(candidates, measures, strict=True)
                if distance <= within_m[dataset]
            }
        return found

    def _candidates(
        self, releases: Sequence[Release], lon: float, lat: float, within_m: Mapping[str, float]
    ) -> list[tuple[str, int, bytes]]:
        """Dataset, row and WKB of all whose box comes within reach: one query for all releases.

        Numbers are written into the statement: DuckDB takes half a millisecond a parameter.
        """
        parts = []
        for release in releases:
            box = _box_around(lon, lat, within_m[release.dataset])
            condition = Template(BBOX_OVERLAPS).substitute(bbox_params(box))
            parts.append(
                f"(SELECT '{release.dataset}', {ROW}, geometry FROM {_source(release)}"  # noqa: S608 - ids match NAME
                f" WHERE {condition} LIMIT {NEAR_CANDIDATES})"
            )
        with self.engine.cursor() as cursor:
            return cursor.execute(" UNION ALL ".join(parts)).fetchall()

    def _items_at(
        self, releases: Sequence[Release], found: Mapping[str, Mapping[int, _Measured]]
    ) -> dict[tuple[str, int], Item]:
        """The items at these rows, by dataset and row: one query for all releases, through JSON."""
        parts = [
            f"(SELECT '{release.dataset}', {ROW}, id, {_as_json(release)} FROM {_source(release)}"  # noqa: S608 - quoted names, numbers
            f" WHERE {ROW} IN ({', '.join(map(str, found[release.dataset]))}))"
            for release in releases
            if found.get(release.dataset)
        ]
        if not parts:
            return {}
        with self.engine.cursor() as cursor:
            rows = cursor.execute(" UNION ALL ".join(parts)).fetchall()
        return {
            (dataset, row): Item(feature_id, found[dataset][row][0], json.loads(properties))
            for dataset, row, feature_id, properties in rows
        }

    def _rows(self, release: Release, rows: list[int]) -> list[Item]:
        """The items at these rows of the file, in the order of the file."""
        if not rows:
            return []
        listed = ", ".join(str(row) for row in rows)
        sql = (
            f"SELECT {_columns(release)} FROM {_SOURCE}"  # noqa: S608 - quoted columns, numbers
            f" WHERE {ROW} IN ({listed}) ORDER BY {ROW}"
        )
        with self.engine.cursor() as cursor:
            found = cursor.execute(sql, {"path": str(release.features)}).fetchall()
        return [_item(release, row) for row in found]

    def _count(
        self,
        cursor: duckdb.DuckDBPyConnection,
        release: Release,
        query: Query,
        params: Mapping[str, Any],
    ) -> int:
        if not query.bbox and not query.filters:
            return release.manifest.counts["features"]
        sql = (
            f"SELECT count(*) FROM (SELECT 1 FROM {_SOURCE}"  # noqa: S608 - quoted declared columns
            f" WHERE {where(query).sql} LIMIT {COUNT_CAP + 1})"
        )
        return int(cursor.execute(sql, params).fetchall()[0][0])


_SOURCE = "read_parquet($path, file_row_number = true)"


def _source(release: Release) -> str:
    """The release's file as a table, its path written as an SQL text."""
    path = str(release.features).replace("'", "''")
    return f"read_parquet('{path}', file_row_number = true)"


def _as_json(release: Release) -> str:
    """The declared columns as one JSON object, so that releases of all datasets fit one query."""
    pairs = (f"'{each}': {quoted(each)}" for each in release.manifest.columns)
    return f"to_json({{{', '.join(pairs)}}})" if release.manifest.columns else "'{}'"


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
        value = last.properties[query.sort] if query.sort else None
        more = Bookmark(
            release.sequence, query.sort, query.descending, value, int(shown[-1][-1])
        ).encode()
    unfiltered = not query.bbox and not query.filters
    return Page(
        items=[_item(release, row) for row in shown],
        matched=matched if unfiltered else min(matched, COUNT_CAP),
        matched_capped=not unfiltered and matched > COUNT_CAP,
        next=more,
    )


def _box_around(lon: float, lat: float, within_m: float) -> BBox:
    """A box that holds everything within `within_m` metres of the point, a little larger."""
    north = within_m / METRES_PER_DEGREE * 1.01
    east = north / max(np.cos(np.radians(lat)), 0.01)
    return BBox(
        max(lon - east, -180), max(lat - north, -90), min(lon + east, 180), min(lat + north, 90)
    )
