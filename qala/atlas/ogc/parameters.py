"""The parameters below `/ogc/` as OpenAPI describes them."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext

from qala.atlas.cql2.limits import LENGTH_MAX
from qala.atlas.cql2.reading import JSON, TEXT
from qala.atlas.ogc.asked import Asked
from qala.atlas.ogc.crs import CRS84, references
from qala.atlas.ogc.itemsquery import LIMIT_DEFAULT
from qala.atlas.ogc.routes import Route
from qala.atlas.ogc.tilesets import QUAD
from qala.atlas.tiles.addresses import DEEPEST_ZOOM
from qala.core.errors import mark
from qala.store.query import LIMIT_MAX, SORT_KEYS_MAX

Schema = dict[str, Any]

WORDS = {
    "f": mark("The form of the answer; by default what the client accepts"),
    "lang": mark("The language of titles and messages; by default the visitor's"),
    "limit": mark("How many features on a page; more than {most} are never given"),
    "cursor": mark("Where the next page begins: taken from its link, never made up"),
    "bbox": mark("Only features that meet this box: west,south,east,north, in the order of axes"),
    "bbox-crs": mark("The reference system of the box"),
    "datetime": mark("A moment or an interval; features without a time belong to every one"),
    "crs": mark("The reference system of the answer"),
    "sortby": mark("Fields to sort by, with commas; a minus before one turns it round"),
    "filter": mark("A condition in CQL2 over the fields of the dataset"),
    "filter-lang": mark("How the filter is written"),
    "filter-crs": mark("The reference system of shapes in the filter"),
}


def described(name: str, asked: Asked, route: Route) -> Schema:
    """A parameter of the query."""
    schema = _SCHEMAS[name](asked, route)
    found: Schema = {
        "name": name,
        "in": "query",
        "required": False,
        "description": gettext(WORDS[name]).format(most=LIMIT_MAX),
        "schema": schema,
    }
    if schema["type"] == "array":
        found |= {"style": "form", "explode": False}
    return found


def parts(route: Route, datasets: list[str]) -> list[Schema]:
    """The parts of an address."""
    schemas: dict[str, Schema] = {
        "collectionId": {"type": "string", "enum": datasets},
        "featureId": {"type": "string"},
        "tileMatrixSetId": {"type": "string", "enum": [QUAD]},
        "tileMatrix": {"type": "integer", "minimum": 0, "maximum": DEEPEST_ZOOM},
        "tileRow": {"type": "integer", "minimum": 0},
        "tileCol": {"type": "integer", "minimum": 0},
    }
    return [
        {"name": name, "in": "path", "required": True, "schema": schemas[name]}
        for name in route.parts
    ]


def _one_system(asked: Asked, _route: Route) -> Schema:
    known = list(references(asked.served.city.projection))
    return {"type": "string", "format": "uri", "enum": known, "default": CRS84}


def _box(_asked: Asked, _route: Route) -> Schema:
    return {"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 6}


_SCHEMAS: dict[str, Callable[[Asked, Route], Schema]] = {
    "f": lambda _asked, route: {"type": "string", "enum": list(route.formats)},
    "lang": lambda asked, _route: {"type": "string", "enum": list(asked.served.city.languages)},
    "limit": lambda _asked, _route: {"type": "integer", "minimum": 1, "default": LIMIT_DEFAULT},
    "cursor": lambda _asked, _route: {"type": "string"},
    "bbox": _box,
    "bbox-crs": _one_system,
    "datetime": lambda _asked, _route: {"type": "string"},
    "crs": _one_system,
    "sortby": lambda _asked, _route: {
        "type": "array",
        "items": {"type": "string", "pattern": r"^[+-]?\w+$"},
        "minItems": 1,
        "maxItems": SORT_KEYS_MAX,
    },
    "filter": lambda _asked, _route: {"type": "string", "maxLength": LENGTH_MAX},
    "filter-lang": lambda _asked, _route: {"type": "string", "enum": [TEXT, JSON], "default": TEXT},
    "filter-crs": _one_system,
}
