"""Fields of a dataset as JSON Schema: what can be asked for, sorted by, and what comes back."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext

from qala.atlas.ogc.asked import Asked
from qala.atlas.queries import Published
from qala.atlas.units import unit_name
from qala.core.dataset import Field, FieldType, GeometryType
from qala.store.filtering import kinds_of

DIALECT = "https://json-schema.org/draft/2020-12/schema"
TYPES: dict[str, str] = {
    FieldType.INTEGER: "integer",
    FieldType.NUMBER: "number",
    FieldType.BOOLEAN: "boolean",
}
GEOMETRIES = {
    GeometryType.POINT: "geometry-point-or-multipoint",
    GeometryType.LINE: "geometry-linestring-or-multilinestring",
    GeometryType.POLYGON: "geometry-polygon-or-multipolygon",
}
Properties = dict[str, dict[str, Any]]


def queryables(asked: Asked) -> dict[str, Any]:
    """What filters may name."""
    each = asked.published
    return _schema(asked, each, {**_id(), **_geometry(each), **columns(asked, each)})


def sortables(asked: Asked) -> dict[str, Any]:
    """What `sortby` may name."""
    each = asked.published
    return _schema(asked, each, {**_id(), **columns(asked, each)})


def schema(asked: Asked) -> dict[str, Any]:
    """What features are made of (OGC API - Features, part 5)."""
    each = asked.published
    identity = {"id": {**_id()["id"], "x-ogc-role": "id"}}
    geometry = {
        name: {**written, "x-ogc-role": "primary-geometry"}
        for name, written in _geometry(each).items()
    }
    return _schema(asked, each, {**identity, **geometry, **columns(asked, each)})


def columns(asked: Asked, each: Published) -> Properties:
    """The columns of the release in force, titled in the asked language."""
    languages = asked.served.city.languages
    declared = dict(_declared(each, languages))
    kinds = kinds_of(each.release.manifest)
    return {
        name: _property(asked, *declared[name])
        if name in declared
        else {"type": TYPES.get(kinds[name], "string")}  # the city declares it no longer
        for name in each.release.manifest.columns
    }


def _declared(
    each: Published, languages: tuple[str, ...]
) -> Iterator[tuple[str, tuple[Field, str]]]:
    """For every column its field and, of a name in several languages, which one it has."""
    for field in each.dataset.fields:
        for column in field.columns(languages):
            yield column, (field, column[len(field.name) + 1 :])


def _property(asked: Asked, field: Field, language: str) -> dict[str, Any]:
    title = field.label.in_language(asked.language)
    if language:
        name = asked.served.city.language_names.get(language, language)
        title = f"{title} ({name})"
    found: dict[str, Any] = {"title": title, "type": TYPES.get(field.type, "string")}
    if unit := unit_name(field.unit):
        found["x-ogc-unit"] = unit
    if field.type is FieldType.CATEGORY and field.values:
        labels = (
            f"{value}: {label.in_language(asked.language)}" for value, label in field.values.items()
        )
        found["description"] = "; ".join(labels)
    if field.type is FieldType.DATE:
        found["description"] = gettext("A date as its source gives it: {examples}.").format(
            examples="2026, 2026-11, 2026-11-22"
        )
    return found


def _id() -> Properties:
    return {"id": {"title": gettext("Identifier"), "type": "string"}}


def _geometry(each: Published) -> Properties:
    kind = GEOMETRIES.get(each.dataset.geometry, "geometry-any")
    return {"geometry": {"title": gettext("Geometry"), "format": kind}}


def _schema(asked: Asked, each: Published, properties: Properties) -> dict[str, Any]:
    return {
        "$schema": DIALECT,
        "$id": asked.here(),
        "type": "object",
        "title": each.dataset.title.in_language(asked.language),
        "description": each.dataset.abstract.in_language(asked.language),
        "properties": properties,
        "additionalProperties": False,
    }
