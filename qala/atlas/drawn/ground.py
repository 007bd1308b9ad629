"""The calm base map, drawn from the city's own datasets as the browser's `layers/base` does."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from qala.atlas.drawn.frame import by_zoom
from qala.atlas.drawn.ink import dots, fill, outline, stroke
from qala.atlas.drawn.loading import Loaded, chosen
from qala.atlas.drawn.naming import SUMMITS, landmarks_shown
from qala.atlas.drawn.palette import INK
from qala.atlas.drawn.roads import railways, roads, shown_classes

WOODED = ("forest", "wood", "scrub", "orchard")
RESERVES = ("nature_reserve",)
SMALL_WATER = ("stream", "ditch", "drain")
LAND_USES = (
    (
        INK["industry"],
        (
            *("industrial", "railway", "garages", "depot", "port", "airfield"),
            *("quarry", "landfill", "brownfield"),
        ),
    ),
    (INK["business"], ("commercial", "retail")),
    (INK["learning"], ("education",)),
    (INK["care"], ("institutional", "religious", "health")),
    (INK["field"], ("farmland", "farmyard", "greenhouse_horticulture", "greenfield")),
    (INK["park"], ("recreation",)),
    (INK["path"], ("runway",)),
)
BUILDINGS_FROM, BUILDING_EDGES_FROM = 12.5, 15.0
CONTOURS_FROM, ALL_CONTOURS_FROM = 11.0, 12.5


class Level(IntEnum):
    """What covers what, from the lowest to the uppermost; the browser has the same levels."""

    GROUND = 0
    USE = 1
    SHADE = 2
    RASTERS = 3
    CONTOURS = 4
    WATER = 5
    BUILDINGS = 6
    AREAS = 7
    ROADS = 8
    LINES = 9
    CHOSEN = 10
    POINTS = 11


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of the base map: a dataset, the column that tells its kinds apart, from which zoom.

    `smallest_px`: areas that would be smaller than this are not read.
    """

    dataset: str
    level: Level
    draw: Callable[[Loaded, float], list[str]]
    column: str = ""
    from_zoom: float = 0.0
    smallest_px: float = 0.0


def _city(loaded: Loaded, _zoom: float) -> list[str]:
    """A veil that sets the city apart from the country round it."""
    return fill(loaded.flat.areas.shapes, INK["city"], opacity=0.55)


def _landuse(loaded: Loaded, zoom: float) -> list[str]:
    areas = loaded.flat.areas
    opacity = by_zoom(zoom, (9, 0.85), (13, 0.7), (16, 0.55))
    rest = loaded.is_one_of("kind", [kind for _, kinds in LAND_USES for kind in kinds])
    drawn = fill(chosen(areas, ~rest), INK["built"], opacity=opacity)
    for colour, kinds in LAND_USES:
        drawn += fill(chosen(areas, loaded.is_one_of("kind", kinds)), colour, opacity=opacity)
    return drawn


def _greenery(loaded: Loaded, zoom: float) -> list[str]:
    """Whole mountains are reserves: only a breath of green, so that rock and snow are seen."""
    reserved = loaded.is_one_of("kind", RESERVES)
    wooded = loaded.is_one_of("kind", WOODED)
    areas = loaded.flat.areas
    opacity = by_zoom(zoom, (9, 0.75), (13, 0.95))
    return [
        *fill(chosen(areas, reserved), INK["wood"], opacity=0.3),
        *fill(chosen(areas, wooded), INK["wood"], opacity=opacity),
        *fill(chosen(areas, ~wooded & ~reserved), INK["park"], opacity=opacity),
    ]


def _contours(loaded: Loaded, zoom: float) -> list[str]:
    major = loaded.is_one_of("major", ("True",))
    lines = loaded.flat.lines
    opacity = by_zoom(zoom, (CONTOURS_FROM, 0.2), (CONTOURS_FROM + 1, 0.5))
    width = by_zoom(zoom, (10, 0.63), (14, 0.9), (18, 1.26))
    drawn = stroke(chosen(lines, major), INK["contour"], width, opacity=opacity)
    if zoom >= ALL_CONTOURS_FROM:
        drawn += stroke(chosen(lines, ~major), INK["contour"], width * 0.66, opacity=0.35)
    return drawn


def _water(loaded: Loaded, zoom: float) -> list[str]:
    small = loaded.is_one_of("kind", SMALL_WATER)
    lines = loaded.flat.lines
    colour = INK["waterLine"] if zoom < 13 else INK["water"]
    narrow = by_zoom(zoom, (8, 0.2), (11, 0.5), (14, 1.4), (18, 5))
    wide = by_zoom(zoom, (8, 0.8), (11, 1.6), (14, 4), (18, 18))
    return [
        *fill(loaded.flat.areas.shapes, INK["water"]),
        *stroke(chosen(lines, small), colour, narrow),
        *stroke(chosen(lines, ~small), colour, wide),
    ]


