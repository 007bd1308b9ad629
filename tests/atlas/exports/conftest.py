"""A town's downloads, made in a folder of their own, and a way to ask for them."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from qala.atlas.exports.front import Downloads
from qala.atlas.exports.makers import Makers, hand_over_makers, makers
from qala.atlas.served import served
from qala.atlas.tiles.asgi import Receive, Scope, Send
from qala.store.kept import KeptFiles
from qala.store.shelf import Shelf

ENGLISH = {"Accept-Language": "en"}

Ask = Callable[..., httpx.Response]


@pytest.fixture
def kept(own_shelf: Shelf, tmp_path: Path) -> Iterator[KeptFiles]:
    """Kept files of the town's own shelf, with makers that put them there."""
    before = makers()
    files = KeptFiles(tmp_path / "downloads", own_shelf, 64 << 20)
    hand_over_makers(Makers(files))
    yield files
    hand_over_makers(before)


async def pages(scope: Scope, receive: Receive, send: Send) -> None:
    """What stands behind the downloads here: an application that says its name."""
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"pages"})


@pytest.fixture
def front(kept: KeptFiles) -> Downloads:
    return Downloads(served(), pages, secure_header=False)


@pytest.fixture
def ask(front: Downloads) -> Ask:
    """Ask for a download: `ask("roads.gpkg?bbox=...", method=..., headers=...)`."""

    def asked(address: str, *, method: str = "GET", **options: object) -> httpx.Response:
        async def send() -> httpx.Response:
            return await request(front, address, method=method, **options)

        return asyncio.run(send())

    return asked


async def request(
    front: Downloads, address: str, *, method: str = "GET", **options: object
) -> httpx.Response:
    """Ask the front within a running loop."""
    transport = httpx.ASGITransport(front)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://localhost", headers=ENGLISH
    ) as client:
        return await client.request(method, f"/download/{address}", timeout=60, **options)
