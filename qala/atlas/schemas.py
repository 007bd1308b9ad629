"""What the JSON API answers, typed; `web/src/lib` says the same in TypeScript."""

from pydantic import BaseModel


class LanguageLink(BaseModel):
    """A language of the city, its own name for itself, and this page in it."""

    code: str
    name: str
    href: str


class CityOut(BaseModel):
    """The city: `bounds` west, south, east, north; `centre` lon, lat, zoom."""

    id: str
    name: str
    mark: str
    bounds: tuple[float, float, float, float]
    centre: tuple[float, float, float]
    generated: bool
    tours: bool
    notice: str


class ThemeOut(BaseModel):
    """A group of layers."""

    id: str
    title: str


class ViewOut(BaseModel):
    """A ready view of the map."""

    id: str
    question: str
    answer: str
    layers: list[str]
    at: tuple[float, float, float]


class FieldOut(BaseModel):
    """A field of a layer; `unit` is worded, `values` are the labels of categories.

    `tiled`: whether the vector tiles hold it.
    """

    name: str
    type: str
    label: str
    unit: str
    values: dict[str, str]
    tiled: bool


class StyleOut(BaseModel):
    """How a layer is drawn, as the city declares it.

    `ramp`: the colours of the classes, least first, where the tiles are painted already (a raster
    of steps); else empty, and the browser chooses them by `palette`.
    """

    kind: str
    field: str
    colours: dict[str, str]
    groups: dict[str, str]
    colour: str
    breaks: list[float]
    palette: str
    ramp: list[str]
    opacity: float
    width: float
    radius: float
    extrude: str
    label: str
    base: bool


class LayerOut(BaseModel):
    """A dataset on the map. `tiles` names its release; `date` is that of its source, worded.

    `encoding`: `mvt` (vector tiles), `png` (painted pictures) or `terrarium` (heights as colours);
    `tile_size`: how many pixels of the map a tile covers. `count`: features, 0 for a raster.
    """

    id: str
    release: int
    title: str
    abstract: str
    theme: str
    geometry: str
    order: int
    tiles: str
    tile_size: int
    encoding: str
    minzoom: int
    maxzoom: int
    bounds: tuple[float, float, float, float]
    fields: list[FieldOut]
    style: StyleOut
    count: int
    date: str
    attribution: str
    page: str
    generated: bool


class MapConfig(BaseModel):
    """All that the map page needs to begin."""

    lang: str
    languages: list[LanguageLink]
    city: CityOut
    themes: list[ThemeOut]
    views: list[ViewOut]
    layers: list[LayerOut]


class PropertyOut(BaseModel):
    """A field of a feature: its label, its value, and the value in words."""

    label: str
    value: str | int | float | bool | None
    text: str


class FeatureOut(BaseModel):
    """A feature at or near the point; `generated` if a program invented it."""

    dataset: str
    dataset_title: str
    theme: str
    id: str
    title: str
    distance_m: float
    inside: bool
    properties: dict[str, PropertyOut]
    source: str
    date: str
    generated: bool


class UnknownOut(BaseModel):
    """A dataset that has nothing to say about the point."""

    dataset: str
    title: str
    theme: str


class IdentifyOut(BaseModel):
    """All that is known at a point; `generated` if any of it was invented."""

    summary: str
    lon: float
    lat: float
    features: list[FeatureOut]
    unknown: list[UnknownOut]
    generated: bool


class PositionOut(BaseModel):
    """A point on a feature, EPSG:4326; `generated` if its release holds invented features."""

    dataset: str
    id: str
    lon: float
    lat: float
    generated: bool


class ReleaseOut(BaseModel):
    """A release: the day it was published on (YYYY-MM-DD), and the address of its tiles."""

    sequence: int
    day: str
    published_at: str
    count: int
    tiles: str


class HistoryOut(BaseModel):
    """A dataset with its releases, newest first."""

    dataset: str
    title: str
    releases: list[ReleaseOut]


class HistoriesOut(BaseModel):
    """The releases of datasets; `known` is the day that was asked for, empty for all days."""

    known: str
    datasets: list[HistoryOut]
