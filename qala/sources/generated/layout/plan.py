"""Laying out the whole city: cells, weaves, one network, blocks."""

from collections.abc import Sequence
from zlib import crc32

import numpy as np
import shapely
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

from qala.core.features import Progress, no_progress
from qala.sources.generated.layout.blocks import cut_blocks
from qala.sources.generated.layout.cells import Cell, find_cells
from qala.sources.generated.layout.ground import barriers, water
from qala.sources.generated.layout.junctions import Junctions
from qala.sources.generated.layout.links import link
from qala.sources.generated.layout.loom import Loom, Thread, direction
from qala.sources.generated.layout.naming import Course, name_streets
from qala.sources.generated.layout.network import Net, merge_small, node, prune, spliced, welded
from qala.sources.generated.layout.perimeters import perimeters
from qala.sources.generated.layout.weaves import weave
from qala.sources.generated.plan import Plan
from qala.sources.generated.skeleton import Fact, Skeleton
from qala.sources.generated.street_names import StreetNames

SHORTEST_COLLECTOR_M = 80.0
STUB_M = 400.0
SHORTEST_PIECE_M = 1.5
THIN_M = 13.0
DONE = "laying out streets and blocks"
STEPS = 5


def lay_out(
    skeleton: Skeleton, names: StreetNames, seed: int, *, progress: Progress = no_progress
) -> Plan:
    """The plan of the city; the same skeleton, names and seed give the same plan."""
    barrier = barriers(skeleton)
    cells = find_cells(skeleton, barrier)
    roads = [
        (_course(fact, number, names.languages), line)
        for number, fact in enumerate(skeleton.tables["roads"])
        for line in shapely.get_parts(fact.shape)
    ]
    lines = [line for _, line in roads]
    progress(DONE, 1, STEPS)
    collectors = _collectors(cells, lines)
    threads = collectors + _threads(cells, lines, seed)
    progress(DONE, 2, STEPS)
    sides = perimeters(cells, [*lines, *(each.line for each in collectors)])
    net = node([*lines, *(each.line for each in threads), *sides])
    net = _cleaned(net, cells, len(roads), len(threads))
    progress(DONE, 3, STEPS)
    courses = [course for course, _ in roads] + [Course(each.road_class) for each in threads]
    net, courses = _linked(net, courses, skeleton)
    called = seeded(seed, "names of streets")
    streets = name_streets(net.kept(net.source < len(courses)), courses, names, called)
    progress(DONE, 4, STEPS)
    blocks = cut_blocks(net, streets, cells, skeleton)
    progress(DONE, STEPS, STEPS)
    return Plan(streets, blocks)


def _course(fact: Fact, number: int, languages: Sequence[str]) -> Course:
    """An authored road; its names by language, "" the local one."""
    named = {language: fact.row.get(f"name_{language}") or "" for language in languages}
    names = {"": fact.row.get("name") or "", **{code: name for code, name in named.items() if name}}
    lanes = fact.row.get("lanes") or ""
    return Course(fact.row["class"], number, names, int(lanes) if lanes else None)


def _linked(net: Net, courses: list[Course], skeleton: Skeleton) -> tuple[Net, list[Course]]:
    """The streets in one piece: links are cut in as courses of their own.

    Sides of cells, which come from no course, are cut and welded with them: blocks stay closed.
    """
    closed = shapely.union_all([*skeleton.shapes("greenery"), *_lakes(skeleton)])
    net = welded(net, SHORTEST_PIECE_M)
    street = net.source < len(courses)
    links, worth = link(net.kept(street), closed)
    keep = np.ones(len(street), dtype=bool)
    keep[street] = worth
    joined = welded(spliced(net.kept(keep), links, len(courses)), SHORTEST_PIECE_M)
    return joined, courses + [Course("tertiary")] * len(links)


def seeded(seed: int, name: str) -> np.random.Generator:
    """Random numbers that depend on the seed and the name only."""
    return np.random.default_rng([seed, crc32(name.encode())])


def _threads(cells: Sequence[Cell], roads: Sequence[LineString], seed: int) -> list[Thread]:
    junctions = Junctions()
    tree = shapely.STRtree(roads)
    noded = shapely.get_parts(shapely.union_all(list(roads)))
    for place in shapely.get_coordinates(shapely.get_point(noded, [[0], [-1]])):
        junctions.add((float(place[0]), float(place[1])))
    found: list[Thread] = []
    for cell in cells:
        beside = [roads[hit] for hit in tree.query(cell.polygon, predicate="dwithin", distance=1)]
        sides = shapely.union_all(beside).intersection(cell.polygon.boundary.buffer(1.0))
        angle = direction(cell.polygon, sides, cell.zone.bearing)
        loom = Loom(cell.zone.fabric, cell.polygon, angle, junctions, seeded(seed, cell.id))
        found += weave(loom)
    return found


def _collectors(cells: Sequence[Cell], roads: Sequence[LineString]) -> list[Thread]:
    """Streets where two built cells of different zones meet away from any road."""
    polygons = np.array([cell.polygon for cell in cells], dtype=object)
    built = np.array([cell.zone.fabric.weave != "none" for cell in cells])
    zone = np.array([cell.zone.id for cell in cells])
    one, other = shapely.STRtree(polygons).query(polygons, predicate="dwithin", distance=0.5)
    meet = (one < other) & built[one] & built[other] & (zone[one] != zone[other])
    tree = shapely.STRtree(roads)
    found: list[Thread] = []
    for i, j in zip(one[meet].tolist(), other[meet].tolist(), strict=True):
        shared = polygons[i].boundary.intersection(polygons[j].buffer(0.5, quad_segs=1))
        if shared.length < SHORTEST_COLLECTOR_M:
            continue
        beside = tree.query(shared, predicate="dwithin", distance=2.0)
        known = shapely.union_all([roads[hit] for hit in beside]).buffer(2.0)
        lines = shapely.line_merge(shapely.union_all(shapely.get_parts(shared.difference(known))))
        found += [
            Thread(each.simplify(0.5), "tertiary")
            for each in shapely.get_parts(lines)
            if each.geom_type == "LineString" and each.length > SHORTEST_COLLECTOR_M
        ]
    return found


def _cleaned(net: Net, cells: Sequence[Cell], roads: int, threads: int) -> Net:
    """Without blocks too small for their fabric, and without short dead ends."""
    polygons = [cell.polygon for cell in cells]
    least = np.zeros(len(net.faces))
    face, cell = shapely.STRtree(polygons).query(
        shapely.point_on_surface(net.faces), predicate="within"
    )
    blocks = np.array([each.zone.fabric.block_m for each in cells])
    least[face] = 0.45 * (blocks[cell, 0] ** 1.2 * blocks[cell, 1] ** 0.8)
    loose = (net.source >= roads) & (net.source < roads + threads)
    net = merge_small(net, loose, least, THIN_M)
    loose = (net.source >= roads) & (net.source < roads + threads)
    return net.kept(prune(net, loose, STUB_M))


def _lakes(skeleton: Skeleton) -> list[BaseGeometry]:
    return [each for each in water(skeleton) if each.area > 20_000 and _round(each)]


def _round(surface: BaseGeometry) -> bool:
    """Whether the surface is a lake rather than a strip of river."""
    return bool(surface.area > 0.05 * surface.length**2 / 4)
