"""Which administrative boundaries are the districts of the city."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

import shapely

from qala.sources.osm.assembly import Assembled
from qala.sources.osm.elements import Tags
from qala.sources.osm.layer import Found, Kind, Layer, Reading, area_or_reason
from qala.sources.osm.tags import Values, clean, people

HIGHEST_LEVEL, LOWEST_LEVEL = 5, 11
FEWEST = 2


def read_district(tags: Tags, kind: Kind) -> Reading:
    """An administrative boundary with a name and a level."""
    if tags["boundary"] != "administrative":
        return ""
    level = admin_level(tags)
    if level is None or not clean(tags.get("name")):
        return "level_or_name_missing"
    values = Values(tags)
    population = values.read("population", "population", people)
    return area_or_reason(kind, level, population, bad=tuple(values.bad))


def admin_level(tags: Tags) -> int | None:
    """The level, 2 (country) to 11 (the smallest quarter), or None."""
    text = tags.get("admin_level", "")
    return int(text) if text in {str(level) for level in range(2, 12)} else None


def district_levels(relations: Sequence[Assembled]) -> tuple[int, ...]:
    """The admin level of the city's districts, derived from what is whole in the extract.

    It is the first level from 5 down at which two or more whole boundaries lie in one and the
    same whole boundary above them: 6 for Almaty (8 districts in the city), 10 for Monaco (wards
    in the state). Where nothing above is whole, the first level with two or more; empty when no
    boundary is whole.
    """
    whole: dict[int, list[Assembled]] = defaultdict(list)
    for each in relations:
        level = admin_level(each.tags)
        if each.area is not None and level and each.tags.get("boundary") == "administrative":
            whole[level].append(each)
    candidates = [
        level
        for level in range(HIGHEST_LEVEL, LOWEST_LEVEL + 1)
        if len(whole.get(level, ())) >= FEWEST
    ]
    within = [level for level in candidates if _share_a_parent(level, whole)]
    return tuple((within or candidates)[:1])


def _share_a_parent(level: int, whole: dict[int, list[Assembled]]) -> bool:
    parents = [
        each.area
        for above, some in whole.items()
        if above < level
        for each in some
        if each.area is not None
    ]
    points = [shapely.point_on_surface(each.area) for each in whole[level]]
    _, parent_of = shapely.STRtree(parents).query(points, predicate="within")
    return any(count >= FEWEST for count in Counter(parent_of.tolist()).values())


def only_levels(layer: Layer, levels: tuple[int, ...]) -> Layer:
    """`layer` with boundaries of other levels left out, by reason."""

    def read(tags: Tags, kind: Kind) -> Reading:
        found = layer.read(tags, kind)
        if isinstance(found, Found) and found.values[0] not in levels:
            return f"other_admin_level:{found.values[0]}"
        return found

    return replace(layer, read=read)


DISTRICTS = Layer(
    name="districts",
    keys=frozenset({"boundary"}),
    kinds=frozenset({Kind.CLOSED_WAY, Kind.RELATION}),
    own=("admin_level", "population"),
    read=read_district,
    measured="area_km2",
)
