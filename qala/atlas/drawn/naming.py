"""The names on a drawn map: which, how written, and in which order they find their places."""

from collections.abc import Callable, Iterator

import numpy as np
import shapely

from qala.atlas.drawn.frame import by_zoom
from qala.atlas.drawn.ground import MAJOR, MIDDLE, PATHS
from qala.atlas.drawn.loading import Loaded
from qala.atlas.drawn.palette import BASE
from qala.atlas.drawn.paths import Parts
from qala.atlas.drawn.placing import Lettering, Names
from qala.core.dataset import GeometryType

NAMES_MAX = 300
"""Names of one dataset that are tried."""
SHORT = 32
FEW, FEW_FROM = 60, 9.5
NAMED_FROM = {
    GeometryType.POINT: 14.0,
    GeometryType.LINE: 12.5,
    GeometryType.POLYGON: 9.5,
    GeometryType.MIXED: 12.5,
}
"""From which zoom the names of a dataset are written; those of few features sooner."""
NAMED_BY_BASE = ("districts", "roads", "water", "greenery")
LANDMARKS = (
    *("health.hospital", "education.university", "culture.theatre", "culture.museum"),
    *("shop.mall", "shop.market", "transport.airport", "transport.rail_station"),
    *("transport.bus_station", "sport.stadium", "public.townhall", "culture.attraction"),
    *("culture.monument", "leisure.zoo"),
)

Write = Callable[[Names, Loaded, float, str], None]


def _districts(names: Names, loaded: Loaded, zoom: float, language: str) -> None:
    if zoom > 14.5:
        return
    size = by_zoom(zoom, (9, 11), (13, 16))
    how = Lettering(size, BASE.text, BASE.halo, weight=600, halo_width=2.0, line_em=8)
    own, local = loaded.names("name", language), loaded.names("name", "")
    for of, x, y in _middles(loaded.flat.areas):
        if own[of]:
            names.over(own[of], x, y, how, local=local[of])


def _metro(names: Names, loaded: Loaded, zoom: float, language: str) -> None:
    if zoom < 12.0:
        return
    size = by_zoom(zoom, (12, 10.5), (18, 14))
    how = Lettering(size, BASE.metro, BASE.halo, weight=500)
    stations = ~loaded.is_one_of("kind", ("entrance",))
    called = loaded.names("name", language)
    for of, x, y in _places(loaded.flat.points):
        if called[of] and stations[of]:
            names.beside(called[of], x, y, size * 0.7, how)


def _roads(names: Names, loaded: Loaded, zoom: float, language: str) -> None:
    major, middle = loaded.is_one_of("class", MAJOR), loaded.is_one_of("class", MIDDLE)
    paths = loaded.is_one_of("class", PATHS)
    for chosen, colour, size, from_zoom in (
        (major, BASE.text, 11.5, 11.2),
        (middle, BASE.textSoft, 11.0, 13.0),
        (~(major | middle | paths), BASE.textSoft, 10.5, 14.5),
    ):
        if zoom >= from_zoom:
            how = Lettering(by_zoom(zoom, (from_zoom, size), (18, size + 4)), colour, BASE.halo)
            _along(names, loaded, chosen, language, how)


def _water(names: Names, loaded: Loaded, zoom: float, language: str) -> None:
    if zoom < 12:
        return
    size = by_zoom(zoom, (12, 11), (18, 14))
    how = Lettering(size, BASE.textWater, BASE.halo, halo_width=1.2, line_em=7)
    _along(names, loaded, np.ones(loaded.read, dtype=bool), language, how)
    if zoom >= 13:
        _over(names, loaded, loaded.names("name", language), how)


def _parks(names: Names, loaded: Loaded, zoom: float, language: str) -> None:
    if zoom >= 13:
        size = by_zoom(zoom, (13, 10.5), (18, 14))
        how = Lettering(size, BASE.textPark, BASE.halo, halo_width=1.4, line_em=8)
        _over(names, loaded, loaded.names("name", language), how)


def _landmarks(names: Names, loaded: Loaded, zoom: float, language: str) -> None:
    if zoom < 14.5:
        return
    size = by_zoom(zoom, (14, 10.5), (18, 13))
    how = Lettering(size, BASE.textSoft, BASE.halo, halo_width=1.4, line_em=8)
    called = loaded.names("name", language)
    shown = loaded.is_one_of("category", LANDMARKS)
    for of, x, y in _places(loaded.flat.points):
        if called[of] and shown[of]:
            names.over(called[of], x, y, how)


BASE_NAMES: dict[str, Write] = {
    "districts": _districts,
    "metro": _metro,
    "water": _water,
    "greenery": _parks,
    "roads": _roads,
    "places": _landmarks,
}
"""Names of the base map by dataset, the more important first."""


def own_names(names: Names, loaded: Loaded, zoom: float, language: str, count: int) -> None:
    """The names of a dataset shown as a layer of its own; `count` features are in its release."""
    dataset = loaded.dataset
    named_from = NAMED_FROM[dataset.geometry]
    few = count <= FEW
    if not dataset.style.label or zoom < (FEW_FROM if few else named_from):
        return
    how = Lettering(by_zoom(zoom, (12, 11), (18, 14)), BASE.text, BASE.halo)
    called = loaded.names(dataset.style.label, language)
    if zoom < named_from:
        called = [each if len(each) <= SHORT else "" for each in called]
    _along(names, loaded, np.ones(loaded.read, dtype=bool), language, how)
    _over(names, loaded, called, how)
    gap = by_zoom(zoom, (9, 4), (13, 6), (18, 12)) + dataset.style.radius / 2
    for of, x, y in _places(loaded.flat.points):
        if called[of]:
            names.beside(called[of], x, y, gap, how)


def _over(names: Names, loaded: Loaded, called: list[str], how: Lettering) -> None:
    for of, x, y in _middles(loaded.flat.areas):
        if called[of]:
            names.over(called[of], x, y, how)


def _along(
    names: Names,
    loaded: Loaded,
    chosen: np.ndarray[tuple[int], np.dtype[np.bool_]],
    language: str,
    how: Lettering,
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


def _middles(areas: Parts) -> Iterator[tuple[int, float, float]]:
    """Each feature's number with a point inside its largest part, the largest features first."""
    seen: set[int] = set()
    for each in np.argsort(-shapely.area(areas.shapes))[:NAMES_MAX].tolist():
        of = int(areas.of[each])
        if of not in seen:
            seen.add(of)
            inside = shapely.point_on_surface(areas.shapes[each])
            yield of, inside.x, inside.y


def _places(points: Parts) -> Iterator[tuple[int, float, float]]:
    spots = shapely.get_coordinates(points.shapes)[:NAMES_MAX]
    for of, (x, y) in zip(points.of[:NAMES_MAX].tolist(), spots.tolist(), strict=True):
        yield of, x, y
