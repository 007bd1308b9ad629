"""A drawn map: what it shows, and its SVG."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import shapely

from qala.atlas.drawn import naming, thematic
from qala.atlas.drawn.classes import Classes, classes_of
from qala.atlas.drawn.frame import Frame, by_zoom
from qala.atlas.drawn.ground import SHEETS, Sheet, metro_stations, roads_shown
from qala.atlas.drawn.ink import dots, fill, outline, stroke
from qala.atlas.drawn.loading import Loaded, load, name_columns
from qala.atlas.drawn.palette import BASE
from qala.atlas.drawn.paths import STEPS_PER_PIXEL, flatten
from qala.atlas.drawn.placing import Names
from qala.atlas.queries import Published
from qala.store.engine import Engine

PIN_PATH = "M0 0C-3-7-11-11-11-20a11 11 0 1 1 22 0C11-11 3-7 0 0z"


@dataclass(frozen=True, slots=True)
class Scene:
    """What a map shows: a window, layers from the uppermost down, the base map below them.

    `base` has the datasets of the base map by id; `selected` is a shape in EPSG:4326 that the map
    is about. Names are written in `language`.
    """

    frame: Frame
    language: str
    layers: tuple[Published, ...] = ()
    base: Mapping[str, Published] = field(default_factory=dict)
    selected: shapely.Geometry | None = None


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """A class that is on the map: its colour, label, and how its symbol looks."""

    colour: str
    label: str
    symbol: str


@dataclass(frozen=True, slots=True)
class DrawnMap:
    """A map as SVG, the classes on it, and of how many features each layer shows how many."""

    svg: str
    legend: tuple[LegendEntry, ...]
    shown: int
    matched: int


def draw(engine: Engine, scene: Scene) -> DrawnMap:
    """Read what the scene shows and draw it. Raises TimedOut and ShelfDamaged."""
    frame, zoom = scene.frame, scene.frame.zoom
    below = _load_base(engine, scene)
    own = [
        (_load_layer(engine, each, scene), classes_of(each.dataset, scene.language))
        for each in scene.layers
    ]
    shapes = [
        line
        for sheet in SHEETS
        if sheet.dataset in below and zoom >= sheet.from_zoom
        for line in sheet.draw(below[sheet.dataset], zoom)
    ]
    for part in (thematic.areas, thematic.lines, thematic.points):
        for loaded, classes in reversed(own):
            shapes += part(loaded, classes, zoom)
    if "metro" in below and zoom >= naming.FEW_FROM:
        shapes += metro_stations(below["metro"], zoom)
    shapes += _outlined(scene)
    names = _names(scene, below, own)
    return DrawnMap(
        svg=_svg(frame, shapes, [*names.placed, *_pin(scene)]),
        legend=tuple(entry for each in own for entry in _legend(*each)),
        shown=sum(loaded.read for loaded, _ in own),
        matched=sum(loaded.matched for loaded, _ in own),
    )


def _load_base(engine: Engine, scene: Scene) -> dict[str, Loaded]:
    """Each dataset of the base map that is seen at this zoom, read once."""
    loaded = {}
    for dataset_id, each in scene.base.items():
        sheets = [sheet for sheet in SHEETS if sheet.dataset == dataset_id]
        if sheets and all(scene.frame.zoom < sheet.from_zoom for sheet in sheets):
            continue
        if not sheets and scene.frame.zoom < NAMES_FROM.get(dataset_id, 0):
            continue
        loaded[dataset_id] = _load_sheet(engine, each, scene, sheets)
    return loaded


NAMES_FROM = {"places": 14.5, "metro": naming.FEW_FROM}
"""Datasets that the base map only names, and from which zoom."""


def _load_sheet(engine: Engine, each: Published, scene: Scene, sheets: list[Sheet]) -> Loaded:
    column = {"places": "category", "metro": "kind"}.get(each.dataset.id, "")
    columns = [column, *(sheet.column for sheet in sheets)]
    only = None
    if each.dataset.id == "roads":
        field = each.dataset.field_named("class")
        only = roads_shown(scene.frame.zoom, tuple(field.values) if field else ())
    if each.dataset.id == "places":
        only = ("category", naming.LANDMARKS)
    return load(
        engine,
        each,
        scene.frame,
        columns=[*filter(None, columns), *name_columns(each.dataset, "name", scene.language)],
        only=only,
        smallest_px=max((sheet.smallest_px for sheet in sheets), default=0.0),
    )


def _load_layer(engine: Engine, each: Published, scene: Scene) -> Loaded:
    style = each.dataset.style
    columns = [style.field] if style.field else []
    columns += name_columns(each.dataset, style.label, scene.language)
    return load(engine, each, scene.frame, columns=columns)


def _names(scene: Scene, below: Mapping[str, Loaded], own: list[tuple[Loaded, Classes]]) -> Names:
    frame = scene.frame
    names = Names(frame.width, frame.height)
    if scene.selected is not None:
        x, y = _pin_place(scene)
        names.reserve((x - 13, y - 34, x + 13, y + 4))
    for each, (loaded, _) in zip(scene.layers, own, strict=True):
        if each.dataset.id not in naming.NAMED_BY_BASE:
            naming.own_names(names, loaded, frame.zoom, scene.language, each.count)
    labelled = {loaded.dataset.id for loaded, _ in own if loaded.dataset.style.label}
    for dataset_id, write in naming.BASE_NAMES.items():
        again = dataset_id in labelled and dataset_id not in naming.NAMED_BY_BASE
        if dataset_id in below and not again:
            write(names, below[dataset_id], frame.zoom, scene.language)
    return names


def _outlined(scene: Scene) -> list[str]:
    """The selected shape, drawn strongly."""
    if scene.selected is None:
        return []
    flat = flatten(np.array([scene.selected], dtype=object), scene.frame)
    zoom = scene.frame.zoom
    edge, line = by_zoom(zoom, (9, 4), (15, 7), (18, 11)), by_zoom(zoom, (9, 2), (15, 3.5), (18, 6))
    return [
        *fill(flat.areas.shapes, BASE.highlight, opacity=0.16),
        *outline(flat.areas.shapes, BASE.edge, edge, opacity=0.8),
        *outline(flat.areas.shapes, BASE.highlight, line),
        *stroke(flat.lines.shapes, BASE.edge, edge, opacity=0.8),
        *stroke(flat.lines.shapes, BASE.highlight, line),
        *dots(flat.points.shapes, [BASE.highlight] * len(flat.points), 11.0, opacity=0.25),
    ]


def _pin_place(scene: Scene) -> tuple[float, float]:
    point = shapely.point_on_surface(scene.selected)
    x, y = scene.frame.pixels(shapely.get_coordinates(point))[0].tolist()
    return x, y


def _pin(scene: Scene) -> list[str]:
    if scene.selected is None:
        return []
    x, y = _pin_place(scene)
    drawn = (
        f'<g transform="translate({x:.1f} {y:.1f})">'
        f'<path d="{PIN_PATH}" fill="{BASE.highlight}" stroke="{BASE.edge}" stroke-width="2"/>'
        f'<circle cx="0" cy="-20" r="4" fill="{BASE.edge}"/></g>'
    )
    return [drawn]


def _legend(loaded: Loaded, classes: Classes) -> list[LegendEntry]:
    """The classes of a layer that are on the map, in the order of its legend."""
    flat = loaded.flat
    of = classes.of(loaded.columns, loaded.read)
    seen = np.unique(np.concatenate([flat.areas.of, flat.lines.of, flat.points.of]).astype(int))
    return [
        LegendEntry(classes.colours[number], classes.labels[number], loaded.dataset.geometry.value)
        for number in np.unique(of[seen]).tolist()
    ]


def _svg(frame: Frame, shapes: list[str], over: list[str]) -> str:
    size = f'width="{frame.width:g}" height="{frame.height:g}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size}'
        f' viewBox="0 0 {frame.width:g} {frame.height:g}">'
        f'<rect {size} fill="{BASE.land}"/>'
        f'<g transform="scale({1 / STEPS_PER_PIXEL:g})">{"".join(shapes)}</g>{"".join(over)}</svg>'
    )
