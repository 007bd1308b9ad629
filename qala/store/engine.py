"""DuckDB inside this process: locked down, a cursor per request, each with a deadline."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from uuid import uuid4

import duckdb

from qala.core.errors import ShelfDamaged, TimedOut, mark

MEMORY = "512MB"
TEMP_QUOTA = "2GB"
THREADS = min(4, os.cpu_count() or 1)
DEADLINE_S = 5.0
UNREADABLE = (duckdb.IOException, duckdb.InvalidInputException, duckdb.BinderException)
"""What DuckDB raises for a file that is missing, cut off, or without the declared columns."""


class Engine:
    """One in-memory database that may read below `root` and nowhere else."""

    def __init__(self, root: Path, *, deadline_s: float = DEADLINE_S) -> None:
        self.deadline_s = deadline_s
        spill = Path(tempfile.gettempdir(), f"qala-{uuid4().hex}")  # DuckDB makes it when it must
        self._database = duckdb.connect()
        allowed = str(root.resolve()).replace("'", "''")
        for statement in (
            f"SET memory_limit = '{MEMORY}'",
            f"SET threads = {THREADS}",
            "SET enable_progress_bar = false",
            f"SET temp_directory = '{spill}'",
            f"SET max_temp_directory_size = '{TEMP_QUOTA}'",
            "SET parquet_metadata_cache = true",
            "SET enable_geoparquet_conversion = false",
            f"SET allowed_directories = ['{allowed}']",
            "SET enable_external_access = false",
            "SET lock_configuration = true",
        ):
            self._database.execute(statement)

    @contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor of one's own, interrupted at the deadline, which raises TimedOut.

        Raises ShelfDamaged where a file is not what its manifest says.
        """
        with self._database.cursor() as cursor:
            deadline = Timer(self.deadline_s, cursor.interrupt)
            deadline.daemon = True
            deadline.start()
            try:
                yield cursor
            except duckdb.InterruptException as error:
                raise TimedOut(
                    mark("This takes longer than {seconds} s: ask for less."),
                    seconds=self.deadline_s,
                ) from error
            except UNREADABLE as error:
                raise ShelfDamaged(mark("A release cannot be read: {said}"), said=error) from error
            finally:
                deadline.cancel()

    def close(self) -> None:
        self._database.close()
