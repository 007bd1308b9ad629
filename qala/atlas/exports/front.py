"""Downloads in front of the pages: a file is sent from here, at the pace of its client.

Nobody who waits or reads slowly holds up a thread of the pages. What people are to read (the file
is being made, or cannot be) is left to the pages behind, who know the same of it.
"""

import asyncio
import logging
import re
from pathlib import Path
from time import monotonic, perf_counter

from qala.atlas.exports.makers import QUEUED, RETRY_AFTER_S, makers
from qala.atlas.exports.sending import headers_of, send_file, send_head
from qala.atlas.exports.wanted import RASTER_FORM, Download, download, entity_tag, own_file
from qala.atlas.requests import request_id
from qala.atlas.served import Served
from qala.atlas.tiles.application import request_of, send_answer
from qala.atlas.tiles.asgi import Application, Receive, Scope, Send
from qala.atlas.tiles.messages import Request
from qala.atlas.tiles.refusals import asked_language, refusal_of
from qala.core.errors import Busy, ClientLeft, QalaError, Withdrawn
from qala.core.visits import visit

ADDRESS = re.compile(r"/download/([^/.]+)\.([^/.]+)")
PAGE_AFTER_S = 1.0
PATIENCE_S = 50.0
POLL_S = 0.2
LEASE_S = 10.0

logger = logging.getLogger("qala.requests")


class Downloads:
    """An ASGI 3 application: downloads of one city, everything else by the `pages` behind."""

    def __init__(self, served: Served, pages: Application, *, secure_header: bool) -> None:
        self._served = served
        self._pages = pages
        self._secure_header = secure_header

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a download, or hand on."""
        address = ADDRESS.fullmatch(scope["path"])
        if address is None or scope["method"] not in ("GET", "HEAD") or address[2] == RASTER_FORM:
            await self._pages(scope, receive, send)
            return
        request = request_of(scope, secure_header=self._secure_header)
        try:
            if not await self._answer(request, address[1], address[2], send):
                await self._pages(scope, receive, send)
        except ClientLeft:
            return
        except QalaError as error:
            if isinstance(error, Withdrawn):
                await asyncio.to_thread(makers().kept.clear_outdated)
            if for_people(request):
                await self._pages(scope, receive, send)
            else:
                refusal = refusal_of(request, error, self._served.city.languages)
                await send_answer(refusal, send, body=request.method != "HEAD")

    async def _answer(self, request: Request, dataset: str, form: str, send: Send) -> bool:
        """Send what is asked for; whether that was done: else it is being made, for a person."""
        begun = perf_counter()
        wanted = await asyncio.to_thread(self._wanted, request, dataset, form)
        if request.has_seen(entity_tag(wanted)):
            await send_head(send, 304, headers_of(wanted), more=False)
            return True
        if request.method == "HEAD" and not self._kept(wanted):
            await send_head(send, 200, headers_of(wanted), more=False)
            return True
        while (path := await self._path(request, wanted)) is not None:
            try:
                sent = await send_file(send, path, request, wanted)
            except FileNotFoundError:  # gone since it was found: made once more
                wanted = await asyncio.to_thread(self._wanted, request, dataset, form)
                continue
            _log(request, sent.status, begun)
            return True
        return False

    def _wanted(self, request: Request, dataset: str, form: str) -> Download:
        language = asked_language(request, self._served.city.languages)
        return download(self._served, dataset, form, request.query, language=language)

    def _kept(self, wanted: Download) -> bool:
        return wanted.own or makers().kept.found(wanted.file) is not None

    async def _path(self, request: Request, wanted: Download) -> Path | None:
        """The file, when it is made; None where a person should read how far it is meanwhile."""
        if wanted.own:
            return own_file(wanted)
        begun, caller = monotonic(), visit.get()
        while True:
            state = await asyncio.to_thread(makers().want, wanted, for_s=LEASE_S)
            if state.path:
                return state.path
            waited_s = monotonic() - begun
            if for_people(request) and waited_s > PAGE_AFTER_S:
                return None
            if state.waits and waited_s > PATIENCE_S:
                raise Busy(QUEUED, retry_after_s=RETRY_AFTER_S)
            await asyncio.sleep(POLL_S)
            if caller and caller.left:
                raise ClientLeft


def for_people(request: Request) -> bool:
    """Whether it is a browser that opens the address, and so shows a page."""
    return "text/html" in request.headers.get("accept", "")


def _log(request: Request, status: int, begun: float) -> None:
    logger.info(
        "request",
        extra={
            "request_id": request_id(request.headers.get("x-request-id", "")),
            "method": request.method,
            "path": request.path[:200],
            "status": status,
            "ms": round((perf_counter() - begun) * 1000, 1),
        },
    )
