"""An OpenStreetMap extract as layers of features.

Publisher: OpenStreetMap contributors; licence ODbL 1.0; extracts appear daily (for example at
Geofabrik) as .osm.pbf. The file is read once, whatever layers are asked for, and held in memory:
about 1 kB for each way. A city or a small country fits.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from qala.core.features import CHUNK_ROWS, Features, Intake, Progress, no_progress
from qala.sources.osm.assembly import Assembled, WayAreas, assemble
from qala.sources.osm.districts import DISTRICTS, district_levels, only_levels
from qala.sources.osm.elements import Elements, Tags
from qala.sources.osm.layer import Found, Kind, Layer, Shape
from qala.sources.osm.layers import LAYER_NAMED, NODE_KEYS
from qala.sources.osm.measure import Measure
from qala.sources.osm.names import Columns, in_languages
from qala.sources.osm.reading import read_elements


@dataclass(slots=True)
class _Rows:
    """Features found so far; areas of ways are made later, many at a time."""

    ids: list[str] = field(default_factory=list)
    tags: list[Tags] = field(default_factory=list)
    values: list[tuple[object, ...]] = field(default_factory=list)
    geometry: list[BaseGeometry | None] = field(default_factory=list)
    way_areas: list[tuple[int, int]] = field(default_factory=list)

    def add(self, record: str, tags: Tags, found: Found, geometry: BaseGeometry | None) -> None:
        self.ids.append(record)
        self.tags.append(tags)
        self.values.append(found.values)
        self.geometry.append(geometry)


class OsmExtract:
    """The layers of one file.

    `languages`: of each the column `name_xx` is filled from the tag `name:xx`. `projection`: EPSG
    code of the city's plane; `length_m`, `area_m2`, `area_km2` are measured on it.
    """

    def __init__(
        self,
        path: Path,
        *,
        languages: tuple[str, ...],
        projection: int,
        progress: Progress = no_progress,
    ) -> None:
        self.path, self.languages, self.progress = path, languages, progress
        self.measure = Measure(projection)

    def layer(self, name: str, intake: Intake) -> Iterator[Features]:
        """The features of one of LAYERS in chunks, what was skipped and mended into `intake`.

        Raises BadInput when the file cannot be used, KeyError when there is no such layer.
        """
        layer = LAYER_NAMED[name]
        if layer is DISTRICTS and self.levels:
            layer = only_levels(layer, self.levels)
        rows = _Rows()
        self._add_nodes(layer, rows, intake)
        self._add_ways(layer, rows, intake)
        self._add_relations(layer, rows, intake)
        geometry = self._geometries(layer, rows, intake)
        usable = np.flatnonzero(~shapely.is_missing(geometry)).tolist()
        for start in range(0, len(usable), CHUNK_ROWS):
            yield self._features(layer, rows, geometry, usable[start : start + CHUNK_ROWS])

    @cached_property
    def levels(self) -> tuple[int, ...]:
        """The admin levels of the districts, derived from what is whole in the file."""
        return district_levels(self._assembled[0])

    @cached_property
    def _elements(self) -> Elements:
        return read_elements(self.path, node_keys=NODE_KEYS, progress=self.progress)

    @cached_property
    def _assembled(self) -> tuple[list[Assembled], set[int]]:
        return assemble(self._elements.ways, self._elements.relations)

    @cached_property
    def _way_areas(self) -> WayAreas:
        return WayAreas(self._elements.ways)

    def _add_nodes(self, layer: Layer, rows: _Rows, intake: Intake) -> None:
        if Kind.NODE not in layer.kinds:
            return
        nodes = self._elements.nodes
        for at, tags in enumerate(nodes.tags):
            if not layer.keys.isdisjoint(tags):
                record = f"n{nodes.ids[at]}"
                if found := _read(layer, tags, Kind.NODE, record, intake):
                    rows.add(record, tags, found, shapely.Point(nodes.x[at], nodes.y[at]))

    def _add_ways(self, layer: Layer, rows: _Rows, intake: Intake) -> None:
        ways, repeated = self._elements.ways, self._assembled[1]
        for at, tags in enumerate(ways.tags):
            if layer.keys.isdisjoint(tags):
                continue
            kind = Kind.CLOSED_WAY if ways.is_closed(at) else Kind.OPEN_WAY
            if kind not in layer.kinds:
                continue
            record = f"w{ways.ids[at]}"
            found = _read(layer, tags, kind, record, intake)
            if not found:
                continue
            if found.shape is Shape.AREA and at in repeated:
                intake.skip("part_of_relation", record)
            elif found.shape is Shape.AREA:
                rows.way_areas.append((len(rows.ids), at))
                rows.add(record, tags, found, None)
            else:
                self._add_line(at, found, rows, intake)

    def _add_line(self, at: int, found: Found, rows: _Rows, intake: Intake) -> None:
        ways = self._elements.ways
        record, line, problem = f"w{ways.ids[at]}", ways.lines[at], ways.problems.get(at)
        if line is None:
            intake.skip(problem or "too_few_nodes", record)
            return
        if problem:
            intake.mend(problem, record)
        backward = found.shape is Shape.BACKWARD_LINE
        rows.add(record, ways.tags[at], found, shapely.reverse(line) if backward else line)

    def _add_relations(self, layer: Layer, rows: _Rows, intake: Intake) -> None:
        if Kind.RELATION not in layer.kinds:
            return
        for each in self._assembled[0]:
            if layer.keys.isdisjoint(each.tags):
                continue
            record = f"r{each.id}"
            found = _read(layer, each.tags, Kind.RELATION, record, intake)
            if found and each.area is None:
                intake.skip(each.broken, record)
            elif found:
                for reason in each.mended:
                    intake.mend(reason, record)
                rows.add(record, each.tags, found, each.area)

    def _geometries(self, layer: Layer, rows: _Rows, intake: Intake) -> NDArray[np.object_]:
        """All geometries of the rows, None where an area could not be made."""
        geometry = np.empty(len(rows.ids), dtype=object)
        geometry[:] = rows.geometry
        if rows.way_areas:
            places, positions = (list(each) for each in zip(*rows.way_areas, strict=True))
            geometry[places] = self._way_areas.of(positions)
            for place, position in rows.way_areas:
                if reason := self._way_areas.skipped.get(position):
                    intake.skip(reason, rows.ids[place])
                elif reason := self._way_areas.mended.get(position):
                    intake.mend(reason, rows.ids[place])
        for at, record in _repeated_ids(rows.ids):
            geometry[at] = None
            intake.skip("duplicate_id", record)
        return shapely.point_on_surface(geometry) if layer.as_points else geometry

    def _features(
        self, layer: Layer, rows: _Rows, geometry: NDArray[np.object_], at: list[int]
    ) -> Features:
        tags = [rows.tags[each] for each in at]
        columns: Columns = {}
        for column, key in layer.texts.items():
            columns.update(in_languages(column, key, tags, self.languages))
        values = zip(*(rows.values[each] for each in at), strict=True)
        columns.update(dict(zip(layer.own, map(list, values), strict=True)))
        if layer.measured:
            columns[layer.measured] = self.measure.column(layer.measured, geometry[at])
        return Features([rows.ids[each] for each in at], geometry[at], columns)


def _read(layer: Layer, tags: Tags, kind: Kind, record: str, intake: Intake) -> Found | None:
    """What the layer makes of the tags; reasons are counted, elements of no concern are not."""
    found = layer.read(tags, kind)
    if not found:
        return None
    intake.read += 1
    if isinstance(found, str):
        intake.skip(found, record)
        return None
    for column in found.bad:
        intake.note(f"bad_value:{column}", record)
    return found


def _repeated_ids(ids: list[str]) -> Iterator[tuple[int, str]]:
    seen: set[str] = set()
    for at, record in enumerate(ids):
        if record in seen:
            yield at, record
        seen.add(record)
