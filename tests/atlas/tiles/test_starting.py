"""A worker that takes its time to start, as on a busy machine, is waited for."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import httpx

from tests.conftest import PROJECT

LONGER_THAN_UVICORN_WAITS_S = 6
RUN = f"""
import os, pathlib, sys, time
if __name__ == "__mp_main__":
    pathlib.Path(f"started-{{os.getpid()}}").touch()
    time.sleep({LONGER_THAN_UVICORN_WAITS_S})
from qala.atlas.tiles.server import run
if __name__ == "__main__":
    run("qala.asgi:application", host="127.0.0.1", port=int(sys.argv[1]), workers=2)
"""


def test_a_slow_worker_is_not_taken_for_a_dead_one(tmp_path: Path) -> None:
    (tmp_path / "serve.py").write_text(RUN)
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    environment = {**os.environ, "QALA_DATA": str(tmp_path), "PYTHONPATH": str(PROJECT)}
    server = subprocess.Popen(
        [sys.executable, "serve.py", str(port)], cwd=tmp_path, env=environment
    )
    try:
        assert _status(f"http://127.0.0.1:{port}/tiles/none.json", within_s=60) == 404
        assert len(list(tmp_path.glob("started-*"))) == 2
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)


def _status(address: str, *, within_s: float) -> int:
    """The status of the first answer; 0 where none came."""
    until = time.monotonic() + within_s
    while time.monotonic() < until:
        try:
            return httpx.get(address, headers={"Host": "localhost"}).status_code
        except httpx.TransportError:
            time.sleep(0.2)
    return 0
