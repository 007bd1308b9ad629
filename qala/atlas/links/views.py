"""Addresses of short links, thin."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from qala.atlas.links.qr import qr_png, qr_svg
from qala.atlas.links.queries import link_of_code

FRESH_S = 3_600


@require_safe
def follow(request: HttpRequest, code: str) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Lead to the view that the code stands for."""
    return _lasting(redirect(link_of_code(code).address))


@require_safe
def svg(request: HttpRequest, code: str) -> HttpResponse:
    """The QR code of a short link as SVG."""
    return _lasting(HttpResponse(qr_svg(_whole(request, code)), content_type="image/svg+xml"))


@require_safe
def png(request: HttpRequest, code: str) -> HttpResponse:
    """The QR code of a short link as PNG."""
    return _lasting(HttpResponse(qr_png(_whole(request, code)), content_type="image/png"))


def _whole(request: HttpRequest, code: str) -> str:
    return request.build_absolute_uri(link_of_code(code).path)


def _lasting(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = f"public, max-age={FRESH_S}"
    response["X-Robots-Tag"] = "noindex"
    return response
