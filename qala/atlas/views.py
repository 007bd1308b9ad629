"""The pages of the map and the catalogue, thin."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from qala.atlas.datasetpage import dataset_page
from qala.atlas.drawn.sharing import shared_place
from qala.atlas.mapconfig import map_config
from qala.atlas.queries import (
    by_theme,
    matching,
    published,
    published_dataset,
)
from qala.atlas.served import served

WORDS_MAX = 200
SELECT_MAX = 300


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
def catalogue(request: HttpRequest) -> HttpResponse:
    """All datasets by theme, or those that match `?q=`."""
    words = request.GET.get("q", "")[:WORDS_MAX].strip()
    datasets = published(served())
    found = matching(datasets, words)
    return render(
        request,
        "atlas/catalogue.html",
        {
            "words": words,
            "themes": by_theme(served(), found),
            "found": len(found),
            "all": len(datasets),
        },
    )


@require_safe
def dataset(request: HttpRequest, dataset_id: str) -> HttpResponse:
    """One dataset: what it is, where from, its fields, releases and downloads."""
    page = dataset_page(
        served(), published_dataset(served(), dataset_id), language=get_language() or ""
    )
    return render(request, "atlas/dataset.html", {"page": page})
