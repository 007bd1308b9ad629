"""The ASGI application: tiles at once, everything else to the pages behind it."""

import asyncio

from qala.atlas.tiles.asgi import Application, Receive, Scope, Send
from qala.atlas.tiles.bodies import BodyTooLarge, ClientGone, carries_body, given, whole_body
from qala.atlas.tiles.front import TileFront
from qala.atlas.tiles.messages import Answer, FilePart, Request
from qala.atlas.tiles.refusals import refusal
from qala.core.visits import Visit, visit

PIECE_BYTES = 1 << 18


class Front:
    """One application of the two. `secure_header`: whether a proxy's X-Forwarded-Proto counts.

    A body is read whole before anybody is asked, so that a slow client holds up no thread of the
    pages. Headers with an underscore are left out for the pages: WSGI could not tell a forged
    `X_Forwarded_For` from the proxy's own.
    """

    def __init__(self, tiles: TileFront, pages: Application, *, secure_header: bool) -> None:
        self.tiles = tiles
        self._pages = pages
        self._secure_header = secure_header

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """An ASGI 3 application for HTTP."""
        try:
            body = await whole_body(receive) if carries_body(scope) else b""
        except ClientGone:
            return
        except BodyTooLarge:
            languages = self.tiles.city.languages
            await send_answer(
                refusal(request_of(scope, secure_header=self._secure_header), 413, languages),
                send,
                body=True,
            )
            return
        if self.tiles.answers(scope["path"]):
            request = request_of(scope, secure_header=self._secure_header)
            await send_answer(self.tiles.answer(request), send, body=request.method != "HEAD")
        else:
            scope["headers"] = [pair for pair in scope["headers"] if b"_" not in pair[0]]
            await self._page(scope, body, receive, send)

    async def _page(self, scope: Scope, body: bytes, receive: Receive, send: Send) -> None:
        """Hand on to the pages, and have their work stopped when the client leaves."""
        caller = Visit()
        visit.set(caller)  # in the context of this request, which its thread takes over
        watching = asyncio.create_task(_watch(receive, caller))
        try:
            await self._pages(scope, given(body, receive), send)
        finally:
            watching.cancel()


def request_of(scope: Scope, *, secure_header: bool) -> Request:
    """The request of a scope; `secure_header`: whether a proxy's X-Forwarded-Proto counts."""
    headers = {
        name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]
    }
    scheme = headers.get("x-forwarded-proto", "") if secure_header else ""
    return Request(
        method=scope["method"],
        path=scope["path"],
        query=scope["query_string"].decode("latin-1"),
        headers=headers,
        scheme=scheme if scheme in ("http", "https") else scope["scheme"],
        host=headers.get("host", ""),
    )


async def _watch(receive: Receive, caller: Visit) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    caller.leave()


async def send_answer(answer: Answer, send: Send, *, body: bool) -> None:
    """Send an answer, or without `body` what is told of it."""
    headers = dict(answer.headers)
    if answer.status not in (204, 304):
        headers["content-length"] = str(answer.length)
    await send(
        {
            "type": "http.response.start",
            "status": answer.status,
            "headers": [
                (name.encode(), value.encode("latin-1")) for name, value in headers.items()
            ],
        }
    )
    if body and isinstance(answer.body, FilePart):
        await _send_part(answer.body, send)
    else:
        content = answer.body if body and isinstance(answer.body, bytes) else b""
        await send({"type": "http.response.body", "body": content})


async def _send_part(part: FilePart, send: Send) -> None:
    for start in range(part.start, part.end, PIECE_BYTES):
        end = min(start + PIECE_BYTES, part.end)
        await send(
            {
                "type": "http.response.body",
                "body": part.archive.read(start, end),
                "more_body": end < part.end,
            }
        )
