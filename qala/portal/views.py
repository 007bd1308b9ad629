"""The frame's own pages: API description, health, addresses for search engines."""

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from qala import __version__
from qala.atlas.queries import published
from qala.atlas.requests import asked_language
from qala.atlas.served import served
from qala.core.errors import NotFound, mark
from qala.portal.api import api
from qala.portal.apidocs import operations
from qala.portal.generated import shows_generated
from qala.portal.pages import PAGES


@require_safe
def choose_language(_request: HttpRequest) -> HttpResponse:
    """Lead on to the home page in the visitor's language."""
    response = HttpResponseRedirect(f"/{get_language()}/")
    patch_vary_headers(response, ("Accept-Language",))
    return response


@require_safe
def api_docs(request: HttpRequest) -> HttpResponse:
    """The JSON API for people: what can be asked and what comes back."""
    with override(asked_language(request.GET.get("lang", ""))):
        described = operations(api.get_openapi_schema())
        told = {"operations": described, "per_minute": settings.READ_PER_MINUTE}
        return render(request, "portal/api_docs.html", told)


@require_safe
def health(_request: HttpRequest) -> JsonResponse:
    """Whether this process can do its work; 503 where the database does not answer."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        status = "ok"
    except DatabaseError:
        status = "database does not answer"
    return JsonResponse(
        {
            "status": status,
            "city": settings.CITY.id,
            "version": __version__,
            "releases": len(served().shelf.datasets()),
        },
        status=200 if status == "ok" else 503,
        headers={"Cache-Control": "no-store"},
    )


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may read: everything but single tiles and the API.

    The pages of a generated city may be read too, else nobody would see that they are not to be
    indexed; they are not listed.
    """
    lines = ["User-agent: *", "Disallow: /api/", "Disallow: /tiles/"]
    if not shows_generated(served()):
        lines.append(f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every page in every language; NotFound where no page is to be indexed."""
    if shows_generated(served()):
        raise NotFound(mark("Pages of a demonstration city are not listed for search engines."))
    return render(
        request,
        "portal/sitemap.xml",
        {"pages": _pages(), "origin": request.build_absolute_uri("/").rstrip("/")},
        content_type="application/xml",
    )


def _pages() -> list[str]:
    """The addresses of all pages below their language."""
    tours = [f"tours/{each.id}" for each in served().city.tours]
    datasets = [f"data/{each.dataset.id}" for each in published(served())]
    return ["", "map", "data", *datasets, "tours", *tours, *PAGES]
