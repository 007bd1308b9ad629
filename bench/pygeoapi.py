"""The features of pygeoapi, from its own environment, on the table of `bench.postgis`."""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from bench.machine import PeerMissing, free_port, running
from bench.points import EAST, NORTH, SOUTH, WEST
from bench.result import FOLDER
from bench.servers import WORKERS, Contender

HOME = FOLDER / "pygeoapi"
PACKAGES = ("pygeoapi", "psycopg2-binary", "sqlalchemy", "geoalchemy2", "gunicorn", "setuptools<81")
LIMIT_MAX = 1_000


@contextmanager
def pygeoapi_server(database: Mapping[str, str]) -> Iterator[Contender]:
    """Its Flask application under gunicorn, as its own image runs it."""
    _install()
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    settings = HOME / "settings.yml"
    settings.write_text(json.dumps(_settings(database, address)))  # JSON is YAML, too
    environment = {
        "PYGEOAPI_CONFIG": str(settings),
        "PYGEOAPI_OPENAPI": str(HOME / "openapi.yml"),
    }
    command = [str(HOME / "bin" / "pygeoapi"), "openapi", "generate", str(settings)]
    command += ["--output-file", environment["PYGEOAPI_OPENAPI"]]
    subprocess.run(command, check=True, capture_output=True, env=environment)
    serve = [str(HOME / "bin" / "gunicorn"), "--workers", str(WORKERS)]
    serve += ["--bind", f"127.0.0.1:{port}", "pygeoapi.flask_app:APP"]
    with running(serve, ready=f"{address}/collections", environment=environment):
        yield Contender("pygeoapi", address, "/collections/points")


def _install() -> None:
    if (HOME / "bin" / "gunicorn").exists():
        return
    pip = [str(HOME / "bin" / "pip"), "install", "--quiet", *PACKAGES]
    for command in ([sys.executable, "-m", "venv", "--clear", str(HOME)], pip):
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        if done.returncode != 0:
            raise PeerMissing(f"pygeoapi cannot be installed: {done.stderr.strip()[-500:]}")


def _settings(database: Mapping[str, str], address: str) -> dict[str, object]:
    provider = {
        "type": "feature",
        "name": "PostgreSQL",
        "data": {
            "host": database["POSTGRES_HOST"],
            "port": int(database["POSTGRES_PORT"]),
            "dbname": database["POSTGRES_DBNAME"],
            "user": database["POSTGRES_USER"],
            "password": database["POSTGRES_PASS"],
            "search_path": ["public"],
        },
        "id_field": "id",
        "table": "points",
        "geom_field": "geom",
    }
    limits = {"default_items": 10, "max_items": LIMIT_MAX}
    contact = {"name": "bench"}
    return {
        "server": {
            "bind": {"host": "127.0.0.1", "port": 80},
            "url": address,
            "mimetype": "application/json; charset=UTF-8",
            "encoding": "utf-8",
            "languages": ["en-US"],
            "pretty_print": False,
            "limits": limits,
            "map": {"url": f"{address}/none", "attribution": "none"},
            "gzip": True,
        },
        "logging": {"level": "ERROR"},
        "metadata": {
            "identification": {
                "title": "bench",
                "description": "bench",
                "keywords": ["bench"],
                "keywords_type": "theme",
                "terms_of_service": "none",
                "url": address,
            },
            "license": {"name": "none", "url": address},
            "provider": {"name": "bench", "url": address},
            "contact": contact,
        },
        "resources": {
            "points": {
                "type": "collection",
                "title": "Points",
                "description": "Scattered points",
                "keywords": ["points"],
                "links": [],
                "extents": {"spatial": {"bbox": [WEST, SOUTH, EAST, NORTH]}},
                "providers": [provider],
            }
        },
    }
