"""From a request below `/ogc/` to its answer in JSON, whatever happens. Thread-safe."""

import gzip
import logging
from collections.abc import Callable
from hashlib import blake2b
from typing import Any

from django.conf import settings
from django.db import close_old_connections
from django.http.request import split_domain_port, validate_host
from django.utils import translation
from pydantic_core import to_json

from qala.atlas.lasting import Moved
from qala.atlas.ogc import documents, features, fields, tilesets
from qala.atlas.ogc.asked import PREFIX, Asked, read, wants_html
from qala.atlas.ogc.openapi import openapi
from qala.atlas.rates import Allowance, rate_fields, spend
from qala.atlas.served import Served
from qala.atlas.tiles.answers import OPEN_TO_ALL
from qala.atlas.tiles.messages import Answer, Request
from qala.atlas.tiles.opened import OpenReleases
from qala.atlas.tiles.refusals import refusal, refusal_of
from qala.core.errors import QalaError, TooMany

logger = logging.getLogger(__name__)

QUERY_MAX = 8_192
PATH_MAX = 2_048
GZIP_LEVEL = 1
GZIP_FROM_BYTES = 512
A_MINUTE = "public, max-age=60"
METHODS = "GET, HEAD, OPTIONS"
HEADERS = {
    **OPEN_TO_ALL,
    "access-control-expose-headers": (
        "ETag, Link, Content-Crs, Content-Language, RateLimit, RateLimit-Policy, Retry-After"
    ),
    "cache-control": A_MINUTE,
    "vary": "Accept, Accept-Encoding, Accept-Language",
}
PREFLIGHT = {
    **OPEN_TO_ALL,
    "allow": METHODS,
    "access-control-allow-methods": METHODS,
    "access-control-allow-headers": "If-None-Match, Accept-Language",
    "access-control-max-age": "86400",
}
Documented = Callable[[Asked], dict[str, Any]]
DOCUMENTS: dict[str, Documented] = {
    "landing": documents.landing,
    "api": openapi,
    "conformance": documents.conformance,
    "collections": documents.collections,
    "collection": documents.collection,
    "queryables": fields.queryables,
    "sortables": fields.sortables,
    "schema": fields.schema,
    "matrixsets": tilesets.matrix_sets,
    "matrixset": tilesets.matrix_set,
}
OF_TILES: dict[str, Callable[[Asked, OpenReleases], dict[str, Any]]] = {
    "tilesets": tilesets.tilesets,
    "tileset": tilesets.tileset,
}


class OgcFront:
    """Answers what programs ask below `/ogc/` of one city."""

    def __init__(self, served: Served, releases: OpenReleases) -> None:
        self._served = served
        self._releases = releases

    @staticmethod
    def is_below(path: str) -> bool:
        """Whether the address is below `/ogc/`."""
        return path == PREFIX or path.startswith(f"{PREFIX}/")

    @staticmethod
    def answers(request: Request) -> bool:
        """Whether the request is for JSON or a tile, or refused; pages are Django's."""
        return request.method not in {"GET", "HEAD"} or not wants_html(request)

    def answer_to(self, visitor: str, request: Request) -> Answer:
        """The answer for a visitor, known by the address, who may read so often in a minute."""
        close_old_connections()
        allowance = spend(visitor, per_minute=settings.READ_PER_MINUTE)
        if allowance is None:
            return self.answer(request)
        answer = self._too_many(request, allowance) if allowance.exceeded else self.answer(request)
        return Answer(answer.status, {**answer.headers, **rate_fields(allowance)}, answer.body)

    def _too_many(self, request: Request, allowance: Allowance) -> Answer:
        error = TooMany(retry_after_s=allowance.resets_in_s)
        answer = refusal_of(request, error, self._served.city.languages)
        answer.headers["retry-after"] = str(error.retry_after_s)
        return answer

    def answer(self, request: Request) -> Answer:
        """The answer; what went wrong on our side is logged and told as a problem."""
        languages = self._served.city.languages
        if request.method == "OPTIONS":
            return Answer(204, PREFLIGHT)
        if status := _refused(request):
            return refusal(request, status, languages, headers={"allow": METHODS})
        try:
            return self._found(request)
        except QalaError as error:
            return refusal_of(request, error, languages)
        except Exception:
            logger.exception("ogc")
            return refusal(request, 500, languages)

    def _found(self, request: Request) -> Answer:
        asked = read(self._served, request)
        with translation.override(asked.language):
            match asked.route.name:
                case "tile":
                    return tilesets.tile(asked, self._releases)
                case "items" | "item":
                    made = features.prepared(asked)
                    if isinstance(made, Moved):
                        return Answer(301, {**HEADERS, "location": features.moved_to(asked, made)})
                    return self._answered(asked, made.tag, made.write, made.headers)
            body = to_json(self.document(asked))
        return self._answered(asked, _digest(body), lambda: body, {})

    def document(self, asked: Asked) -> dict[str, Any]:
        """Any resource but features and tiles; the asked language must be the active one."""
        if asked.route.name in OF_TILES:
            return OF_TILES[asked.route.name](asked, self._releases)
        return DOCUMENTS[asked.route.name](asked)

    @staticmethod
    def _answered(
        asked: Asked, tag: str, write: Callable[[], bytes], more: dict[str, str]
    ) -> Answer:
        """The answer, or 304 before anything is written where the client has seen it."""
        zipped = asked.request.accepts_gzip
        entity_tag = f'W/"{tag}"'
        headers = {**HEADERS, "etag": entity_tag, "content-language": asked.language, **more}
        if asked.request.has_seen(entity_tag.removeprefix("W/")):
            return Answer(304, headers)
        body = write()
        headers["content-type"] = asked.route.media_type
        if zipped and len(body) >= GZIP_FROM_BYTES:
            body = gzip.compress(body, GZIP_LEVEL, mtime=0)
            headers["content-encoding"] = "gzip"
        return Answer(200, headers, body)


def _refused(request: Request) -> int:
    """The status of a request that is not looked at further; 0 for one that is."""
    if len(request.path) > PATH_MAX or len(request.query) > QUERY_MAX:
        return 414
    if request.method not in {"GET", "HEAD"}:
        return 405
    host = split_domain_port(request.host)[0]
    return 0 if validate_host(host, settings.ALLOWED_HOSTS) else 400


def _digest(body: bytes) -> str:
    return blake2b(body, digest_size=8).hexdigest()
