"""A client that leaves: what works for it is told, in whichever thread it works."""

import asyncio
import socket
from contextlib import closing
from threading import Event

import pytest
import uvicorn
import uvloop
from django.conf import settings

from qala.atlas.tiles.application import Front
from qala.atlas.tiles.asgi import Receive, Scope, Send
from qala.atlas.tiles.front import TileFront
from qala.atlas.tiles.opened import OpenReleases
from qala.atlas.tiles.server import OPTIONS
from qala.core.visits import visit

PATIENCE_S = 10


@pytest.mark.parametrize("leaves", [True, False])
def test_work_in_a_thread_hears_that_the_client_has_left(releases: OpenReleases, leaves: bool):
    begun, stopped, heard = Event(), Event(), []

    def work() -> None:
        caller = visit.get()
        with caller.stopping(stopped.set):
            begun.set()
            stopped.wait(PATIENCE_S if leaves else 0.5)
        heard.append(caller.left)

    async def pages(scope: Scope, receive: Receive, send: Send) -> None:
        await asyncio.to_thread(work)
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async def talk() -> None:
        front = Front(TileFront(settings.CITY, releases), pages, secure_header=False)
        listener = socket.create_server(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(front, **OPTIONS))
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        with closing(listener):
            reader, writer = await asyncio.open_connection(*listener.getsockname())
            writer.write(b"GET /kk/ HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert await asyncio.to_thread(begun.wait, PATIENCE_S)
            if not leaves:
                assert (await reader.readline()).startswith(b"HTTP/1.1 204")
            writer.close()
            server.should_exit = True
            await serving

    uvloop.run(talk())
    assert heard == [leaves]
    assert stopped.is_set() == leaves
