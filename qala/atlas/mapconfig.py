"""The configuration of the map page, made from the city and its releases in force."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from qala.atlas import schemas
from qala.atlas.provenance import attribution, source_date
from qala.atlas.queries import Published, offered_views, published, shows_invented_city
from qala.atlas.served import Served
from qala.atlas.units import unit_name
from qala.core.dataset import Dataset, Field
from qala.core.geometry import BBox
from qala.core.palette import step_colours
from qala.store.shelf import Release

RASTER_TILE_PX = 256
VECTOR_TILE_PX = 512
"""What MapLibre lets a vector tile cover."""


def map_config(served: Served, language: str) -> schemas.MapConfig:
    """Everything the map needs to begin, worded in `language` (which is the active one)."""
    city = served.city
    layers = [each for each in published(served) if each.release.tiles]
    return schemas.MapConfig(
        lang=language,
        languages=[
            schemas.LanguageLink(code=code, name=city.language_names[code], href=f"/{code}/map")
            for code in city.languages
        ],
        city=schemas.CityOut(
            id=city.id,
            name=city.name.in_language(language),
            mark=city.branding.mark,
            bounds=_corners(city.bounds),
            centre=city.centre,
            generated=shows_invented_city(layers),
            tours=bool(city.tours),
            notice=city.notice.in_language(language),
        ),
        themes=[
            schemas.ThemeOut(id=theme.id, title=theme.title.in_language(language))
            for theme in city.themes
        ],
        views=[
            schemas.ViewOut(
                id=view.id,
                question=view.question.in_language(language),
                answer=view.answer.in_language(language),
                layers=list(view.layers),
                at=view.at,
            )
            for view in offered_views(served, layers)
        ],
        layers=[_layer(each, city.bounds, language) for each in layers],
    )


def _layer(each: Published, city_bounds: BBox, language: str) -> schemas.LayerOut:
    dataset, release = each.dataset, each.release
    extent = release.manifest.extent
    cut = release.manifest.tiles or {}
    return schemas.LayerOut(
        id=dataset.id,
        release=release.sequence,
        title=dataset.title.in_language(language),
        abstract=dataset.abstract.in_language(language),
        theme=dataset.theme,
        geometry=dataset.geometry.value,
        order=dataset.order,
        tiles=tile_address(release),
        tile_size=RASTER_TILE_PX if dataset.is_raster else VECTOR_TILE_PX,
        encoding=release.encoding,
        minzoom=cut.get("min_zoom", dataset.tiles.min_zoom),
        maxzoom=cut.get("max_zoom", dataset.tiles.max_zoom),
        bounds=_corners(BBox(*extent) if extent else city_bounds),
        fields=[_field(field, language, cut) for field in dataset.fields],
        style=_style(dataset, language),
        count=each.count,
        date=source_date(release, language),
        attribution=attribution(release, language),
        page=f"/{language}/data/{dataset.id}",
        generated=release.manifest.generated,
    )


def tile_address(release: Release) -> str:
    """The address of a release's tiles, which never change."""
    return f"/tiles/{release.dataset}/{release.sequence}/{{z}}/{{x}}/{{y}}.{release.extension}"


def _field(field: Field, language: str, cut: Mapping[str, Any]) -> schemas.FieldOut:
    return schemas.FieldOut(
        name=field.name,
        type=field.type.value,
        label=field.label.in_language(language),
        unit=unit_name(field.unit),
        values={value: text.in_language(language) for value, text in field.values.items()},
        tiled=field.name in cut.get("attributes", ()),
    )


def _style(dataset: Dataset, language: str) -> schemas.StyleOut:
    style = dataset.style
    groups = {colour: name.in_language(language) for colour, name in style.groups.items()}
    ramp = step_colours(style) if dataset.is_raster and style.kind == "steps" else []
    return schemas.StyleOut(**{**asdict(style), "groups": groups, "ramp": ramp})


def _corners(box: BBox) -> tuple[float, float, float, float]:
    return box.west, box.south, box.east, box.north
