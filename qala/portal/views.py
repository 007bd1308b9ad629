"""The frame's own pages: home, API description, health, addresses for search engines."""

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from qala import __version__
from qala.atlas.queries import by_theme, offered_views, published
from qala.atlas.requests import asked_language
from qala.atlas.served import served
from qala.portal.api import api
from qala.portal.apidocs import operations


@require_safe
def choose_language(_request: HttpRequest) -> HttpResponse:
    """Lead on to the home page in the visitor's language."""
    response = HttpResponseRedirect(f"/{get_language()}/")
    patch_vary_headers(response, ("Accept-Language",))
    return response


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The way in: what this is, the questions it answers, what there is."""
    datasets = published(served())
    return render(
        request,
        "portal/home.html",
        {
            "views": offered_views(served(), datasets),
            "datasets": len(datasets),
            "records": sum(each.count for each in datasets),
            "themes": by_theme(served(), datasets),
            "generated": any(each.release.manifest.generated for each in datasets),
        },
    )


@require_safe
def api_docs(request: HttpRequest) -> HttpResponse:
    """The JSON API for people: what can be asked and what comes back."""
    with override(asked_language(request.GET.get("lang", ""))):
        described = operations(api.get_openapi_schema())
        return render(request, "portal/api_docs.html", {"operations": described})


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
    """What search engines may read: everything but single tiles and the API."""
    lines = (
        "User-agent: *",
        "Disallow: /api/",
        "Disallow: /tiles/",
        f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}",
    )
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every page in every language."""
    pages = ["", "map", "data", *(f"data/{each.dataset.id}" for each in published(served()))]
    return render(
        request,
        "portal/sitemap.xml",
        {"pages": pages, "origin": request.build_absolute_uri("/").rstrip("/")},
        content_type="application/xml",
    )
