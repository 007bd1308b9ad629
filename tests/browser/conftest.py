"""A served city and a real browser that watches for what must not happen."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from shutil import which
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

PROJECT = Path(__file__).resolve().parents[2]
READY_WITHIN_S = 60
DRAWN_WITHIN_MS = 60_000
SOFTWARE_GRAPHICS = (
    "--no-sandbox",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-quic",
    "--disable-background-networking",
)


@dataclass
class Visit:
    """A page and what went wrong in it so far: errors, foreign requests, refusals by the policy."""

    page: Page
    address: str
    wrong: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        """Go to a path of the city; on the map, wait until it is drawn."""
        self.page.goto(self.address + path)
        if "/map" in path:
            self.page.wait_for_selector("qala-canvas.drawn", timeout=DRAWN_WITHIN_MS)
        return self.page

    def listen(self) -> None:
        """Begin to note what goes wrong."""
        self.page.on("pageerror", lambda error: self.wrong.append(f"error: {error}"))
        self.page.on("console", lambda message: self._hear(message.type, message.text))
        self.page.on("request", lambda request: self._ask(request.url))
        self.page.on("response", lambda answer: self._answer(answer.status, answer.url))

    def _hear(self, kind: str, text: str) -> None:
        if kind == "error" or "Content Security Policy" in text:
            self.wrong.append(f"{kind}: {text}")

    def _ask(self, url: str) -> None:
        if url.startswith(("data:", "blob:")):
            return
        if urlsplit(url).netloc != urlsplit(self.address).netloc:
            self.wrong.append(f"foreign request: {url}")

    def _answer(self, status: int, url: str) -> None:
        if status >= 400:
            self.wrong.append(f"{status}: {url}")


Visiting = Callable[..., Visit]


@pytest.fixture(scope="session")
def city_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the demonstration city of Almaty is served, built for this session."""
    environment = _environment(tmp_path_factory.mktemp("city"))
    subprocess.run(
        [sys.executable, "-m", "qala.cli", "build", "almaty"],
        cwd=PROJECT,
        env=environment,
        check=True,
        capture_output=True,
    )
    port = _free_port()
    serve = [sys.executable, "-m", "qala.cli", "serve", "--port", str(port), "--workers", "1"]
    server = subprocess.Popen(serve, cwd=PROJECT, env=environment, stdout=subprocess.DEVNULL)
    address = f"http://localhost:{port}"
    try:
        _wait_for(address, server)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=30)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium of this machine; its maps are drawn in software."""
    names = (os.environ.get("CHROME_PATH", ""), "chromium", "chromium-browser", "google-chrome")
    program = next((found for name in names if name and (found := which(name))), None)
    if program is None:
        pytest.fail("needs Chromium: install the package chromium or set CHROME_PATH")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=SOFTWARE_GRAPHICS)
        yield chromium
        chromium.close()


@pytest.fixture
def visiting(browser: Browser, city_address: str) -> Iterator[Visiting]:
    """Begin visits, each with a context of its own: `visiting(width=390, color_scheme="dark")`."""
    contexts = []

    def begin(*, width: int = 1440, height: int = 900, **options: Any) -> Visit:
        viewport = ViewportSize(width=width, height=height)
        context = browser.new_context(viewport=viewport, **options)
        contexts.append(context)
        visit = Visit(context.new_page(), city_address)
        visit.listen()
        return visit

    yield begin
    for context in contexts:
        context.close()


def _environment(folder: Path) -> dict[str, str]:
    foreign = ("QALA_", "DJANGO_", "DATABASE_URL")
    own = {key: value for key, value in os.environ.items() if not key.startswith(foreign)}
    return {**own, "QALA_CITY": "almaty", "QALA_DATA": str(folder)}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    give_up = time.monotonic() + READY_WITHIN_S
    while time.monotonic() < give_up:
        if server.poll() is not None:
            pytest.fail(f"the server ended with {server.returncode}")
        try:
            with urlopen(f"{address}/health"):
                return
        except URLError:
            time.sleep(0.2)
    pytest.fail(f"the server was not ready within {READY_WITHIN_S} s")
