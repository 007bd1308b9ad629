"""The tables in a city's folder that its datasets name."""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

from qala.sources.folder.table import Table
from qala.sources.nearest import nearest


def check_facts(table: Table, path: str, fields: Mapping[str, str]) -> None:
    """Check the table that the source names: it is there, has places and the mapped columns."""
    header = facts_header(table, path)
    if header is None:
        return
    check_columns(table, path, header, fields.values(), key="fields")
    if "wkt" not in header and not {"lon", "lat"} <= set(header):
        table.reading.problems.error(
            table.reading.folder / path,
            1,
            "there is no place in it",
            "add the columns `lon` and `lat`, or `wkt`",
        )


def facts_header(table: Table, path: str) -> list[str] | None:
    """The columns of the CSV at `path` in the city's folder; None for another kind of file.

    Reports under the key `path` of `table` what keeps it from being read.
    """
    file = named_file(table, path, key="path")
    return _header(table, file) if file is not None and file.suffix == ".csv" else None


def named_file(table: Table, path: str, *, key: str) -> Path | None:
    """The file at `path` in the city's folder; None where there is none, reported at `key`."""
    folder = table.reading.folder
    file = folder / path
    if not file.resolve().is_relative_to(folder.resolve()):
        table.error(f'leads out of the folder: "{path}"', "move it inside", key=key)
    elif not file.is_file():
        there = [str(each.relative_to(folder)) for each in folder.glob("facts/*.csv")]
        table.error(f'"{path}" does not exist', nearest(path, there), key=key)
    else:
        return file
    return None


def check_columns(
    table: Table, path: str, header: list[str], wanted: Iterable[str], *, key: str
) -> None:
    """Report each of the `wanted` columns that the header has not, at `key` of the table."""
    for column in wanted:
        if column not in header:
            wrong = f'takes "{column}", which {Path(path).name} has not'
            table.error(wrong, nearest(column, header), key=key)


def _header(table: Table, file: Path) -> list[str] | None:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        try:
            return next(csv.reader(stream), [])
        except UnicodeDecodeError:
            table.error(f"{file.name} is not UTF-8", "save it in the encoding UTF-8", key="path")
            return None
