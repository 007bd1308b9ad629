"""Rows of a CSV in a city's folder, each with its line; what is wrong is told by line."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from qala.sources.folder.problems import Problems


def read_rows(
    path: Path, problems: Problems, *, columns: Sequence[str] = ()
) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows that can be used with the line each ends in; none where a column lacks."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            lacking = [each for each in columns if each not in (reader.fieldnames or ())]
            for column in lacking:
                problems.error(path, 1, f"there is no column `{column}`", "add it to the header")
            if not lacking:
                yield from _whole(reader, path, problems)
    except UnicodeDecodeError:
        problems.error(path, 0, "it is not UTF-8", "save it in the encoding UTF-8")
    except csv.Error as error:
        problems.error(path, 0, f"it is no CSV ({error})", "save it as CSV with commas")


def _whole(
    reader: "csv.DictReader[str]", path: Path, problems: Problems
) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows that have as many values as the header."""
    for row in reader:
        if None in row or None in row.values():
            problems.error(
                path,
                reader.line_num,
                "it has not as many values as the header",
                "put quotes around commas",
            )
        else:
            yield reader.line_num, row
