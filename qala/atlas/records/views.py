"""Addresses of the catalogue's records, thin."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from qala.atlas.queries import published, published_dataset
from qala.atlas.records.dcat import Node, catalogue_record, dataset_record
from qala.atlas.served import served

MEDIA_TYPE = "application/ld+json"
FRESH_S = 300


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """The whole catalogue as DCAT-AP."""
    record = catalogue_record(served().city, published(served()), origin=_origin(request))
    return _answer(record)


@require_safe
def dataset(request: HttpRequest, dataset_id: str) -> HttpResponse:
    """One dataset as DCAT-AP."""
    each = published_dataset(served(), dataset_id)
    return _answer(dataset_record(served().city, each, origin=_origin(request)))


@require_safe
def identified(request: HttpRequest, dataset_id: str = "") -> HttpResponse:
    """What the records call the catalogue or a dataset by: leads on to its page or its record."""
    path = f"data/{published_dataset(served(), dataset_id).dataset.id}" if dataset_id else "data"
    page = request.accepts("text/html")
    address = f"/{get_language()}/{path}" if page else f"/{path}.jsonld"
    response = HttpResponse(status=303, headers={"Location": address})
    patch_vary_headers(response, ("Accept", "Accept-Language"))
    return response


def _origin(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")


def _answer(record: Node) -> JsonResponse:
    response = JsonResponse(
        record, content_type=MEDIA_TYPE, json_dumps_params={"ensure_ascii": False}
    )
    response["Cache-Control"] = f"public, max-age={FRESH_S}"
    return response
