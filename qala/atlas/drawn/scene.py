"""A drawn map: what it shows, and its SVG."""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import monotonic

import numpy as np
import shapely

from qala.atlas.drawn import relief, thematic
from qala.atlas.drawn.classes import Classes, classes_of
from qala.atlas.drawn.frame import Frame
from qala.atlas.drawn.ground import NEEDS, SHEETS, Level, Need
from qala.atlas.drawn.layernames import NAMED_BY_BASE, layer_names
from qala.atlas.drawn.loading import Loaded, load, name_columns
from qala.atlas.drawn.looks import PLAIN, Look, faded, without_hidden
from qala.atlas.drawn.marks import outlined, pin, pin_box
from qala.atlas.drawn.naming import BASE_NAMES
from qala.atlas.drawn.palette import BY_DAY, BY_NIGHT, HEIGHTS, INK, inked
from qala.atlas.drawn.paths import STEPS_PER_PIXEL
from qala.atlas.drawn.placing import Names
from qala.atlas.queries import Published
from qala.core.errors import ShelfDamaged, TimedOut, mark
from qala.core.palette import CLEAR
from qala.store.engine import Engine

logger = logging.getLogger(__name__)

DEADLINE_S = 20.0
"""Four times what the fullest map of a generated city needs on a busy machine."""

PICTURES = (Level.GROUND, Level.SHADE, Level.RASTERS)
"""The levels that hold pictures, which are placed in pixels."""

Levels = dict[Level, list[str]]


@dataclass(frozen=True, slots=True)
class Scene:
    """What a map shows: a window, layers from the uppermost down, the base map below them.

    `base` has the datasets of the base map by id; `selected` is a shape in EPSG:4326 that the map
    is about. Names are written in `language`; `dark` is for pages at night. `looks` has the
    layers that the visitor made fainter or hid parts of. Rasters have `fineness` pixels of their
    own on each pixel of the map.
    """

    frame: Frame
    language: str
    layers: tuple[Published, ...] = ()
    base: Mapping[str, Published] = field(default_factory=dict)
    selected: shapely.Geometry | None = None
    dark: bool = False
    looks: Mapping[str, Look] = field(default_factory=dict)
    fineness: float = relief.ON_SCREENS


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """A class that is on the map: its dataset, colour, label, and how its symbol looks."""

    dataset: str
    colour: str
    label: str
    symbol: str


@dataclass(frozen=True, slots=True)
class DrawnMap:
    """A map as SVG, the classes on it, and what was read for it: layers and the base map."""

    svg: str
    legend: tuple[LegendEntry, ...]
    layers: tuple[Loaded, ...]
    below: tuple[Loaded, ...]


@dataclass(slots=True)
class _Reading:
    """What is read for one map, until its deadline."""

    engine: Engine
    scene: Scene
    until: float

    def base(self) -> dict[str, Loaded]:
        """Each dataset of the base map that is seen at this zoom, read once."""
        loaded = {}
        for dataset_id, each in self.scene.base.items():
            need = NEEDS.get(dataset_id)
            if need and self.scene.frame.zoom >= need.from_zoom:
                with _left_out_if_damaged(each):
                    loaded[dataset_id] = self._sheet(each, need)
        return loaded

    def layer(self, each: Published) -> Loaded:
        """A dataset shown as a layer of its own."""
        style = each.dataset.style
        columns = [style.field] if style.field else []
        columns += name_columns(each.dataset, style.label, self.scene.language)
        self._check()
        look = self.scene.looks.get(each.dataset.id, PLAIN)
        return load(self.engine, each, self.scene.frame, columns=columns, where=look.where)

    def _sheet(self, each: Published, need: Need) -> Loaded:
        self._check()
        only = None
        if need.seen:
            declared = each.dataset.field_named(need.kind)
            seen = need.seen(self.scene.frame.zoom, tuple(declared.values) if declared else ())
            only = (need.kind, seen)
        names = name_columns(each.dataset, "name", self.scene.language)
        columns = [*([need.column] if need.column else []), *names]
        return load(
            self.engine,
            each,
            self.scene.frame,
            columns=columns,
            only=only,
            smallest_px=need.smallest_px,
        )

    def _check(self) -> None:
        if monotonic() > self.until:
            raise TimedOut(
                mark("This takes longer than {seconds} s: ask for less."), seconds=DEADLINE_S
            )


@contextmanager
def _left_out_if_damaged(each: Published) -> Iterator[None]:
    """Draw on without a dataset of the base map that cannot be read or was just withdrawn."""
    try:
        yield
    except ShelfDamaged:
        logger.exception("%s is left out of a drawn map", each.dataset.id)


