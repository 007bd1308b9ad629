"""The OpenAPI 3.0 description of `/ogc/`, written from the table of routes."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext

from qala import __version__
from qala.atlas.ogc.answerschemas import SCHEMAS
from qala.atlas.ogc.asked import Asked
from qala.atlas.ogc.fields import columns
from qala.atlas.ogc.parameters import described, parts
from qala.atlas.ogc.routes import ROUTES, Route
from qala.atlas.problems import MEDIA_TYPE
from qala.atlas.queries import Published, published

REFUSALS = {
    "400": "InvalidRequest",
    "404": "NotFound",
    "410": "Withdrawn",
    "414": "TooLong",
    "429": "TooMany",
    "503": "Unavailable",
}


def openapi(asked: Asked) -> dict[str, Any]:
    """The description in the asked language; `items` of every dataset stands apart."""
    city = asked.served.city
    return {
        "openapi": "3.0.3",
        "info": {
            "title": gettext("{city}: open data").format(
                city=city.name.in_language(asked.language)
            ),
            "version": __version__,
            "description": gettext(
                "Every dataset of the city map as features and tiles, for GIS and other programs."
            ),
        },
        "servers": [{"url": asked.root}],
        "paths": dict(_paths(asked)),
        "components": {"schemas": SCHEMAS, "responses": _refusals()},
    }


def _paths(asked: Asked) -> Iterator[tuple[str, Any]]:
    datasets = [each for each in published(asked.served) if not each.release.raster]
    for route in ROUTES:
        if not route.takes_fields:
            yield f"/{route.path}", {"get": _operation(asked, route, datasets)}
            continue
        for each in datasets:
            path = route.path.format(collectionId=each.dataset.id)
            yield f"/{path}", {"get": _operation_on(asked, route, each)}


def _operation(asked: Asked, route: Route, datasets: list[Published]) -> dict[str, Any]:
    return {
        "operationId": route.name,
        "tags": [_tag(route)],
        "summary": gettext(route.summary),
        "parameters": [
            *parts(route, [each.dataset.id for each in datasets]),
            *(described(name, asked, route) for name in route.parameters),
        ],
        "responses": _responses(route),
    }


def _operation_on(asked: Asked, route: Route, each: Published) -> dict[str, Any]:
    """One operation for one dataset, whose fields are parameters."""
    fields = [
        {
            "name": name,
            "in": "query",
            "required": False,
            "description": written.get("title", name),
            "schema": {"type": written["type"]},
        }
        for name, written in columns(asked, each).items()
        if name not in route.parameters
    ]
    title = each.dataset.title.in_language(asked.language)
    return {
        "operationId": f"{route.name}-{each.dataset.id}",
        "tags": [_tag(route)],
        "summary": f"{gettext(route.summary)}: {title}",
        "parameters": [*(described(name, asked, route) for name in route.parameters), *fields],
        "responses": _responses(route),
    }


def _tag(route: Route) -> str:
    return "tiles" if "tile" in route.path.lower() else "features"


def _responses(route: Route) -> dict[str, Any]:
    answer = (
        {"type": "string", "format": "binary"}
        if route.name == "tile"
        else {"$ref": f"#/components/schemas/{route.schema}"}
    )
    content: dict[str, Any] = {route.media_type: {"schema": answer}}
    if "html" in route.formats:
        content["text/html"] = {"schema": {"type": "string"}}
    found: dict[str, Any] = {"200": {"description": gettext(route.summary), "content": content}}
    if route.name == "tile":
        found["204"] = {"description": gettext("Nothing is in this tile")}
    if route.name == "item":
        found["301"] = {"description": gettext("Another identifier stands for this one now")}
    for status, name in REFUSALS.items():
        found[status] = {"$ref": f"#/components/responses/{name}"}
    return found


def _refusals() -> dict[str, Any]:
    content = {
        MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/problem"}},
        "text/html": {"schema": {"type": "string"}},
    }
    words = {
        "InvalidRequest": gettext("A parameter cannot be used"),
        "NotFound": gettext("There is no such thing"),
        "Withdrawn": gettext("It was published and has been withdrawn"),
        "TooMany": gettext("Too many requests"),
        "TooLong": gettext("The address is too long"),
        "Unavailable": gettext("This cannot be answered right now"),
    }
    return {name: {"description": said, "content": content} for name, said in words.items()}
