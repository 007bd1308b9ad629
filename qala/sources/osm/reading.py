"""One pass over the file with osmium: tagged nodes, all ways with their lines, area relations."""

from collections.abc import Collection, Iterator
from itertools import groupby
from pathlib import Path

import numpy as np
import osmium
import shapely
from numpy.typing import NDArray
from osmium.osm import NODE, RELATION, Node, Way
from osmium.osm import Relation as OsmRelation
from osmium.osm.types import OSMEntity

from qala.core.features import Progress
from qala.sources.osm.elements import Elements, Nodes, Relation, Ways
from qala.sources.osm.opening import no_elements, open_osm, reading

REPORT_EVERY = 100_000
LINES_AT_ONCE = 20_000
AREA_TYPES = ("multipolygon", "boundary")


def read_elements(path: Path, *, node_keys: Collection[str], progress: Progress) -> Elements:
    """Read the file; of the nodes only those with one of `node_keys` are kept.

    Raises BadInput when the file is no OSM data, is damaged, or holds nothing.
    """
    tagged = osmium.filter.KeyFilter(*node_keys)
    tagged.enable_for(NODE)
    areas = osmium.filter.TagFilter(*(("type", value) for value in AREA_TYPES))
    areas.enable_for(RELATION)
    file = open_osm(path)
    processor = osmium.FileProcessor(file).with_locations().with_filter(tagged).with_filter(areas)
    elements = Elements()
    with reading(path):
        _collect(elements, processor, progress)
        if not elements.objects and next(iter(osmium.FileProcessor(file)), None) is None:
            raise no_elements(path)
    return elements


def _collect(elements: Elements, found: osmium.FileProcessor, progress: Progress) -> None:
    lines = _Lines(elements.ways)
    for count, entity in enumerate(_counted(found, progress), start=1):
        elements.objects = count
        if isinstance(entity, Way):
            lines.add(entity)
        elif isinstance(entity, Node):
            _add_node(elements.nodes, entity)
        elif isinstance(entity, OsmRelation):
            elements.relations.append(_relation(entity))
    lines.finish()
    progress("osm", elements.objects, elements.objects)


def _counted(found: osmium.FileProcessor, progress: Progress) -> Iterator[OSMEntity]:
    for count, entity in enumerate(found):
        if count % REPORT_EVERY == 0:
            progress("osm", count, None)
        yield entity


def _add_node(nodes: Nodes, node: Node) -> None:
    location = node.location
    if not location.valid():
        return
    nodes.ids.append(node.id)
    nodes.tags.append(dict(node.tags))
    nodes.x.append(location.lon)
    nodes.y.append(location.lat)


def _relation(relation: OsmRelation) -> Relation:
    members = tuple((each.ref, each.role) for each in relation.members if each.type == "w")
    return Relation(relation.id, dict(relation.tags), members)


class _Lines:
    """Gathers ways and turns their lines into geometries many at a time."""

    def __init__(self, ways: Ways) -> None:
        self.ways = ways
        self.factory = osmium.geom.WKBFactory()
        self.hex: list[str | None] = []
        self.done: list[NDArray[np.object_]] = []

    def add(self, way: Way) -> None:
        position = len(self.ways.ids)
        nodes = way.nodes
        self.ways.ids.append(way.id)
        self.ways.tags.append(dict(way.tags))
        self.ways.first.append(nodes[0].ref if len(nodes) else 0)
        self.ways.last.append(nodes[-1].ref if len(nodes) > 1 else -1)
        self.ways.position_of[way.id] = position
        self.hex.append(self._line(way, position))
        if len(self.hex) >= LINES_AT_ONCE:
            self._flush()

    def finish(self) -> None:
        self._flush()
        self.ways.lines = np.concatenate(self.done)

    def _flush(self) -> None:
        self.done.append(shapely.from_wkb(np.array(self.hex, dtype=object)))
        self.hex.clear()

    def _line(self, way: Way, position: int) -> str | None:
        try:
            # libosmium silently drops unknown nodes at the beginning of a way: ask first
            if not len(way.nodes) or way.nodes[0].location.valid():
                return self.factory.create_linestring(way)
        except osmium.InvalidLocationError:
            pass
        except RuntimeError:  # libosmium's geometry_error: fewer than two different points
            self.ways.problems[position] = "too_few_nodes"
            return None
        self.ways.problems[position] = "node_missing"
        return _longest_known_run(way)


def _longest_known_run(way: Way) -> str | None:
    """The longest stretch of the way whose nodes are all in the file, as hexadecimal WKB."""
    runs = [
        [(node.location.lon, node.location.lat) for node in run]
        for known, run in groupby(way.nodes, key=lambda node: node.location.valid())
        if known
    ]
    longest = max(runs, key=len, default=[])
    if len(set(longest)) < 2:
        return None
    return str(shapely.to_wkb(shapely.LineString(longest), hex=True))
