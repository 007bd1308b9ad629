"""What a source's options do to its records before anybody else sees them."""

import re
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from qala.core.errors import BadInput
from qala.core.features import Intake
from qala.sources.conform.values import as_text
from qala.sources.nearest import nearest_first
from qala.sources.vector.batch import Batch
from qala.sources.vector.options import Largest

_BREAK = re.compile(r"<\s*(?:br|/p|/div|/tr|/li)\s*/?>|\r?\n", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_PAIR = re.compile(r"\s*([^:]{1,60}?)\s*:\s+(.*\S)\s*")


def with_key_values(batch: Batch, column: str, shown: Path) -> None:
    """Add a column for each key of the `key: value` lines that the texts of `column` hold.

    Columns that are there already stay; of a key that occurs twice in a text the first counts.
    """
    _require(batch, column, shown)
    parsed = [key_values(text or "") for text in as_text(batch.columns[column]).to_pylist()]
    for key in dict.fromkeys(key for pairs in parsed for key in pairs):
        if key not in batch.columns:
            batch.columns[key] = pa.array([pairs.get(key) for pairs in parsed], pa.string())


def key_values(text: str) -> dict[str, str]:
    """The `key: value` lines of a text or of simple HTML; other lines are passed over."""
    pairs: dict[str, str] = {}
    for line in _BREAK.split(text):
        match = _PAIR.fullmatch(_TAG.sub("", line))
        if match:
            pairs.setdefault(match.group(1), match.group(2))
    return pairs


def kept_rows(
    batch: Batch, where: Mapping[str, tuple[str, ...]], shown: Path, intake: Intake
) -> Batch:
    """Only the records whose values are among the wanted ones; the others are counted."""
    keep = np.ones(len(batch), dtype=bool)
    for column, allowed in where.items():
        _require(batch, column, shown)
        wanted = pc.is_in(as_text(batch.columns[column]), value_set=pa.array(allowed, pa.string()))
        keep &= wanted.to_numpy(zero_copy_only=False)
    if keep.all():
        return batch
    intake.skip("not_wanted", count=int((~keep).sum()))
    mask = pa.array(keep)
    return Batch(
        columns={name: array.filter(mask) for name, array in batch.columns.items()},
        ids=[own for own, stays in zip(batch.ids, keep.tolist(), strict=True) if stays],
        shapes=None if batch.shapes is None else batch.shapes[keep],
        crs=batch.crs,
        done=batch.done,
        total=batch.total,
    )


def with_largest(batch: Batch, largest: Largest, shown: Path) -> None:
    """Add the column that names, for each record, the numeric column with its largest value."""
    names = [
        name
        for name, array in batch.columns.items()
        if name.startswith(largest.prefix) and name not in largest.omitted and _numeric(array)
    ]
    if not names:
        raise BadInput(
            f"there are no numeric columns to take the largest of for `{largest.column}`",
            file=shown,
            remedy=f"the columns are: {nearest_first(largest.prefix, batch.columns)}",
        )
    table = np.column_stack(
        [
            batch.columns[name].cast(pa.float64()).fill_null(0).to_numpy(zero_copy_only=False)
            for name in names
        ]
    )
    best = table.argmax(axis=1)
    found = table.max(axis=1) > 0
    batch.columns[largest.column] = pa.array(
        [names[at] if any_ else None for at, any_ in zip(best, found, strict=True)], pa.string()
    )


def _numeric(array: pa.Array) -> bool:
    return bool(pa.types.is_integer(array.type) or pa.types.is_floating(array.type))


def _require(batch: Batch, column: str, shown: Path) -> None:
    if column not in batch.columns:
        raise BadInput(
            f"there is no column `{column}`; "
            f"the columns are: {nearest_first(column, batch.columns)}",
            file=shown,
            remedy="correct the name in the source's options",
        )
