"""Features and tiles of OGC API in front of the pages: answered in threads, without Django."""

import asyncio

from qala.atlas.ogc.front import OgcFront
from qala.atlas.requests import address_seen
from qala.atlas.tiles.application import request_of, send_answer
from qala.atlas.tiles.asgi import Application, Receive, Scope, Send


class Features:
    """An ASGI 3 application: what programs ask below `/ogc/`, everything else by the `pages`."""

    def __init__(self, front: OgcFront, pages: Application, *, secure_header: bool) -> None:
        self._front = front
        self._pages = pages
        self._secure_header = secure_header

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or hand on."""
        if not self._front.is_below(scope["path"]):
            await self._pages(scope, receive, send)
            return
        request = request_of(scope, secure_header=self._secure_header)
        if not self._front.answers(request):
            await self._pages(scope, receive, send)
            return
        forwarded = request.headers.get("x-forwarded-for", "")
        visitor = address_seen(forwarded, peer=(scope.get("client") or ("",))[0])
        answer = await asyncio.to_thread(self._front.answer_to, visitor, request)
        await send_answer(answer, send, body=request.method != "HEAD")
