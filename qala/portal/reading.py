"""Reading by other sites and programs: open to every origin, within a stated rate.

Which addresses are open is the list `OPEN`; pages are not, wherever they stand. Tiles are answered
before Django and open too, without a limit: see `qala.atlas.tiles`.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from qala.atlas.rates import Allowance, rate_fields, spend
from qala.atlas.requests import visitor_address
from qala.core.errors import TooMany
from qala.portal.errors import qala_error_response

OPEN = ("/api/", "/data", "/download/", "/feeds/", "/files/", "/id/", "/ogc")
"""How the addresses begin that programs of other origins may read."""
PAGES = ("/api/docs",)
"""Pages among them, which stay as strict as all."""
READING = ("GET", "HEAD")
METHODS = "GET, HEAD, OPTIONS"
TOLD = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": (
        "Accept-Ranges, Content-Disposition, Content-Range, ETag, Link, Location, RateLimit,"
        " RateLimit-Policy, Retry-After, X-Request-ID"
    ),
    "Cross-Origin-Resource-Policy": "cross-origin",
}
PREFLIGHT = {
    **TOLD,
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "Accept, Accept-Language, If-None-Match, If-Range, Range",
    "Access-Control-Max-Age": "86400",
}

Handler = Callable[[HttpRequest], HttpResponseBase]


def open_reading(get_response: Handler) -> Handler:
    """Let other origins read what begins as `OPEN` does; count how often one visitor reads.

    The rate stands in every answer, in the fields `RateLimit` and `RateLimit-Policy` of the draft
    draft-ietf-httpapi-ratelimit-headers; beyond it the answer is 429 with `Retry-After`.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if not request.path.startswith(OPEN) or request.path in PAGES:
            return get_response(request)
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers=PREFLIGHT)
        allowance = spend(visitor_address(request), per_minute=settings.READ_PER_MINUTE)
        response = _refused(request, allowance) or get_response(request)
        if request.method in READING and not _is_page(response):
            for name, value in TOLD.items():
                response[name] = value
        if allowance:
            for name, value in rate_fields(allowance).items():
                response[name] = value
        return response

    return middleware


def _is_page(response: HttpResponseBase) -> bool:
    """Whether a person reads it; a word that leads elsewhere is for programs too."""
    leads_on = 300 <= response.status_code < 400
    return not leads_on and response.get("Content-Type", "").startswith("text/html")


def _refused(request: HttpRequest, allowance: Allowance | None) -> HttpResponseBase | None:
    if allowance is None or not allowance.exceeded:
        return None
    return qala_error_response(request, TooMany(retry_after_s=allowance.resets_in_s))