def draw(engine: Engine, scene: Scene) -> DrawnMap:
    """Read what the scene shows and draw it.

    Raises TimedOut, and ShelfDamaged where a layer cannot be read; the base map may be incomplete.
    """
    reading = _Reading(engine, scene, monotonic() + DEADLINE_S)
    levels: Levels = {level: [] for level in Level}
    below = _draw_base(reading, levels)
    legend: list[LegendEntry] = []
    own: list[tuple[Published, Loaded]] = []
    for each in reversed(scene.layers):
        classes = classes_of(each.dataset, scene.language)
        if each.dataset.is_raster:
            seen = _draw_raster(scene, each, classes, levels)
        else:
            look = scene.looks.get(each.dataset.id, PLAIN)
            loaded = without_hidden(reading.layer(each), classes, look)
            own.insert(0, (each, loaded))
            seen = _draw_layer(scene, loaded, classes, levels)
        symbol = each.dataset.geometry.value
        legend[:0] = [
            LegendEntry(each.dataset.id, classes.colours[number], classes.labels[number], symbol)
            for number in seen
            if classes.colours[number] != CLEAR
        ]
    names = _names(scene, below, own)
    return DrawnMap(
        svg=_svg(scene, levels, names),
        legend=tuple(legend),
        layers=tuple(loaded for _, loaded in own),
        below=tuple(below.values()),
    )


def _draw_base(reading: _Reading, levels: Levels) -> dict[str, Loaded]:
    scene, zoom = reading.scene, reading.scene.frame.zoom
    for each in scene.base.values():
        if each.dataset.is_raster:
            with _left_out_if_damaged(each):
                heights = relief.heights(each, scene.frame, scene.fineness)
                tints, breaks = (BY_NIGHT if scene.dark else BY_DAY), each.dataset.style.breaks
                levels[Level.GROUND] += relief.tinted(heights, breaks, tints.heights, scene.frame)
                levels[Level.SHADE] += relief.shaded(heights, tints, scene.frame)
    below = reading.base()
    for sheet in SHEETS:
        if sheet.dataset in below and zoom >= sheet.from_zoom:
            levels[sheet.level] += sheet.draw(below[sheet.dataset], zoom)
    return below


def _draw_raster(scene: Scene, each: Published, classes: Classes, levels: Levels) -> list[int]:
    """A raster as a layer; which of its classes are on the map."""
    look, frame = scene.looks.get(each.dataset.id, PLAIN), scene.frame
    if each.dataset.style.kind == "elevation":
        heights = relief.heights(each, frame, scene.fineness)
        drawn = relief.tinted(heights, each.dataset.style.breaks, HEIGHTS, frame)
        drawn += relief.shaded(heights, BY_DAY, frame)
        seen = list(range(len(classes.colours)))
    else:
        drawn, seen = relief.in_classes(each, frame, classes.colours, fineness=scene.fineness)
    levels[Level.RASTERS] += faded(drawn, look)
    return seen


def _draw_layer(scene: Scene, loaded: Loaded, classes: Classes, levels: Levels) -> list[int]:
    """A dataset as a layer; which of its classes are on the map."""
    frame, look = scene.frame, scene.looks.get(loaded.dataset.id, PLAIN)
    zoom, map_px2 = frame.zoom, frame.width * frame.height
    levels[Level.AREAS] += faded(thematic.areas(loaded, classes, zoom), look)
    levels[Level.LINES] += faded(thematic.lines(loaded, classes, zoom, map_px2=map_px2), look)
    levels[Level.POINTS] += faded(thematic.points(loaded, classes, zoom), look)
    flat = loaded.flat
    placed = np.unique(np.concatenate([flat.areas.of, flat.lines.of, flat.points.of]).astype(int))
    return [int(each) for each in np.unique(classes.of(loaded.columns, loaded.read)[placed])]


def _names(scene: Scene, below: Mapping[str, Loaded], own: list[tuple[Published, Loaded]]) -> Names:
    frame = scene.frame
    names = Names(frame.width, frame.height, INK["halo"])
    if scene.selected is not None:
        names.reserve(pin_box(scene.selected, frame))
    named = set()
    for each, loaded in own:
        if each.dataset.id not in NAMED_BY_BASE:
            layer_names(names, loaded, frame.zoom, scene.language, count=each.count)
            named.update([each.dataset.id] if each.dataset.style.label else [])
    for dataset_id, write in BASE_NAMES.items():
        if dataset_id in below and dataset_id not in named:
            write(names, below[dataset_id], frame.zoom, scene.language)
    return names


def _svg(scene: Scene, levels: Levels, names: Names) -> str:
    """Shapes are in tenths of a pixel, pictures and names in pixels."""
    frame = scene.frame
    over: list[str] = []
    if scene.selected is not None:
        levels[Level.CHOSEN] += outlined(scene.selected, frame)
        over = pin(scene.selected, frame)
    size = f'width="{frame.width:g}" height="{frame.height:g}"'
    scaled = f'<g transform="scale({1 / STEPS_PER_PIXEL:g})">'
    body = "".join(
        each if level in PICTURES and "<image" in each else f"{scaled}{each}</g>"
        for level in Level
        for each in levels[level]
    ).replace(f"</g>{scaled}", "")
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size}'
        f' viewBox="0 0 {frame.width:g} {frame.height:g}">'
        f'<rect {size} fill="{INK["land"]}"/>{body}{"".join(names.placed)}{"".join(over)}</svg>'
    )
    return inked(svg, dark=scene.dark)
