"""What an extract is of: where it lies, its languages, its boundaries. For a new city's folder."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import osmium
import shapely

from qala.core.features import Progress, no_progress
from qala.core.geometry import BBox
from qala.sources.osm.assembly import Assembled, assemble
from qala.sources.osm.districts import admin_level
from qala.sources.osm.elements import Elements, Tags
from qala.sources.osm.opening import no_elements, open_osm, reading
from qala.sources.osm.reading import read_elements

SETTLEMENTS = ("city", "town", "village", "suburb")


@dataclass(frozen=True, slots=True)
class Boundary:
    """An administrative boundary; `whole` when all of it is in the file."""

    id: str
    name: str
    admin_level: int
    whole: bool


@dataclass(frozen=True, slots=True)
class Settlement:
    """A named place node of kind city, town, village or suburb."""

    name: str
    names: dict[str, str]
    kind: str


@dataclass(frozen=True, slots=True)
class OsmDescription:
    """What a new city's folder can be filled with.

    `bounds`: the box in the file's header, else of what is in it. `languages`: language code ->
    number of `name:xx` tags, most frequent first. `settlements`: the largest kind first.
    """

    bounds: BBox
    languages: dict[str, int]
    boundaries: tuple[Boundary, ...]
    settlements: tuple[Settlement, ...]


def describe(path: Path, *, progress: Progress = no_progress) -> OsmDescription:
    """Read the file and tell what it is of; raises BadInput when it cannot be used."""
    elements = read_elements(path, node_keys=("name", "place"), progress=progress)
    relations, _ = assemble(elements.ways, elements.relations)
    tags = [*elements.nodes.tags, *elements.ways.tags, *(each.tags for each in relations)]
    return OsmDescription(
        bounds=_header_bounds(path) or _bounds(path, elements),
        languages=_languages(tags),
        boundaries=tuple(_boundaries(relations)),
        settlements=tuple(_settlements(elements)),
    )


def _header_bounds(path: Path) -> BBox | None:
    with reading(path):
        box = osmium.io.Reader(open_osm(path), osmium.osm.NOTHING).header().box()
    if not box.valid():
        return None
    low, high = box.bottom_left, box.top_right
    return BBox(low.lon, low.lat, high.lon, high.lat)


def _bounds(path: Path, elements: Elements) -> BBox:
    points = shapely.points(elements.nodes.x, elements.nodes.y)
    shapes = [*elements.ways.lines, *points]
    extent = shapely.total_bounds(shapes) if shapes else np.full(4, np.nan)
    if not all(abs(each) <= 180 for each in extent):
        raise no_elements(path)
    return BBox(*extent.tolist())


def _languages(tags: Iterable[Tags]) -> dict[str, int]:
    """Two- and three-letter codes; variants (`zh-Hant`) and notes (`name:left`) are left out."""
    found = Counter(
        key[5:]
        for each in tags
        for key in each
        if key.startswith("name:") and 2 <= len(key[5:]) <= 3 and key[5:].isalpha()
    )
    return {language: count for language, count in found.most_common() if language.islower()}


def _names(tags: Tags) -> dict[str, str]:
    return {key[5:]: text for key, text in tags.items() if key.startswith("name:")}


def _boundaries(relations: Iterable[Assembled]) -> Iterable[Boundary]:
    for each in relations:
        level = admin_level(each.tags)
        name = each.tags.get("name")
        if each.tags.get("boundary") == "administrative" and level and name:
            yield Boundary(f"r{each.id}", name, level, each.area is not None)


def _settlements(elements: Elements) -> list[Settlement]:
    found = [
        Settlement(tags["name"], _names(tags), tags["place"])
        for tags in elements.nodes.tags
        if tags.get("place") in SETTLEMENTS and tags.get("name")
    ]
    return sorted(found, key=lambda each: SETTLEMENTS.index(each.kind))
