"""The servers that are compared, each with the same tiles."""

import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.machine import free_port, need, running
from bench.points import SHELF, Place
from bench.result import FOLDER
from qala.store.shelf import Release

WORKERS = 2
NGINX = """\
worker_processes {workers}; daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 768; }}
http {{
  access_log off; sendfile on; tcp_nopush on; types {{ }}
  keepalive_requests 1000000000;
  server {{
    listen 127.0.0.1:{port}; root {root};
    default_type application/vnd.mapbox-vector-tile;
    add_header Content-Encoding gzip;
    add_header Vary Accept-Encoding;
    add_header Cache-Control "public, max-age=31536000, immutable";
    add_header Access-Control-Allow-Origin *;
    add_header X-Content-Type-Options nosniff;
  }}
}}
"""


@dataclass(frozen=True, slots=True)
class Contender:
    """A server to be asked: its address, and the form of the addresses of its tiles."""

    name: str
    address: str
    form: str


@contextmanager
def qala_server(release: Release, *, city: Mapping[str, str] | None = None) -> Iterator[Contender]:
    """Ours, as `qala serve` runs it; `city` is the environment of another than the usual one."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-c", "from qala.cli import main; main()", "serve"]
    command += ["--port", str(port), "--workers", str(WORKERS)]
    environment = {
        "QALA_RELEASES": str(SHELF.root),
        "QALA_DATA": str(FOLDER / "data"),
        "QALA_ALLOWED_HOSTS": "localhost,127.0.0.1",
        **(city or {}),
    }
    with running(command, ready=f"{address}/health", environment=environment):
        form = f"/tiles/points/{release.sequence}/{{z}}/{{x}}/{{y}}.mvt"
        yield Contender("qala", address, form)


@contextmanager
def nginx_server(tiles: dict[Place, bytes]) -> Iterator[Contender]:
    """Nginx from Debian with the same bytes as files: its shipped settings, no access log."""
    need({"/usr/sbin/nginx": "nginx-light", "wrk": "wrk"})
    root = FOLDER / "files"
    shutil.rmtree(root, ignore_errors=True)
    for (z, x, y), data in tiles.items():
        path = root / "tiles" / f"{z}" / f"{x}" / f"{y}.mvt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    port = free_port()
    settings = FOLDER / "nginx.conf"
    settings.write_text(NGINX.format(workers=WORKERS, folder=FOLDER, port=port, root=root))
    address = f"http://127.0.0.1:{port}"
    z, x, y = next(iter(tiles))
    command = [_nginx(), "-p", str(FOLDER), "-c", str(settings), "-g", "user root;"]
    with running(command, ready=f"{address}/tiles/{z}/{x}/{y}.mvt"):
        yield Contender("nginx", address, "/tiles/{z}/{x}/{y}.mvt")


def _nginx() -> str:
    return shutil.which("nginx") or str(Path("/usr/sbin/nginx"))
