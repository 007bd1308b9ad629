"""Columns that a source lacks, filled from a table in the city's folder."""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from qala.core.dataset import Completion, SourceSpec
from qala.core.errors import BadInput
from qala.core.features import Features, Intake
from qala.sources.conform.values import as_arrow, as_text


def completed(
    chunks: Iterable[Features], spec: SourceSpec, complete: Completion, table: Path, intake: Intake
) -> Iterator[Features]:
    """Raw chunks of the source `spec` with the table's columns beside their own.

    A feature without a row in the table keeps the columns unknown, noted as `not_completed`.
    Raises BadInput when the source has no column to join on.
    """
    joined = spec.fields.get(complete.on, complete.on)
    rows = _rows(table, complete.on)
    for chunk in chunks:
        if joined not in chunk.columns:
            raise BadInput(
                f"there is no column `{joined}` to join {table.name} on",
                file=spec.path,
                where=f"source in line {spec.line}",
                remedy="set `on` of its `complete` to a column that the file has",
            )
        keys = as_text(as_arrow(chunk.columns[joined]))
        found = [rows.get(key or "", {}) for key in keys.to_pylist()]
        for own, row in zip(chunk.ids, found, strict=True):
            if not row:
                intake.note("not_completed", own)
        filled = {name: [row.get(name) for row in found] for name in complete.columns}
        yield Features(chunk.ids, chunk.geometry, {**chunk.columns, **filled})


def _rows(table: Path, on: str) -> dict[str, dict[str, str]]:
    with table.open(encoding="utf-8-sig", newline="") as stream:
        return {(row[on] or "").strip(): row for row in csv.DictReader(stream)}