def _buildings(loaded: Loaded, zoom: float) -> list[str]:
    areas = loaded.flat.areas.shapes
    opacity = by_zoom(zoom, (BUILDINGS_FROM, 0.25), (14, 0.7), (15.5, 1))
    drawn = fill(areas, INK["building"], opacity=opacity)
    if zoom >= BUILDING_EDGES_FROM:
        faint = by_zoom(zoom, (15, 0), (16, 0.9))
        width = by_zoom(zoom, (15, 0.5), (18, 1.1))
        drawn += outline(areas, INK["buildingLine"], width, opacity=faint)
    return drawn


def _border_bands(loaded: Loaded, zoom: float) -> list[str]:
    """A soft band along the borders, under the roads."""
    width = by_zoom(zoom, (9, 4), (14, 9), (18, 18))
    opacity = by_zoom(zoom, (9, 0.12), (14, 0.1), (16, 0.05))
    return outline(loaded.flat.areas.shapes, INK["border"], width, opacity=opacity)


def _borders(loaded: Loaded, zoom: float) -> list[str]:
    width = by_zoom(zoom, (9, 0.8), (14, 1.2), (18, 2))
    opacity = by_zoom(zoom, (9, 0.6), (13, 0.5), (16, 0.3))
    dash = f"{4 * width:.3g} {3 * width:.3g}"
    areas = loaded.flat.areas.shapes
    return outline(areas, INK["border"], width, opacity=opacity, dash=dash)


def _metro(loaded: Loaded, zoom: float) -> list[str]:
    """Rings for stations; entrances are no stations."""
    places = chosen(loaded.flat.points, ~loaded.is_one_of("kind", ("entrance",)))
    radius = by_zoom(zoom, (10, 1.4), (12.5, 2.6), (14, 4), (18, 8))
    width = by_zoom(zoom, (10, 1), (12.5, 1.8), (14, 2.4), (18, 4))
    return dots(places, [INK["edge"]] * len(places), radius, edge=INK["metro"], edge_width=width)


SHEETS = (
    Sheet("districts", Level.GROUND, _city),
    Sheet("landuse", Level.USE, _landuse, "kind", smallest_px=1.5),
    Sheet("greenery", Level.USE, _greenery, "kind", smallest_px=1.5),
    Sheet("contours", Level.CONTOURS, _contours, "major", from_zoom=CONTOURS_FROM),
    Sheet("water", Level.WATER, _water, "kind", smallest_px=1.5),
    Sheet("buildings", Level.BUILDINGS, _buildings, from_zoom=BUILDINGS_FROM, smallest_px=1.5),
    Sheet("districts", Level.ROADS, _border_bands),
    Sheet("roads", Level.ROADS, roads, "class"),
    Sheet("railways", Level.ROADS, railways, "kind"),
    Sheet("districts", Level.ROADS, _borders),
    Sheet("metro", Level.POINTS, _metro, "kind", from_zoom=10.0),
)
"""Within a level from the lowest to the uppermost."""


@dataclass(frozen=True, slots=True)
class Need:
    """What the base map reads of a dataset: from which zoom, a column for drawing or naming it.

    `seen` gives, of the declared values of the column `kind`, those that are seen at a zoom;
    without it all features are read. `smallest_px` as in `Sheet`.
    """

    from_zoom: float
    column: str = ""
    smallest_px: float = 0.0
    kind: str = ""
    seen: Callable[[float, Sequence[str]], tuple[str, ...]] | None = None


def _summits(_zoom: float, _declared: Sequence[str]) -> tuple[str, ...]:
    return SUMMITS


def _needs() -> dict[str, Need]:
    sheets: dict[str, list[Sheet]] = {}
    for each in SHEETS:
        sheets.setdefault(each.dataset, []).append(each)
    drawn = {
        dataset: Need(
            from_zoom=min(each.from_zoom for each in own),
            column=next((each.column for each in own if each.column), ""),
            smallest_px=max(each.smallest_px for each in own),
        )
        for dataset, own in sheets.items()
    }
    return drawn | {
        "roads": Need(0.0, "class", kind="class", seen=shown_classes),
        "places": Need(12.5, "category", kind="category", seen=landmarks_shown),
        "spot_heights": Need(9.5, "elevation_m", kind="kind", seen=_summits),
    }


NEEDS = _needs()
"""By dataset; places and spot heights are only named."""
