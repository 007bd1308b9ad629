"""The short way for tiles: plain requests are answered from the bytes of the connection.

Nearly all requests of a map are for a tile, in one packet, with the same headers as the one
before. Such a request is answered here, without the objects that ASGI wants; every other one
takes uvicorn's ordinary way to the application, which gives the same answer to a plain one.
Why: `docs/decisions/0008-uvicorn-and-a-short-way-for-tiles.md`.
"""

import json
from asyncio import AbstractEventLoop, BaseTransport, TimerHandle
from typing import Any

from uvicorn import Config
from uvicorn._types import ASGI3Application
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle
from uvicorn.server import ServerState

from qala.atlas.problems import MEDIA_TYPE
from qala.atlas.tiles.answers import TILE_TYPES, tile_headers
from qala.atlas.tiles.bodies import READ_ON_BYTES
from qala.atlas.tiles.opened import OpenTiles
from qala.atlas.tiles.plain import HEAD_END, REQUEST, TAIL_START, is_plain
from qala.core.errors import QalaError

HEAD_MAX_BYTES = 65_536
HEAD_WITHIN_S = 20.0
BODY_WITHIN_S = 60.0
IDLE_S = 75.0
LOOK_EVERY_S = 5.0


def _refusal(status: int, phrase: str, title: str) -> bytes:
    """A whole answer to what is no request, or too long a one, before its language is known."""
    problem = {"type": "about:blank", "title": title, "status": status, "detail": title}
    body = json.dumps(problem)
    return (
        f"HTTP/1.1 {status} {phrase}\r\ncontent-type: {MEDIA_TYPE}\r\n"
        f"content-length: {len(body)}\r\nx-content-type-options: nosniff\r\n"
        f"cache-control: no-store\r\nconnection: close\r\n\r\n{body}"
    ).encode()


TOO_LONG = _refusal(431, "Request Header Fields Too Large", "The address is too long")
NO_REQUEST = _refusal(400, "Bad Request", "The request is not understood")


