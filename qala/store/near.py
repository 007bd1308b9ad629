"""What lies at a point, in all releases at once."""

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from string import Template

import numpy as np
import shapely
from pyproj import CRS

from qala.core.errors import ShelfDamaged
from qala.core.geometry import BBox
from qala.core.projection import WGS84, mover
from qala.store.engine import Engine
from qala.store.filtering import BBOX_OVERLAPS, bbox_params, quoted
from qala.store.items import Item, table_of
from qala.store.query import ROW
from qala.store.shelf import Release

logger = logging.getLogger(__name__)

CANDIDATES = 1_000
METRES_PER_DEGREE = 111_195.0


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


class Near:
    """Looks around points, measuring in a projection in metres. Thread-safe."""

    def __init__(self, engine: Engine, *, projection: int) -> None:
        self._engine = engine
        self._in_metres = mover(WGS84, CRS.from_epsg(projection))

    def at(
        self, releases: Sequence[Release], lon: float, lat: float, within_m: Mapping[str, float]
    ) -> list[Hit]:
        """What lies at a point: polygons around it, smallest first, then the rest by distance.

        `within_m` gives the reach for each dataset. Distances are in the city's projection.
        A damaged release is left out and logged.
        """
        placed = [each for each in releases if each.manifest.extent]
        try:
            return self._at(placed, lon, lat, within_m)
        except ShelfDamaged:
            return self._at([each for each in placed if self._is_whole(each)], lon, lat, within_m)

    def _is_whole(self, release: Release) -> bool:
        """Whether the release can be read at all."""
        columns = ", ".join(["id", "geometry", "bbox", *map(quoted, release.manifest.columns)])
        try:
            with self._engine.cursor() as cursor:
                cursor.execute(f"SELECT {columns} FROM {table_of(release)} LIMIT 1").fetchall()  # noqa: S608 - quoted columns
        except ShelfDamaged:
            logger.exception("%s %s is left out", release.dataset, release.sequence)
            return False
        return True

    def _at(
        self, placed: Sequence[Release], lon: float, lat: float, within_m: Mapping[str, float]
    ) -> list[Hit]:
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
        """Dataset, row and WKB of all whose box comes within reach: one query for all releases."""
        parts = []
        for release in releases:
            box = _box_around(lon, lat, within_m[release.dataset])
            condition = Template(BBOX_OVERLAPS).substitute(bbox_params(box))
            parts.append(
                f"(SELECT '{release.dataset}', {ROW}, geometry FROM {table_of(release)}"  # noqa: S608 - ids match NAME
                f" WHERE {condition} LIMIT {CANDIDATES})"
            )
        with self._engine.cursor() as cursor:
            return cursor.execute(" UNION ALL ".join(parts)).fetchall()

    def _items_at(
        self, releases: Sequence[Release], found: Mapping[str, Mapping[int, _Measured]]
    ) -> dict[tuple[str, int], Item]:
        """The items at these rows, by dataset and row: one query for all releases, through JSON."""
        parts = [
            f"(SELECT '{release.dataset}', {ROW}, id, {_as_json(release)} FROM {table_of(release)}"  # noqa: S608 - quoted names, numbers
            f" WHERE {ROW} IN ({', '.join(map(str, found[release.dataset]))}))"
            for release in releases
            if found.get(release.dataset)
        ]
        if not parts:
            return {}
        with self._engine.cursor() as cursor:
            rows = cursor.execute(" UNION ALL ".join(parts)).fetchall()
        return {
            (dataset, row): Item(feature_id, found[dataset][row][0], json.loads(properties))
            for dataset, row, feature_id, properties in rows
        }


def _as_json(release: Release) -> str:
    """The declared columns as one JSON object, so that releases of all datasets fit one query."""
    pairs = (f"'{each}': {quoted(each)}" for each in release.manifest.columns)
    return f"to_json({{{', '.join(pairs)}}})" if release.manifest.columns else "'{}'"


def _box_around(lon: float, lat: float, within_m: float) -> BBox:
    """A box that holds everything within `within_m` metres of the point, a little larger."""
    north = within_m / METRES_PER_DEGREE * 1.01
    east = north / max(np.cos(np.radians(lat)), 0.01)
    return BBox(
        max(lon - east, -180), max(lat - north, -90), min(lon + east, 180), min(lat + north, 90)
    )
