"""Refusals of the tile front: problem bodies (RFC 9457) in the visitor's language."""

import json
import logging
from collections.abc import Mapping
from typing import Any

from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header

from qala.atlas.problems import MEDIA_TYPE, problem, problem_of, status_of
from qala.atlas.requests import request_id
from qala.atlas.tiles.answers import OPEN_TO_ALL
from qala.atlas.tiles.messages import Answer, Request
from qala.core.errors import Busy, QalaError

logger = logging.getLogger("qala.requests")


def asked_language(request: Request, languages: tuple[str, ...]) -> str:
    """The language of `?lang=`, else the first accepted one that the city has, else its first."""
    accepted = parse_accept_lang_header(request.headers.get("accept-language", ""))
    wanted = [request.parameter("lang"), *(code.split("-")[0] for code, _weight in accepted)]
    return next((code for code in wanted if code in languages), languages[0])


def refusal(
    request: Request,
    status: int,
    languages: tuple[str, ...],
    *,
    headers: Mapping[str, str] | None = None,
) -> Answer:
    """The answer for a status that has no error of ours behind it."""
    language = asked_language(request, languages)
    with translation.override(language):
        body = problem(status, translate=translation.gettext)
    return _answer(request, body, language, headers or {})


def refusal_of(request: Request, error: QalaError, languages: tuple[str, ...]) -> Answer:
    """The answer for one of our errors; those on our side are logged whole."""
    if status_of(error) >= 500:
        logger.error("%s", error, exc_info=error)
    language = asked_language(request, languages)
    with translation.override(language):
        body = problem_of(error, translate=translation.gettext)
    busy = {"retry-after": str(error.retry_after_s)} if isinstance(error, Busy) else {}
    return _answer(request, body, language, busy)


def _answer(
    request: Request, body: Mapping[str, Any], language: str, headers: Mapping[str, str]
) -> Answer:
    known_as = request_id(request.headers.get("x-request-id", ""))
    logger.info(
        "request",
        extra={
            "request_id": known_as,
            "method": request.method,
            "path": request.path[:200],
            "status": body["status"],
        },
    )
    return Answer(
        body["status"],
        {
            **OPEN_TO_ALL,
            "content-type": MEDIA_TYPE,
            "content-language": language,
            "cache-control": "no-store" if body["status"] >= 500 else "public, max-age=5",
            "vary": "Accept-Language",
            "x-request-id": known_as,
            **headers,
        },
        json.dumps(body, ensure_ascii=False).encode(),
    )
