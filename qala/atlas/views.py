"""The pages of the map and the catalogue, thin."""

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from qala.atlas.datasetpage import dataset_page
from qala.atlas.drawn.sharing import shared_place
from qala.atlas.lasting import Moved, standing
from qala.atlas.mapconfig import map_config
from qala.atlas.queries import (
    by_theme,
    matching,
    published,
    published_dataset,
)
from qala.atlas.records.schema_org import schema_org
from qala.atlas.recordtable import asked
from qala.atlas.served import served

WORDS_MAX = 200
SELECT_MAX = 300
CURSOR_MAX = 4_000


@require_safe
def map_page(request: HttpRequest) -> HttpResponse:
    """The map: a frame that tells what is on it, and the script that draws it."""
    config = map_config(served(), get_language() or "")
    datasets = [each for each in published(served()) if each.release.tiles]
    return render(
        request,
        "atlas/map.html",
        {
            "config": config,
            "config_json": config.model_dump(mode="json"),
            "themes": by_theme(served(), datasets),
            "shared": shared_place(served(), request.GET.get("select", "")[:SELECT_MAX]),
        },
    )


@require_safe
@xframe_options_exempt
def embed(request: HttpRequest) -> HttpResponse:
    """The map for the pages of other sites: the one address that they may frame."""
    config = map_config(served(), get_language() or "")
    shown = request.GET.get("layers", "").split(",")
    titles = {layer.id: layer.title for layer in config.layers if layer.id in shown}
    return render(
        request,
        "atlas/embed.html",
        {
            "config_json": config.model_dump(mode="json"),
            "titles": [titles[each] for each in dict.fromkeys(shown) if each in titles],
            "query": request.GET.urlencode(safe=",/:"),
        },
    )


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """All datasets by theme, or those that match `?q=` and belong to `?theme=`."""
    words = request.GET.get("q", "")[:WORDS_MAX].strip()
    theme = request.GET.get("theme", "")[:WORDS_MAX]
    datasets = published(served())
    found = [each for each in matching(datasets, words) if not theme or each.dataset.theme == theme]
    return render(
        request,
        "atlas/catalogue.html",
        {
            "words": words,
            "theme": theme,
            "all_themes": by_theme(served(), datasets),
            "themes": by_theme(served(), found),
            "found": len(found),
            "all": len(datasets),
        },
    )


@require_safe
def dataset(request: HttpRequest, dataset_id: str) -> HttpResponse:
    """One dataset: what it is, where from, its records, fields, releases and downloads."""
    language = get_language() or ""
    each = published_dataset(served(), dataset_id)
    wanted = asked(
        request.GET.get("sort", "")[:WORDS_MAX], request.GET.get("after", "")[:CURSOR_MAX]
    )
    origin = request.build_absolute_uri("/").rstrip("/")
    return render(
        request,
        "atlas/dataset.html",
        {
            "page": dataset_page(served(), each, language=language, asked=wanted),
            "record": schema_org(served().city, each, origin=origin, language=language),
        },
    )


@require_safe
def feature(request: HttpRequest, dataset_id: str, feature_id: str) -> HttpResponse:
    """The lasting address of a feature: leads a reader to the map, a program to its item.

    One that moved answers 301, one that is gone 410.
    """
    found = standing(served(), dataset_id, feature_id)
    if isinstance(found, Moved):
        return HttpResponsePermanentRedirect(f"/id/{dataset_id}/{quote(found.id, safe='')}")
    named = quote(feature_id, safe="")
    if request.accepts("text/html"):
        address = f"/{get_language()}/map?layers={dataset_id}&select={dataset_id}/{named}"
    else:
        address = f"/ogc/collections/{dataset_id}/items/{named}"
    response = HttpResponse(status=303, headers={"Location": address})
    patch_vary_headers(response, ("Accept", "Accept-Language"))
    return response
