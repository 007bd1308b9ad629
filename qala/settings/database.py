"""The database: SQLite below the data folder, or PostgreSQL by `DATABASE_URL`."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from qala.core.errors import BadInput

VARIABLE = "DATABASE_URL"
REMEDY = "give postgresql://user:password@host:5432/name, or sqlite:////absolute/path"
WAL = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"


def database(url: str, *, data: Path) -> dict[str, Any]:
    """Django's description of the database at `url`; without one, SQLite in `data`."""
    if not url:
        return _sqlite(data / "qala.sqlite3")
    parts = urlsplit(url)
    if parts.scheme in ("postgresql", "postgres"):
        return _postgresql(parts)
    if parts.scheme == "sqlite" and len(parts.path) > 1 and not parts.netloc:
        return _sqlite(Path(unquote(parts.path[1:])).absolute())
    raise BadInput(
        f"a database of the kind `{parts.scheme or url[:20]}` cannot be used",
        file=VARIABLE,
        remedy=REMEDY,
    )


def _sqlite(path: Path) -> dict[str, Any]:
    """SQLite for several writers: write-ahead log, and locks taken at the start of a transaction.

    With Django's default (locks taken at the first write) five writers fail most of the time.
    A new file is readable by its user only; SQLite gives the files beside it the same mode.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        os.close(os.open(path, os.O_CREAT, 0o600))
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": WAL},
    }


def _postgresql(parts: SplitResult) -> dict[str, Any]:
    try:
        port = parts.port
    except ValueError as error:
        raise BadInput("the port is not a number", file=VARIABLE, remedy=REMEDY) from error
    name = unquote(parts.path.lstrip("/"))
    if not name:
        raise BadInput("the name of the database is missing", file=VARIABLE, remedy=REMEDY)
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": str(port or ""),
        "OPTIONS": options,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
