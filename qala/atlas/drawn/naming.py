"""The names on a drawn map: which, how written, and in which order they find their places."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from qala.atlas.drawn.frame import by_zoom
from qala.atlas.drawn.loading import Loaded
from qala.atlas.drawn.palette import INK
from qala.atlas.drawn.paths import Parts
from qala.atlas.drawn.placing import Lettering, Names
from qala.atlas.drawn.roads import MAJOR, MIDDLE, PATHS, SERVICE, of_class
from qala.atlas.formats import NBSP

NAMES_MAX = 300
"""Names of one dataset that are tried."""
DISTRICTS_TO = 14.5
STREETS = (
    (MAJOR, INK["text"], 500, 11.0, 11.5),
    (MIDDLE, INK["textSoft"], 400, 11.0, 13.0),
    ((), INK["textSoft"], 400, 10.5, 14.5),
    ((*SERVICE, *PATHS), INK["textSoft"], 400, 10.0, 16.5),
)
"""Classes of roads with the colour, weight and size of their names, and from which zoom."""
LANDMARKS: tuple[tuple[float, tuple[str, ...]], ...] = (
    (12.5, ("transport.airport", "transport.rail_station")),
    (
        14.2,
        (
            *("culture.theatre", "culture.museum", "culture.attraction", "culture.monument"),
            *("leisure.zoo", "sport.stadium", "public.townhall", "transport.bus_station"),
            *("shop.market", "education.university"),
        ),
    ),
    (
        15.2,
        ("health.hospital", "shop.mall", "culture.worship", "culture.cinema", "hotel.hotel"),
    ),
)
"""Categories of places that strangers ask for, and from which zoom they are named."""

SUMMITS = ("peak", "pass", "hill")
"""Kinds of spot heights that are landmarks of the mountains."""

Write = Callable[[Names, Loaded, float, str], None]


def _districts(names: Names, loaded: Loaded, zoom: float, language: str) -> None:
    """Capitals, with the local name below in small letters where it is another."""
    if zoom > DISTRICTS_TO:
        return
    size = by_zoom(zoom, (9, 9.5), (11, 11.5), (14, 15))
    how = Lettering(size, INK["textSoft"], INK["halo"], weight=600, halo_width=2.0, spacing=0.1)
    own, local = loaded.names("name", language), loaded.names("name", "")
    for of, x, y in middles(loaded.flat.areas):
        if own[of]:
            below = local[of] if local[of] != own[of] else ""
            names.over(own[of].upper(), x, y, how, below=below)


def _metro(names: Names, loaded: Loaded, zoom: float, language: str) -> None:
    if zoom < 12.5:
        return
    size = by_zoom(zoom, (12.5, 10.5), (18, 14))
    how = Lettering(size, INK["metro"], INK["halo"], weight=500, halo_width=1.8)
    stations = ~loaded.is_one_of("kind", ("entrance",))
    called = loaded.names("name", language)
    for of, x, y in spots(loaded.flat.points):
        if called[of] and stations[of]:
            names.beside(called[of], x, y, size * 0.8, how)


def _peaks(names: Names, loaded: Loaded, zoom: float, language: str) -> None:
    """A triangle, the name, and below it the height: the highest are placed first."""
    size = by_zoom(zoom, (9.5, 10), (15, 12.5))
    how = Lettering(size, INK["textHeight"], INK["halo"], weight=500, line_em=8)
    called = loaded.names("name", language)
    metres = [float(each or 0) for each in loaded.columns.get("elevation_m", [])]
    for of, x, y in sorted(spots(loaded.flat.points), key=lambda each: -metres[each[0]]):
        if called[of] and metres[of]:
            height = f"{metres[of]:,.0f}".replace(",", NBSP)
            if names.under(called[of], x, y, 4.0, how, below=height):
                names.mark(f"M{x:.1f} {y - 4:.1f}l4 7h-8z", INK["textHeight"])


def _streets(names: Names, loaded: Loaded, zoom: float, language: str) -> None:
    for classes, colour, weight, size, from_zoom in STREETS:
        if zoom >= from_zoom:
            larger = by_zoom(zoom, (from_zoom, size), (18, size + 3))
            how = Lettering(larger, colour, INK["halo"], weight=weight, spacing=0.02)
            along(names, loaded, of_class(loaded, classes), language, how)


def _water(names: Names, loaded: Loaded, zoom: float, language: str) -> None:
    if zoom < 11.5:
        return
    size = by_zoom(zoom, (11, 10.5), (15, 12.5), (18, 15))
    how = Lettering(size, INK["textWater"], INK["halo"], halo_width=1.3, line_em=7, spacing=0.06)
    along(names, loaded, np.ones(loaded.read, dtype=bool), language, how)
    if zoom >= 12.5:
        over(names, loaded, loaded.names("name", language), how)


def _parks(names: Names, loaded: Loaded, zoom: float, language: str) -> None:
    if zoom >= 12.5:
        size = by_zoom(zoom, (12.5, 10.5), (18, 14))
        how = Lettering(size, INK["textPark"], INK["halo"], halo_width=1.5, line_em=8)
        over(names, loaded, loaded.names("name", language), how)


def _landmarks(names: Names, loaded: Loaded, zoom: float, language: str) -> None:
    size = by_zoom(zoom, (12, 10.5), (15, 11), (18, 13))
    how = Lettering(size, INK["textSoft"], INK["halo"], line_em=8)
    called = loaded.names("name", language)
    for of, x, y in spots(loaded.flat.points):
        if called[of] and names.beside(called[of], x, y, size * 0.6, how):
            names.mark(f"M{x - 2.5:.1f} {y:.1f}a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0-5 0z", how.colour)


def landmarks_shown(zoom: float, _declared: Sequence[str]) -> tuple[str, ...]:
    """The categories of places that are named at a zoom."""
    return tuple(each for from_zoom, kinds in LANDMARKS if zoom >= from_zoom for each in kinds)


BASE_NAMES: dict[str, Write] = {
    "districts": _districts,
    "spot_heights": _peaks,
    "metro": _metro,
    "places": _landmarks,
    "water": _water,
    "greenery": _parks,
    "roads": _streets,
}
"""Names of the base map by dataset, the more important first."""


def over(names: Names, loaded: Loaded, called: list[str], how: Lettering) -> None:
    """The names of areas, in their middles."""
    for of, x, y in middles(loaded.flat.areas):
        if called[of]:
            names.over(called[of], x, y, how)


def along(
    names: Names, loaded: Loaded, chosen: NDArray[np.bool_], language: str, how: Lettering
) -> None:
    """Each name once, along the longest of its lines that has room."""
    called = loaded.names(loaded.dataset.style.label or "name", language)
    parts = loaded.flat.lines.where(chosen[loaded.flat.lines.of])
    by_name: dict[str, list[shapely.Geometry]] = {}
    for shape, of in zip(parts.shapes, parts.of.tolist(), strict=True):
        if called[of]:
            by_name.setdefault(called[of], []).append(shape)
    merged = {
        name: shapely.get_parts(shapely.line_merge(shapely.multilinestrings(shapes)))
        for name, shapes in by_name.items()
    }
    longest = sorted(merged.items(), key=lambda each: -shapely.length(each[1]).max())
    for name, shapes in longest[:NAMES_MAX]:
        for shape in shapes[np.argsort(-shapely.length(shapes))][:3]:
            if names.along(name, shapely.get_coordinates(shape), how):
                break


def middles(areas: Parts) -> Iterator[tuple[int, float, float]]:
    """Each feature's number with a point inside its largest part, the largest features first."""
    seen: set[int] = set()
    for each in np.argsort(-shapely.area(areas.shapes))[:NAMES_MAX].tolist():
        of = int(areas.of[each])
        if of not in seen:
            seen.add(of)
            inside = shapely.point_on_surface(areas.shapes[each])
            yield of, inside.x, inside.y


def spots(points: Parts) -> Iterator[tuple[int, float, float]]:
    """Each point's feature with its place."""
    places = shapely.get_coordinates(points.shapes)[:NAMES_MAX]
    for of, (x, y) in zip(points.of[:NAMES_MAX].tolist(), places.tolist(), strict=True):
        yield of, x, y
