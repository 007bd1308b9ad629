"""PostGIS with the points of a release, and tipg on it."""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pyarrow.parquet as pq

from bench.machine import PeerMissing, free_port, need, running
from bench.result import FOLDER
from bench.servers import WORKERS, Contender
from qala.store.shelf import Release

TIPG = FOLDER / "tipg"
USER = "postgres"
SETTINGS = ("shared_buffers=512MB", "max_wal_size=4GB", "jit=off", "fsync=off")
TABLE = (
    "CREATE TABLE points (id bigint PRIMARY KEY, kind text, value int, geom geometry(Point, 4326))"
)
AFTERWARDS = (
    "CREATE INDEX points_geom ON points USING gist (geom)",
    "CLUSTER points USING points_geom",
    "VACUUM ANALYZE points",
)


@contextmanager
def tipg_server(release: Release) -> Iterator[Contender]:
    """Tipg on a database of its own."""
    with database_of(release) as database, tipg_on(database) as tipg:
        yield tipg


@contextmanager
def database_of(release: Release) -> Iterator[dict[str, str]]:
    """PostGIS with the points of the release; how to reach it, as tipg's environment."""
    with _database() as database:
        _fill(database, release)
        yield database


@contextmanager
def tipg_on(database: dict[str, str]) -> Iterator[Contender]:
    """Tipg from its own environment, which may put as many features into a tile as ours has."""
    _install_tipg()
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [str(TIPG / "bin" / "uvicorn"), "tipg.main:app", "--port", str(port)]
    command += ["--workers", str(WORKERS), "--no-access-log", "--log-level", "warning"]
    environment = {
        **database,
        "TIPG_MAX_FEATURES_PER_TILE": "1000000",
        "TIPG_DB_EXCLUDE_FUNCTION_SCHEMAS": '["public"]',
        "TIPG_DB_TABLES": '["public.points"]',
    }
    with running(command, ready=f"{address}/collections", environment=environment):
        form = "/collections/public.points/tiles/WebMercatorQuad/{z}/{x}/{y}"
        yield Contender("tipg", address, form)


def _install_tipg() -> None:
    if (TIPG / "bin" / "uvicorn").exists():
        return
    pip = [str(TIPG / "bin" / "pip"), "install", "--quiet", "tipg", "uvicorn[standard]"]
    for command in ([sys.executable, "-m", "venv", "--clear", str(TIPG)], pip):
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        if done.returncode != 0:
            raise PeerMissing(f"tipg cannot be installed: {done.stderr.strip()[-500:]}")


@contextmanager
def _database() -> Iterator[dict[str, str]]:
    """A PostgreSQL of Debian's with PostGIS, in a folder that goes when the block ends."""
    need({_newest("lib", "bin/initdb"): "postgresql"})
    need({_newest("share", "extension/postgis.control"): "postgresql-postgis"})
    programs = Path(_newest("lib", "bin/initdb")).parent
    folder = Path(tempfile.mkdtemp(prefix="qala-bench-"))
    as_user = _as_user(folder)
    data = folder / "data"
    subprocess.run(
        [*as_user, programs / "initdb", "-D", data, "-U", USER, "--auth=trust", "-E", "UTF8"],
        check=True,
        capture_output=True,
    )
    port = free_port()
    options = f"-p {port} -k {folder} " + " ".join(f"-c {each}" for each in SETTINGS)
    control = [*as_user, programs / "pg_ctl", "-D", data, "-w"]
    subprocess.run(
        [*control, "start", "-o", options, "-l", folder / "log"],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    try:
        yield {
            "POSTGRES_USER": USER,
            "POSTGRES_PASS": USER,
            "POSTGRES_HOST": "127.0.0.1",
            "POSTGRES_PORT": str(port),
            "POSTGRES_DBNAME": "postgres",
        }
    finally:
        subprocess.run([*control, "stop", "-m", "immediate"], check=True, capture_output=True)
        shutil.rmtree(folder)


def _newest(kind: str, path: str) -> str:
    """The path of the newest PostgreSQL that has it; a path that is not there, where none has."""
    root = Path(f"/usr/{kind}/postgresql")
    found = sorted(root.glob(f"*/{path}"), key=lambda each: int(each.relative_to(root).parts[0]))
    return str(found[-1]) if found else str(root / path)


def _as_user(folder: Path) -> list[str]:
    """How to run PostgreSQL, which refuses to run as root."""
    if os.geteuid() != 0:
        return []
    user = pwd.getpwnam(USER)
    os.chown(folder, user.pw_uid, user.pw_gid)
    return ["runuser", "-u", USER, "--"]


def _fill(database: dict[str, str], release: Release) -> None:
    """The features of the release as a table with a spatial index, in the order of that index."""
    address = (
        f"host={database['POSTGRES_HOST']} port={database['POSTGRES_PORT']} user={USER}"
        f" dbname={database['POSTGRES_DBNAME']}"
    )
    with psycopg.connect(address, autocommit=True) as connection, connection.cursor() as cursor:
        cursor.execute("CREATE EXTENSION postgis")
        cursor.execute(TABLE)
        with cursor.copy("COPY points (id, kind, value, geom) FROM STDIN") as copy:
            for batch in pq.ParquetFile(release.features).iter_batches(columns=_COLUMNS):
                rows = batch.select(_COLUMNS).to_pydict()
                for feature, kind, value, wkb in zip(*rows.values(), strict=True):
                    copy.write_row((feature, kind, value, f"SRID=4326;{wkb.hex()}"))
        for statement in AFTERWARDS:
            cursor.execute(statement)


_COLUMNS = ["id", "kind", "value", "geometry"]
