"""What happens to every request and answer: a log line, strict headers, errors in words."""

import logging
from collections.abc import Callable
from time import perf_counter

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

from qala.atlas.requests import request_id
from qala.atlas.served import served
from qala.core.errors import QalaError
from qala.portal import logs
from qala.portal.errors import error_response, qala_error_response
from qala.portal.generated import NO_INDEX, shows_generated

Handler = Callable[[HttpRequest], HttpResponseBase]

logger = logging.getLogger("qala.requests")
ADDRESS_MAX = 8_192

POLICY = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data: blob:",
    "worker-src": "'self' blob:",
    "connect-src": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "object-src": "'none'",
}


def _written(policy: dict[str, str]) -> str:
    return "; ".join(f"{name} {value}" for name, value in policy.items())


HEADERS = {
    "Content-Security-Policy": _written(POLICY),
    "Permissions-Policy": "geolocation=(self), camera=(), microphone=(), payment=(), usb=()",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
}
FRAMED = {
    "Content-Security-Policy": _written({**POLICY, "frame-ancestors": "*"}),
    "Permissions-Policy": HEADERS["Permissions-Policy"],
    "Cross-Origin-Resource-Policy": "cross-origin",
}
"""Of pages that any site may frame: those whose view is marked `xframe_options_exempt`."""


def log_requests(get_response: Handler) -> Handler:
    """Give the request an id, echo it, and write one line when it is answered.

    An id sent along is taken over only in a safe form; the query string is not logged.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        known_as = request_id(request.headers.get("X-Request-ID", ""))
        token = logs.request_id.set(known_as)
        started = perf_counter()
        try:
            response = get_response(request)
            response["X-Request-ID"] = known_as
            logger.info(
                "request",
                extra={
                    "method": request.method,
                    "path": request.path[:200],
                    "status": response.status_code,
                    "ms": round((perf_counter() - started) * 1000, 1),
                },
            )
            return response
        finally:
            logs.request_id.reset(token)

    return middleware


def restrict_pages(get_response: Handler) -> Handler:
    """Headers that keep pages to their own origin; who is made to be framed may be."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        framed = getattr(response, "xframe_options_exempt", False)
        for name, value in (FRAMED if framed else HEADERS).items():
            response.headers.setdefault(name, value)
        return response

    return middleware


def keep_invented_out(get_response: Handler) -> Handler:
    """Pages of a city that shows generated data ask search engines not to index them.

    Errors say so themselves, and must be told even where the shelf is what broke.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        is_page = response.get("Content-Type", "").startswith("text/html")
        if is_page and response.status_code < 400 and shows_generated(served()):
            response["X-Robots-Tag"] = NO_INDEX
        return response

    return middleware


def _in_words(request: HttpRequest, refused: HttpResponseBase) -> HttpResponseBase:
    """Django refuses a method without a word: the same with one."""
    response = error_response(request, refused.status_code)
    response["Allow"] = refused["Allow"]
    return response


class CompressText(GZipMiddleware):
    """Pages and JSON go compressed; files stream as they are, compressed already."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if isinstance(response, HttpResponse):
            return super().process_response(request, response)
        return response


class AnswerErrors:
    """Errors of ours as pages in the visitor's language, or as problem bodies; long addresses."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if len(request.get_full_path()) > ADDRESS_MAX:
            return error_response(request, 414)
        response = self.get_response(request)
        if response.status_code == 405:
            response = _in_words(request, response)
        if response.status_code >= 400:
            patch_vary_headers(response, ("Accept", "Accept-Language"))
        return response

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        """An answer for one of our errors; others are Django's to handle."""
        if isinstance(exception, QalaError):
            return qala_error_response(request, exception)
        return None
