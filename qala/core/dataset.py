"""A dataset as its TOML declares it: what it holds, where from, and how it is drawn."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from qala.core.search import Searchable
from qala.core.text import Text

NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")
"""What ids of cities and datasets and names of fields look like."""

OWN_COLUMNS = ("id", "geometry", "bbox")
"""Columns that every release has; no field may be called so."""


class FieldType(StrEnum):
    """What a field holds. `NAME` is text in several languages and takes several columns."""

    TEXT = "text"
    NAME = "name"
    CATEGORY = "category"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"


AGGREGATES = ("sum", "mean")
"""What can be made of one number of many features."""


class GeometryType(StrEnum):
    """What shape features have; multi-part geometries belong to their single-part type.

    A `RASTER` has no features: its one field is what each cell of a grid holds.
    """

    POINT = "point"
    LINE = "line"
    POLYGON = "polygon"
    MIXED = "mixed"
    RASTER = "raster"


@dataclass(frozen=True, slots=True)
class Field:
    """One declared field. Only declared fields leave in a release.

    A field of type NAME called `name` becomes the columns `name` (as written locally) and
    `name_kk`, `name_ru` ... for each language of the city. `per_km2` names two other fields, a
    count and an area in m2: where a source does not give this field it is the count for each km2.
    `aggregate`: what can be said of many features together, their `sum` or `mean`; else empty.
    """

    name: str
    type: FieldType
    label: Text
    unit: str = ""
    values: Mapping[str, Text] = field(default_factory=dict)
    decimals: int | None = None
    per_km2: tuple[str, ...] = ()
    aggregate: str = ""

    @property
    def is_number(self) -> bool:
        """Whether it can be reckoned with."""
        return self.type in (FieldType.INTEGER, FieldType.NUMBER)

    def columns(self, languages: tuple[str, ...]) -> tuple[str, ...]:
        """The columns of this field in a release."""
        if self.type is not FieldType.NAME:
            return (self.name,)
        return (self.name, *(f"{self.name}_{language}" for language in languages))


@dataclass(frozen=True, slots=True)
class Completion:
    """A table of the city's folder that fills the `columns` which a source lacks.

    A row belongs to the feature whose declared column `on` has the same text.
    """

    path: str
    on: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceSpec:
    """One way to obtain the dataset; `kind` names the reader, `options` are its own.

    `fields` maps a declared column to the source's column (or tag), and `id` to the one that holds
    a stable id, if there is one; `translate` maps a field's source values to declared ones. `path`
    is relative to the data folder given with `--data` (kind `file`) or to the city folder (kind
    `facts`); `layer` is a layer of the OSM reader.
    """

    kind: str
    path: str = ""
    layer: str = ""
    title: Text = field(default_factory=Text)
    publisher: Text = field(default_factory=Text)
    url: str = ""
    licence: str = ""
    date: str = ""
    note: Text = field(default_factory=Text)
    fields: Mapping[str, str] = field(default_factory=dict)
    translate: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    options: Mapping[str, Any] = field(default_factory=dict)
    complete: Completion | None = None
    line: int = 0


FREQUENCIES = ("continuous", "daily", "weekly", "monthly", "quarterly", "annual", "irregular")
"""How often a source may be said to be renewed."""

BY_CELL_SIZE = -1
"""As the deepest zoom of a raster: the first whose pixels are no larger than its cells."""


@dataclass(frozen=True, slots=True)
class TileSpec:
    """How the dataset is cut into tiles.

    `simplification` is tippecanoe's multiple of its default tolerance; `drop` is what may be left
    out of crowded low-zoom tiles: `none`, `densest`, `smallest`. `attributes` empty means all.
    `resampling` is how cells of a raster become pixels: `average`, `bilinear` or `nearest`; its
    `max_zoom` may be BY_CELL_SIZE.
    """

    min_zoom: int = 8
    max_zoom: int = 14
    attributes: tuple[str, ...] = ()
    simplification: float = 4.0
    drop: str = "densest"
    resampling: str = "average"


@dataclass(frozen=True, slots=True)
class Style:
    """How the dataset is drawn, as data: the browser turns it into MapLibre layers.

    `kind`: `plain`, `category` (a colour per value of `field`), `steps` (a colour per class of a
    number) or `elevation` (a raster of heights in metres). `colours` are CSS colours or empty for
    the standard palette; values that share a colour share an entry of the legend, which `groups`
    names by that colour. `clear`: cells of a raster below the first break are not painted.
    """

    kind: str = "plain"
    colours: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, Text] = field(default_factory=dict)
    colour: str = ""
    breaks: tuple[float, ...] = ()
    palette: str = ""
    opacity: float = 1.0
    width: float = 1.5
    radius: float = 4.0
    extrude: str = ""
    label: str = ""
    base: bool = False
    clear: bool = False
    field: str = ""


@dataclass(frozen=True, slots=True)
class Dataset:
    """One dataset of a city. `id` is its address everywhere.

    With a `key` the ids of features survive releases; `moved` gives for an id that is no longer
    used the one that stands for it now. `frequency` is how often the source is renewed, as ISO
    19115 and DCAT call it, empty where nobody promises it.
    """

    id: str
    title: Text
    abstract: Text
    theme: str
    geometry: GeometryType
    fields: tuple[Field, ...]
    sources: tuple[SourceSpec, ...]
    file: str
    key: str = ""
    title_field: str = ""
    mapped: bool = True
    order: int = 100
    identify_within_m: float = 30.0
    singular: Text = field(default_factory=Text)
    tiles: TileSpec = field(default_factory=TileSpec)
    style: Style = field(default_factory=Style)
    search: Searchable | None = None
    moved: Mapping[str, str] = field(default_factory=dict)
    frequency: str = ""

    def field_named(self, name: str) -> Field | None:
        """The declared field called `name`, if there is one."""
        return next((each for each in self.fields if each.name == name), None)

    @property
    def is_raster(self) -> bool:
        """Whether the dataset is a grid of cells instead of features."""
        return self.geometry is GeometryType.RASTER

    @property
    def labels_polygons(self) -> bool:
        """Whether polygons of this dataset are labelled, which takes a tile layer of its own."""
        areal = self.geometry in {GeometryType.POLYGON, GeometryType.MIXED}
        return areal and bool(self.style.label)

    def columns(self, languages: tuple[str, ...]) -> tuple[str, ...]:
        """All columns of a release of this dataset, in order, without id and geometry."""
        return tuple(column for each in self.fields for column in each.columns(languages))
