"""DuckDB inside this process: locked down, a cursor per request, each with a deadline."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from threading import Timer
from uuid import uuid4

import duckdb
import duckdb_extension_spatial

from qala.core.errors import ClientLeft, ShelfDamaged, TimedOut, mark
from qala.core.visits import Visit, visit

MEMORY = "512MB"
TEMP_QUOTA = "2GB"
THREADS = min(4, os.cpu_count() or 1)
DEADLINE_S = 5.0
SPATIAL = next(Path(duckdb_extension_spatial.__file__).parent.rglob("*.duckdb_extension"))
UNREADABLE = (duckdb.IOException, duckdb.InvalidInputException, duckdb.BinderException)
"""What DuckDB raises for a file that is missing, cut off, or without the declared columns."""


class Engine:
    """One in-memory database that may read below `root` and nowhere else."""

    def __init__(self, root: Path, *, deadline_s: float = DEADLINE_S) -> None:
        self.deadline_s = deadline_s
        spill = Path(tempfile.gettempdir(), f"qala-{uuid4().hex}")  # DuckDB makes it when it must
        self._database = duckdb.connect()
        for statement in (
            f"LOAD '{_escaped(SPATIAL)}'",
            f"SET memory_limit = '{MEMORY}'",
            f"SET threads = {THREADS}",
            "SET enable_progress_bar = false",
            f"SET temp_directory = '{spill}'",
            f"SET max_temp_directory_size = '{TEMP_QUOTA}'",
            "SET parquet_metadata_cache = true",
            "SET GLOBAL enable_geoparquet_conversion = false",
            f"SET allowed_directories = ['{_escaped(root.resolve())}']",
            "SET enable_external_access = false",
            "SET lock_configuration = true",
        ):
            self._database.execute(statement)

    @contextmanager
    def cursor(self, *, deadline_s: float | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor of one's own, interrupted at the deadline, which raises TimedOut.

        It is interrupted, too, when the client of the request has gone, which raises ClientLeft.
        Raises ShelfDamaged where a file is not what its manifest says.
        """
        deadline_s = self.deadline_s if deadline_s is None else deadline_s
        caller = visit.get() or Visit()
        with self._database.cursor() as cursor, caller.stopping(cursor.interrupt):
            deadline = Timer(deadline_s, cursor.interrupt)
            deadline.daemon = True
            deadline.start()
            try:
                yield cursor
            except duckdb.InterruptException as error:
                if caller.left:
                    raise ClientLeft from error
                raise TimedOut(
                    mark("This takes longer than {seconds} s: ask for less."), seconds=deadline_s
                ) from error
            except UNREADABLE as error:
                raise ShelfDamaged(mark("A release cannot be read: {said}"), said=error) from error
            finally:
                deadline.cancel()

    @cached_property
    def collations(self) -> frozenset[str]:
        """The languages by whose alphabet text can be sorted."""
        with self._database.cursor() as cursor:
            names = cursor.execute("SELECT collname FROM pragma_collations()").fetchall()
        return frozenset(name for (name,) in names)

    def close(self) -> None:
        self._database.close()


def _escaped(path: Path) -> str:
    """A path inside single quotes of SQL."""
    return str(path).replace("'", "''")
