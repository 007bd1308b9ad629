"""What the pages behind the front are handed: whole bodies, and no headers that can be forged."""

import asyncio

import httpx
import pytest
from django.conf import settings

from qala.atlas.tiles.application import Front
from qala.atlas.tiles.asgi import Receive, Scope, Send
from qala.atlas.tiles.bodies import BODY_MAX_BYTES
from qala.atlas.tiles.front import TileFront
from qala.atlas.tiles.opened import OpenReleases


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    """Pages that answer with the names of the headers and the length of the first message."""
    message = await receive() if scope["method"] == "POST" else {}
    names = b" ".join(sorted(name for name, _value in scope["headers"]))
    await send({"type": "http.response.start", "status": 200, "headers": [(b"x-names", names)]})
    await send({"type": "http.response.body", "body": b"%d" % len(message.get("body", b""))})


@pytest.fixture
def client(releases: OpenReleases) -> httpx.AsyncClient:
    front = Front(TileFront(settings.CITY, releases), echo, secure_header=True)
    return httpx.AsyncClient(transport=httpx.ASGITransport(front), base_url="http://localhost")


def test_a_body_in_pieces_comes_whole(client: httpx.AsyncClient):
    async def pieces():
        for _ in range(10):
            yield b"a" * 1000

    answer = asyncio.run(client.post("/kk/", content=pieces()))
    assert answer.text == "10000"


def test_the_largest_body_is_taken_and_one_byte_more_is_not(client: httpx.AsyncClient):
    async def ask() -> list[httpx.Response]:
        return [
            await client.post("/kk/", content=b"a" * size, headers={"Accept-Language": "ru"})
            for size in (BODY_MAX_BYTES, BODY_MAX_BYTES + 1)
        ]

    taken, refused = asyncio.run(ask())
    assert (taken.status_code, taken.text) == (200, str(BODY_MAX_BYTES))
    assert (refused.status_code, refused.headers["content-language"]) == (413, "ru")
    assert refused.json()["status"] == 413


def test_a_forged_forwarding_header_does_not_reach_the_pages(client: httpx.AsyncClient):
    """WSGI gives `X_Forwarded_For` and `X-Forwarded-For` one name."""
    forged = {"X_Forwarded_For": "192.0.2.1", "X-Forwarded-For": "198.51.100.1"}
    answer = asyncio.run(client.get("/kk/", headers=forged))
    names = answer.headers["x-names"].split()
    assert "x-forwarded-for" in names
    assert not [name for name in names if "_" in name]