def _head(*, immutable: bool, extension: str) -> bytes:
    """What all answers of one kind of address begin with, up to the date."""
    packed = extension == "mvt"
    headers = {
        **tile_headers(immutable=immutable, packed=packed),
        "content-type": TILE_TYPES[extension],
        **({"content-encoding": "gzip"} if packed else {}),
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return b"HTTP/1.1 200 OK\r\n" + lines.encode()


HEADS = {
    (extension.encode(), immutable): _head(immutable=immutable, extension=extension)
    for extension in TILE_TYPES
    for immutable in (True, False)
}


def _as_told(opened: OpenTiles, extension: bytes) -> bool:
    """Whether the release has tiles of that kind, stored as the heads say."""
    own = opened.release.extension
    return extension == own.encode() and opened.archive.gzipped == (own == "mvt")


class QuickTiles(HttpToolsProtocol):
    """One connection. The application must be a `qala.atlas.tiles.application.Front`.

    It also bounds what uvicorn leaves open: the size of a request's head, the time that head and
    body may take, and how long a connection may stand idle.
    """

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._releases = config.loaded_app.tiles.releases
        self._plain_tail = b""
        self._in_message = False
        self._in_head = False
        self._answering: RequestResponseCycle | None = None
        self._head_bytes = 0
        self._refused = False
        self._bytes_after_refusal = 0
        self._waiting_since = self.loop.time()
        self._look_after: TimerHandle | None = None

    def connection_made(self, transport: BaseTransport) -> None:
        super().connection_made(transport)  # type: ignore[arg-type]
        self._look_after = self.loop.call_later(LOOK_EVERY_S, self._close_if_stale)

    def connection_lost(self, exc: Exception | None) -> None:
        if self._look_after is not None:
            self._look_after.cancel()
        if self._answering is not None:  # uvicorn tells only the request it has read last
            self._answering.disconnected = True
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._refused:
            self._throw_away(data)
        elif self._in_message or self._busy() or not self._answered(data):
            self._take_the_long_way(data)

    def _busy(self) -> bool:
        """Whether an earlier request is being answered, or its answer is not yet taken."""
        return self.flow.write_paused or (
            self.cycle is not None and not self.cycle.response_complete
        )

    def _answered(self, data: bytes) -> bool:
        """Answer `data` if it is one plain request for a tile that there is."""
        address_end = data.find(TAIL_START)
        tail = data[address_end:]
        if tail != self._plain_tail:
            if data.find(HEAD_END) != len(data) - len(HEAD_END) or not is_plain(tail):
                return False
            self._plain_tail = tail
        match = REQUEST.fullmatch(data, 0, address_end)
        if match is None:
            return False
        dataset, sequence, z, x, y, extension = match.groups()
        try:
            opened = self._opened(dataset.decode(), sequence)
        except (QalaError, OSError):  # the long way tells what is wrong
            return False
        if not _as_told(opened, extension):
            return False
        head = HEADS[extension, sequence is not None]
        return self._sent(opened, head, int(z), int(x), int(y))

    def _opened(self, dataset: str, sequence: bytes | None) -> OpenTiles:
        if sequence is None:
            found: OpenTiles = self._releases.current(dataset)
        else:
            found = self._releases.release(dataset, int(sequence))
        return found

    def _sent(self, opened: OpenTiles, head: bytes, z: int, x: int, y: int) -> bool:
        archive = opened.archive
        if z > archive.max_zoom or x >> z or y >> z:
            return False
        found = archive.find(z, x, y)
        if found is None:
            return False
        start, end = found
        self._unset_keepalive_if_required()
        self._waiting_since = self.loop.time()
        date = self._date()
        tag = opened.tag.encode()
        rest = b'%setag: "%s-%x"\r\ncontent-length: %d\r\n\r\n' % (date, tag, start, end - start)
        self.transport.writelines((head, rest, archive.view(start, end)))
        return True

    def _date(self) -> bytes:
        """The headers that uvicorn gives to every answer: the date."""
        return b"".join(
            b"%s: %s\r\n" % (name, value) for name, value in self.server_state.default_headers
        )

    def _take_the_long_way(self, data: bytes) -> None:
        super().data_received(data)
        if self._in_head:
            self._head_bytes += len(
                data.rpartition(HEAD_END)[2]
            )  # of this request, not earlier ones
            if self._head_bytes > HEAD_MAX_BYTES:
                self._refuse(TOO_LONG)

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: ASGI3Application) -> None:
        """Called by uvicorn when the turn of a request has come."""
        self._answering = cycle
        super()._start_asgi_task(cycle, app)

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - ours is the same for all
        """Called by uvicorn for what is no request."""
        self._refuse(NO_REQUEST)

    def _refuse(self, answer: bytes) -> None:
        """Answer and read on for a while: a client reset while it sends never sees the answer."""
        if self._refused or self.transport.is_closing():
            return
        self._refused = True
        for cycle in (self.cycle, *(queued for queued, _ in self.pipeline)):
            if cycle is not None:
                cycle.disconnected = True  # what is still being answered is not written behind it
                cycle.message_event.set()
        self._in_message = self._in_head = True  # as slow as the head of a request may it end
        self._waiting_since = self.loop.time()
        self.transport.write(answer)
        self.transport.write_eof()

    def _throw_away(self, data: bytes) -> None:
        self._bytes_after_refusal += len(data)
        if self._bytes_after_refusal > READ_ON_BYTES:
            self.transport.close()

    def on_message_begin(self) -> None:
        """Called by the parser at the first byte of a request."""
        super().on_message_begin()
        self._in_message = self._in_head = True
        self._head_bytes = 0
        self._waiting_since = self.loop.time()

    def on_headers_complete(self) -> None:
        """Called by the parser at the end of a request's head."""
        self._in_head = False
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Called by the parser at the end of a request."""
        self._in_message = False
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """Called when an answer of the long way is complete."""
        self._waiting_since = self.loop.time()
        super().on_response_complete()

    def _close_if_stale(self) -> None:
        """Close a connection whose client dawdles over a request, or has none for too long."""
        if self.transport.is_closing():
            return
        answering = self.cycle is not None and not self.cycle.response_complete
        waited = self.loop.time() - self._waiting_since
        if waited > self._patience() and (self._in_message or not answering):
            self.transport.close()
            return
        self._look_after = self.loop.call_later(LOOK_EVERY_S, self._close_if_stale)

    def _patience(self) -> float:
        """How long the client may take, in seconds."""
        if self._in_head:
            return HEAD_WITHIN_S
        return BODY_WITHIN_S if self._in_message else IDLE_S
