"""Connections that dawdle or stand idle are closed; ones at work are not."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import closing
from typing import Any

import pytest
import uvicorn
import uvloop
from django.conf import settings

from qala.atlas.tiles import quick
from qala.atlas.tiles.application import Front
from qala.atlas.tiles.asgi import Receive, Scope, Send
from qala.atlas.tiles.front import TileFront
from qala.atlas.tiles.opened import OpenReleases
from qala.atlas.tiles.server import OPTIONS
from tests.atlas.tiles.conftest import INSIDE

Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[Any]]

TILE = (
    f"GET /tiles/schools/1/{INSIDE}.mvt HTTP/1.1\r\n"
    "Host: localhost\r\nAccept-Encoding: gzip\r\n\r\n"
).encode()


@pytest.fixture(autouse=True)
def _hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seconds of patience become tenths."""
    monkeypatch.setattr(quick, "LOOK_EVERY_S", 0.1)
    monkeypatch.setattr(quick, "HEAD_WITHIN_S", 0.5)
    monkeypatch.setattr(quick, "BODY_WITHIN_S", 0.5)
    monkeypatch.setattr(quick, "IDLE_S", 1.0)


async def slow_pages(scope: Scope, receive: Receive, send: Send) -> None:
    """Pages that take longer than an idle connection may stand."""
    await asyncio.sleep(2)
    await send({"type": "http.response.start", "status": 204, "headers": []})
    await send({"type": "http.response.body", "body": b""})


@pytest.fixture
def talk(releases: OpenReleases) -> Callable[[Talk], Any]:
    """Run a conversation with a server of its own."""
    front = Front(TileFront(settings.CITY, releases), slow_pages, secure_header=False)

    async def served(conversation: Talk) -> Any:
        listener = socket.create_server(("127.0.0.1", 0))
        config = uvicorn.Config(front, **OPTIONS)
        server = uvicorn.Server(config)
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        with closing(listener):
            reader, writer = await asyncio.open_connection(*listener.getsockname())
            try:
                return await asyncio.wait_for(conversation(reader, writer), 20)
            finally:
                writer.close()
                server.should_exit = True
                await serving

    def run(conversation: Talk) -> Any:
        work: Coroutine[Any, Any, Any] = served(conversation)
        return uvloop.run(work)

    return run


def test_a_head_that_trickles_in_is_cut_off(talk: Callable[[Talk], Any]):
    async def conversation(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> int:
        sent = 0
        for byte in b"GET / HTTP/1.1\r\n" + b"X: " + b"a" * 100:
            writer.write(bytes([byte]))
            sent += 1
            try:
                if await asyncio.wait_for(reader.read(1), 0.1) == b"":
                    break
            except TimeoutError:
                continue
        return sent

    assert 4 <= talk(conversation) <= 20


def test_a_silent_connection_is_closed(talk: Callable[[Talk], Any]):
    async def conversation(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
        return await reader.read()

    assert talk(conversation) == b""


def test_a_connection_is_closed_when_it_has_been_idle_after_a_tile(talk: Callable[[Talk], Any]):
    async def conversation(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
        for _ in range(4):
            writer.write(TILE)
            await asyncio.sleep(0.5)
        return await reader.read()

    assert talk(conversation).count(b"HTTP/1.1 200 OK") == 4


def test_a_request_at_work_is_waited_for(talk: Callable[[Talk], Any]):
    async def conversation(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
        writer.write(b"GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n")
        return await reader.readline()

    assert talk(conversation).startswith(b"HTTP/1.1 204")


def test_a_body_that_trickles_in_is_cut_off_and_reaches_no_page(talk: Callable[[Talk], Any]):
    async def conversation(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
        writer.write(b"POST /slow HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n")
        for _ in range(15):
            writer.write(b"a")
            await asyncio.sleep(0.1)
            if reader.at_eof():
                break
        return await reader.read()

    assert talk(conversation) == b""


def test_a_client_that_leaves_early_is_no_error(
    talk: Callable[[Talk], Any], caplog: pytest.LogCaptureFixture
):
    async def conversation(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n" * 2)
        await asyncio.sleep(0.2)
        writer.close()
        await asyncio.sleep(2.5)

    talk(conversation)
    assert [each.message for each in caplog.records if each.levelname == "ERROR"] == []
