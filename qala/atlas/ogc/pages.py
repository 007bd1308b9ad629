"""The same resources as pages for people; a program's request that comes here gets its JSON."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, override
from django.views.decorators.http import require_safe

from qala.atlas.lasting import Moved
from qala.atlas.ogc import features
from qala.atlas.ogc.asked import HTML, Asked, read, wants_html
from qala.atlas.ogc.front import OgcFront
from qala.atlas.ogc.itemsquery import items_query
from qala.atlas.ogc.tilesets import QUAD
from qala.atlas.recordtable import is_told
from qala.atlas.served import served
from qala.atlas.tiles.messages import Request
from qala.atlas.tiles.opened import OpenReleases
from qala.atlas.wording import title_of, value_of, worded
from qala.core.dataset import Dataset
from qala.store.items import Item
from qala.store.reader import items_of

COLUMNS_SHOWN = 8
Context = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    """A feature in the table: its title, its address, and the values of the columns shown."""

    title: str
    href: str
    values: tuple[str, ...]


@require_safe
def resource(request: HttpRequest, **_parts: str) -> HttpResponse:
    """Any resource below `/ogc/`."""
    asking = request_of(request)
    front = OgcFront(served(), OpenReleases(served().shelf))
    if not wants_html(asking):
        return _answered(front, asking)
    asked = read(served(), asking)
    if HTML not in asked.route.formats or _has_moved(asked):
        return _answered(front, asking)
    with override(asked.language):
        context = {
            "asked": asked,
            "summary": gettext(asked.route.summary),
            "json_href": asked.here(f=asked.route.formats[0]),
            "trail": _trail(asked),
            **(PAGES[asked.route.name](asked) if asked.route.name in PAGES else {}),
        }
        if asked.route.name not in PAGES:
            context["document"] = front.document(asked)
        page = render(
            request, f"ogc/{TEMPLATES.get(asked.route.name, asked.route.name)}.html", context
        )
    page["Content-Language"] = asked.language
    page["Vary"] = "Accept, Accept-Language, Accept-Encoding"
    return page


TEMPLATES = {"queryables": "fields", "sortables": "fields", "schema": "fields"}


def request_of(request: HttpRequest) -> Request:
    """The request without a word about Django."""
    return Request(
        method=request.method or "GET",
        path=request.path,
        query=request.META.get("QUERY_STRING", ""),
        headers={
            name.lower(): value
            for name, value in request.headers.items()
            if name.lower() != "accept-encoding"  # compressed by the middleware
        },
        scheme=request.scheme or "http",
        host=request.get_host(),
    )


def _answered(front: OgcFront, asking: Request) -> HttpResponse:
    answer = front.answer(asking)
    body = answer.body if isinstance(answer.body, bytes) else b""
    response = HttpResponse(body, status=answer.status)
    del response["Content-Type"]
    for name, value in answer.headers.items():
        response[name] = value
    return response


def _trail(asked: Asked) -> list[tuple[str, str]]:
    """The pages above this one: address and title."""
    trail = [(asked.page(""), gettext("Open data"))]
    if asked.route.path.startswith("collections/"):
        dataset = asked.published.dataset
        trail.append((asked.page("collections"), gettext("Datasets")))
        if asked.route.name != "collection":
            title = dataset.title.in_language(asked.language)
            trail.append((asked.page(f"collections/{dataset.id}"), title))
    return trail if asked.route.name != "landing" else []


def _has_moved(asked: Asked) -> bool:
    """Whether another id stands for the one asked for."""
    at_item = asked.route.name == "item"
    return at_item and isinstance(features.feature(asked, asked.published), Moved)


def _collection(asked: Asked) -> Context:
    return {"published": asked.published, "grid": QUAD}


def _items(asked: Asked) -> Context:
    each = asked.published
    found = asked.served.reader.features(each.release, items_query(asked, each.release))
    items = items_of(found.table)
    told = [field for field in each.dataset.fields if is_told(field, items, asked.language)]
    shown = told[:COLUMNS_SHOWN]
    return {
        "published": each,
        "columns": [field.label.in_language(asked.language) for field in shown],
        "rows": [
            Row(
                title=title_of(item, each.dataset, asked.language) or item.id,
                href=asked.page(f"collections/{each.dataset.id}/items/{item.id}"),
                values=tuple(
                    worded(field, value_of(field, item.properties, asked.language), asked.language)
                    for field in shown
                ),
            )
            for item in items
        ],
        "matched": found.matched,
        "capped": found.matched_capped,
        "next": asked.here(cursor=found.next) if found.next else "",
        "first": asked.here(cursor="") if asked.parameter("cursor") else "",
    }


def _item(asked: Asked) -> Context:
    each = asked.published
    (item,) = items_of(features.feature(asked, each))
    return {
        "published": each,
        "item": item,
        "item_title": title_of(item, each.dataset, asked.language) or item.id,
        "values": _values(item, each.dataset, asked.language),
        "on_map": f"/{asked.language}/map?select={each.dataset.id}/{item.id}"
        if each.release.tiles and item.geometry is not None
        else "",
    }


def _values(item: Item, dataset: Dataset, language: str) -> list[tuple[str, str]]:
    return [
        (
            field.label.in_language(language),
            worded(field, value_of(field, item.properties, language), language),
        )
        for field in dataset.fields
    ]


PAGES: Mapping[str, Callable[[Asked], Context]] = {
    "collection": _collection,
    "items": _items,
    "item": _item,
}
"""What pages show that their JSON has in another form; the others show their document."""
