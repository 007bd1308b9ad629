"""A real server in processes of its own, and talking to it byte by byte."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import httpx
import pytest

from qala.store.shelf import Shelf
from tests.conftest import PROJECT

RUN = """
import sys
from qala.atlas.tiles.server import run
if __name__ == "__main__":
    run("qala.asgi:application", host="127.0.0.1", port=int(sys.argv[1]), workers=2)
"""
READY_WITHIN_S = 60
QUIET_S = 0.5
HEADERS = "Host: localhost\r\nAccept-Encoding: gzip\r\n"


@contextmanager
def serving(folder: Path, shelf: Shelf, *, in_workers: str = "") -> Iterator[int]:
    """The port of a server with two workers over the shelf; it writes `log` in `folder`.

    `in_workers` is Python that each worker runs before anything else.
    """
    guarded = "".join(f"    {line}\n" for line in in_workers.splitlines() or ["pass"])
    (folder / "serve.py").write_text(f'if __name__ == "__mp_main__":\n{guarded}{RUN}')
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        "QALA_RELEASES": str(shelf.root),
        "QALA_DATA": str(folder),
        "PYTHONPATH": str(PROJECT),
    }
    command = [sys.executable, "serve.py", str(port)]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, cwd=folder, env=environment, stderr=log, stdout=log)
        try:
            _await(port, server)
            yield port
        finally:
            server.send_signal(signal.SIGTERM)
            assert server.wait(20) is not None


def _await(port: int, server: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + READY_WITHIN_S
    while time.monotonic() < until and server.poll() is None:
        try:
            if httpx.get(f"http://127.0.0.1:{port}/tiles/schools.json").status_code:
                return
        except httpx.TransportError:
            time.sleep(0.2)
    pytest.fail("the server does not answer")


def exchange(port: int, *packets: bytes, pause_s: float = 0.05) -> bytes:
    """Send packets one after another, then read until the server is quiet or closes."""
    with closing(socket.create_connection(("127.0.0.1", port))) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for packet in packets:
            connection.sendall(packet)
            time.sleep(pause_s)
        connection.settimeout(3)
        received = b""
        with suppress(TimeoutError):
            while data := connection.recv(1 << 16):
                received += data
                connection.settimeout(QUIET_S)
        return received


def request(path: str, more: str = "", *, method: str = "GET") -> bytes:
    return f"{method} {path} HTTP/1.1\r\n{HEADERS}{more}\r\n".encode()


def parsed(answer: bytes) -> tuple[bytes, dict[str, str], bytes]:
    """Status line, headers without the date, and body of one answer."""
    head, _, body = answer.partition(b"\r\n\r\n")
    status, *lines = head.split(b"\r\n")
    headers = dict(line.decode().split(": ", 1) for line in lines)
    assert headers.pop("date").endswith("GMT")
    return status, headers, body
