"""The calm base map, drawn from the city's own datasets as the browser's `layers/base` does."""

from collections.abc import Callable
from dataclasses import dataclass

from qala.atlas.drawn.frame import by_zoom
from qala.atlas.drawn.ink import dots, fill, outline, stroke
from qala.atlas.drawn.loading import Loaded, chosen
from qala.atlas.drawn.palette import BASE

INDUSTRY = ("industrial", "railway", "quarry", "landfill", "brownfield", "military")
WOODED = ("forest", "wood", "nature_reserve", "scrub", "orchard")
FIELDS = ("farmland", "allotments")
SMALL_WATER = ("stream", "ditch", "drain")
MAJOR = ("motorway", "trunk", "primary", "motorway_link", "trunk_link", "primary_link")
MIDDLE = ("secondary", "tertiary", "secondary_link", "tertiary_link")
PATHS = ("footway", "path", "pedestrian", "steps", "cycleway", "track", "bridleway")
METRO = ("subway", "light_rail")
MIDDLE_FROM, MINOR_FROM, PATHS_FROM, BUILDINGS_FROM = 10.0, 12.5, 14.5, 13.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of the base map: a dataset, the column that tells its kinds apart, from which zoom.

    `smallest_px`: areas that would be smaller than this are not read.
    """

    dataset: str
    column: str
    draw: Callable[[Loaded, float], list[str]]
    from_zoom: float = 0.0
    smallest_px: float = 0.0


def _city(loaded: Loaded, _zoom: float) -> list[str]:
    return fill(loaded.flat.areas.shapes, BASE.city)


def _landuse(loaded: Loaded, _zoom: float) -> list[str]:
    areas = loaded.flat.areas
    industry = loaded.is_one_of("kind", INDUSTRY)
    fields = loaded.is_one_of("kind", FIELDS)
    return [
        *fill(chosen(areas, ~industry & ~fields), BASE.built, opacity=0.6),
        *fill(chosen(areas, industry), BASE.industry, opacity=0.6),
        *fill(chosen(areas, fields), BASE.park, opacity=0.6),
    ]


def _greenery(loaded: Loaded, _zoom: float) -> list[str]:
    wooded = loaded.is_one_of("kind", WOODED)
    areas = loaded.flat.areas
    return [
        *fill(chosen(areas, wooded), BASE.forest),
        *fill(chosen(areas, ~wooded), BASE.park),
    ]


def _water(loaded: Loaded, zoom: float) -> list[str]:
    small = loaded.is_one_of("kind", SMALL_WATER)
    lines = loaded.flat.lines
    narrow = by_zoom(zoom, (9, 0.4), (14, 1.2), (18, 4))
    wide = by_zoom(zoom, (9, 1), (14, 3), (18, 12))
    return [
        *fill(loaded.flat.areas.shapes, BASE.water),
        *stroke(chosen(lines, small), BASE.waterLine, narrow),
        *stroke(chosen(lines, ~small), BASE.waterLine, wide),
    ]


def _buildings(loaded: Loaded, zoom: float) -> list[str]:
    areas = loaded.flat.areas.shapes
    opacity = by_zoom(zoom, (13, 0.4), (14.5, 1))
    return [
        *fill(areas, BASE.building, opacity=opacity),
        *outline(areas, BASE.buildingLine, 0.6, opacity=opacity),
    ]


def _roads(loaded: Loaded, zoom: float) -> list[str]:
    """Paths, then the edges of all weights, then all weights from the least to the greatest."""
    lines = loaded.flat.lines
    major, middle = loaded.is_one_of("class", MAJOR), loaded.is_one_of("class", MIDDLE)
    paths = loaded.is_one_of("class", PATHS)
    minor = ~(major | middle | paths)
    weights = []
    if zoom >= MINOR_FROM:
        width = by_zoom(zoom, (9, 0.2), (12, 0.6), (15, 3.6), (18, 15))
        weights.append((chosen(lines, minor), BASE.roadMinor, width))
    if zoom >= MIDDLE_FROM:
        width = by_zoom(zoom, (9, 0.7), (12, 1.9), (15, 6.5), (18, 22))
        weights.append((chosen(lines, middle), BASE.roadMiddle, width))
    width = by_zoom(zoom, (9, 1.3), (12, 3.2), (15, 9.5), (18, 28))
    weights.append((chosen(lines, major), BASE.roadMajor, width))
    drawn: list[str] = []
    if zoom >= PATHS_FROM:
        thin = by_zoom(zoom, (14.5, 0.7), (18, 2.5))
        dash = f"{3 * thin:.3g} {2 * thin:.3g}"
        drawn += stroke(chosen(lines, paths), BASE.path, thin, dash=dash, cap="butt")
    for shapes, _, width in weights:
        drawn += stroke(shapes, BASE.roadEdge, width + 1.2)
    for shapes, colour, width in weights:
        drawn += stroke(shapes, colour, width)
    return drawn


def _railways(loaded: Loaded, zoom: float) -> list[str]:
    lines = loaded.flat.lines
    metro = loaded.is_one_of("kind", METRO)
    width = by_zoom(zoom, (9, 0.6), (14, 1.4), (18, 4))
    drawn = stroke(chosen(lines, ~metro), BASE.rail, width)
    if zoom >= BUILDINGS_FROM:
        ties = by_zoom(zoom, (13, 3.5), (18, 10))
        dash = f"{0.25 * ties:.3g} {2.2 * ties:.3g}"
        drawn += stroke(chosen(lines, ~metro), BASE.rail, ties, dash=dash, cap="butt")
    width = by_zoom(zoom, (9, 1.2), (14, 2.6), (18, 5))
    return drawn + stroke(chosen(lines, metro), BASE.metro, width, opacity=0.55)


def _borders(loaded: Loaded, zoom: float) -> list[str]:
    width = by_zoom(zoom, (9, 0.9), (14, 1.6), (18, 3))
    dash = f"{4 * width:.3g} {2.5 * width:.3g}"
    areas = loaded.flat.areas.shapes
    return outline(areas, BASE.border, width, opacity=0.7, dash=dash)


SHEETS = (
    Sheet("districts", "", _city),
    Sheet("landuse", "kind", _landuse, smallest_px=1.5),
    Sheet("greenery", "kind", _greenery, smallest_px=1.5),
    Sheet("water", "kind", _water, smallest_px=1.5),
    Sheet("buildings", "", _buildings, from_zoom=BUILDINGS_FROM, smallest_px=1.5),
    Sheet("roads", "class", _roads),
    Sheet("railways", "kind", _railways),
    Sheet("districts", "", _borders),
)
"""From the lowest to the uppermost."""


def roads_shown(zoom: float, values: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """The classes of roads to read at a zoom, of the declared `values`."""
    hidden: set[str] = set()
    if zoom < PATHS_FROM:
        hidden.update(PATHS)
    if zoom < MINOR_FROM:
        hidden.update(set(values) - {*MAJOR, *MIDDLE})
    if zoom < MIDDLE_FROM:
        hidden.update(MIDDLE)
    return "class", tuple(each for each in values if each not in hidden)


def metro_stations(loaded: Loaded, zoom: float) -> list[str]:
    """Rings for stations; entrances are no stations."""
    stations = ~loaded.is_one_of("kind", ("entrance",))
    places = chosen(loaded.flat.points, stations)
    radius = by_zoom(zoom, (10.5, 1.8), (14, 4), (18, 8))
    width = by_zoom(zoom, (10.5, 1.2), (14, 2.4), (18, 4))
    return dots(places, [BASE.edge] * len(places), radius, edge=BASE.metro, edge_width=width)
