"""A shelf with one dataset, the application over it, and a way to ask it."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from django.conf import settings

from qala.atlas.tiles.application import Front
from qala.atlas.tiles.asgi import Receive, Scope, Send
from qala.atlas.tiles.front import TileFront
from qala.atlas.tiles.opened import OpenReleases
from qala.store.shelf import Shelf
from tests.store.conftest import put, schools

Ask = Callable[..., httpx.Response]

INSIDE = "8/182/93"
EMPTY = "8/0/0"


async def pages(scope: Scope, receive: Receive, send: Send) -> None:
    """What stands behind the tiles here: an application that says its name."""
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"pages"})


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """A shelf on which release 1 of `schools` is in force."""
    shelf = Shelf(tmp_path / "releases")
    put(shelf, schools(500))
    return shelf


@pytest.fixture
def releases(shelf: Shelf) -> OpenReleases:
    return OpenReleases(shelf)


@pytest.fixture
def ask(releases: OpenReleases) -> Ask:
    """Ask the application: `ask("/tiles/...", method=..., headers=...)`."""
    front = Front(TileFront(settings.CITY, releases), pages, secure_header=True)

    def asked(path: str, *, method: str = "GET", **options: object) -> httpx.Response:
        async def send() -> httpx.Response:
            transport = httpx.ASGITransport(front)
            async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as it:
                return await it.request(method, path, **options)

        return asyncio.run(send())

    return asked
