"""Errors as the visitor sees them: a page with a way on, or a problem body for programs."""

import logging
import re
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext

from qala.atlas.ogc.asked import wants_html
from qala.atlas.problems import MEDIA_TYPE, problem, problem_of, status_of
from qala.atlas.tiles.messages import Request
from qala.core.errors import Busy, QalaError, TooMany

FOR_PROGRAMS = (
    "/api/",
    "/tiles/",
    "/files/",
    "/health",
    "/data",
    "/feeds/",
)
FOR_BOTH = ("/download/", "/id/")
"""Asked by both: who takes a page gets one."""
PICTURE = re.compile(r"/[a-z-]+/preview/")
logger = logging.getLogger(__name__)


def for_programs(request: HttpRequest) -> bool:
    """Whether programs ask for it, which want JSON: by the address, or as the request says."""
    if MEDIA_TYPE in request.headers.get("Accept", ""):
        return True
    if request.path.startswith("/ogc"):
        query, accept = request.META.get("QUERY_STRING", ""), request.headers.get("Accept", "")
        return not wants_html(Request("GET", request.path, query, {"accept": accept}))
    if request.path.startswith(FOR_BOTH):
        return "text/html" not in request.headers.get("Accept", "")
    return request.path.startswith(FOR_PROGRAMS) or bool(PICTURE.match(request.path))


def problem_response(body: dict[str, Any]) -> JsonResponse:
    """An RFC 9457 answer."""
    return JsonResponse(
        body,
        status=body["status"],
        content_type=MEDIA_TYPE,
        json_dumps_params={"ensure_ascii": False},
    )


def error_response(request: HttpRequest, status: int) -> HttpResponse:
    """The answer for a status that has no error of ours behind it."""
    return _answer(request, problem(status, translate=gettext))


def qala_error_response(request: HttpRequest, error: QalaError) -> HttpResponse:
    """The answer for one of our errors; those on our side are logged."""
    if status_of(error) >= 500:
        logger.error("%s", error, exc_info=error)
    response = _answer(request, problem_of(error, translate=gettext))
    if isinstance(error, TooMany | Busy):
        response["Retry-After"] = str(error.retry_after_s)
    return response


def _answer(request: HttpRequest, body: dict[str, Any]) -> HttpResponse:
    if for_programs(request):
        return problem_response(body)
    return render(request, "error.html", {"problem": body}, status=body["status"])


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Django's handler400."""
    return error_response(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Django's handler403."""
    return error_response(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Django's handler404."""
    return error_response(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler500."""
    return error_response(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """Django's answer to a form that was not sent from our own page."""
    return error_response(request, 403)
