"""The pages of the map and the catalogue, thin."""

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_response_headers
from django.utils.http import quote_etag
from django.utils.translation import get_language
from django.views.decorators.http import condition, require_safe

from qala.atlas.datasetpage import dataset_page
from qala.atlas.mapconfig import map_config
from qala.atlas.queries import (
    by_theme,
    matching,
    published,
    published_dataset,
    published_release,
)
from qala.atlas.served import served
from qala.core.errors import ShelfDamaged, mark
from qala.store.manifest import FEATURES

PARQUET = "application/vnd.apache.parquet"
YEAR_S = 365 * 24 * 3600
WORDS_MAX = 200


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


def _checksum(_request: HttpRequest, dataset_id: str, sequence: int) -> str:
    release = published_release(served(), dataset_id, sequence)
    return quote_etag(release.manifest.files[FEATURES].sha256)


@require_safe
@condition(etag_func=_checksum)
def features_file(_request: HttpRequest, dataset_id: str, sequence: int) -> HttpResponseBase:
    """A release as GeoParquet. It never changes, so it may be kept for ever."""
    release = published_release(served(), dataset_id, sequence)
    try:
        file = release.features.open("rb")
    except FileNotFoundError as error:
        raise ShelfDamaged(mark("A release cannot be read: {said}"), said=error) from error
    response = FileResponse(
        file,
        as_attachment=True,
        filename=f"{dataset_id}-{sequence}.parquet",
        content_type=PARQUET,
    )
    patch_response_headers(response, cache_timeout=YEAR_S)
    response["Cache-Control"] = f"public, max-age={YEAR_S}, immutable"
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
