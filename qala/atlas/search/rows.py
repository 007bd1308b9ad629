"""The named features of a release, read in batches, so that memory does not grow with it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from qala.core.dataset import Dataset, Field, FieldType
from qala.core.errors import ShelfDamaged, mark
from qala.core.text import Text
from qala.store.shelf import Release

BATCH_ROWS = 8_192

Shapes = np.ndarray[Any, np.dtype[np.object_]]
"""Geometries in EPSG:4326."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Features with a title and a place, column by column; geometry in EPSG:4326.

    `categories`: the value of the field that tells kinds apart. `weights`: the value of the field
    that tells importance. `houses`: the number, of addresses.
    """

    ids: list[str]
    shapes: Shapes
    titles: list[Text]
    categories: list[str]
    weights: list[str]
    houses: list[str]


def named_rows(
    release: Release, dataset: Dataset, languages: tuple[str, ...], category: Field | None
) -> Iterator[Rows]:
    """Batches of the features of `release` that have a title and a place. Raises ShelfDamaged."""
    title = dataset.field_named(dataset.title_field)
    if title is None or dataset.search is None:
        raise ValueError(f"{dataset.id} is not declared to be found by name")
    asked = {
        "category": category.name if category else "",
        "weight": dataset.search.field,
        "house": "house_number" if is_address(dataset) else "",
    }
    titles = title.columns(languages)
    columns = dict.fromkeys(["id", "geometry", *titles, *filter(None, asked.values())])
    try:
        with pq.ParquetFile(release.features) as file:
            for batch in file.iter_batches(BATCH_ROWS, columns=list(columns)):
                yield _rows(batch, titles, title, languages, asked)
    except (OSError, pa.ArrowException) as error:
        raise ShelfDamaged(mark("A release cannot be read: {said}"), said=error) from error


def is_address(dataset: Dataset) -> bool:
    """Whether features are addresses: titled by their street, with the number of a house."""
    return dataset.title_field == "street" and dataset.field_named("house_number") is not None


def _rows(
    batch: pa.RecordBatch,
    columns: Sequence[str],
    title: Field,
    languages: tuple[str, ...],
    asked: dict[str, str],
) -> Rows:
    shapes = shapely.from_wkb(batch.column("geometry").to_pylist())
    values = list(zip(*(_column(batch, each) for each in columns), strict=True))
    houses = _values(batch, asked["house"])
    there = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
    kept = [
        row
        for row, names in enumerate(values)
        if there[row] and any(names) and (houses[row] or not asked["house"])
    ]
    ids = batch.column("id").to_pylist()
    categories, weights = _values(batch, asked["category"]), _values(batch, asked["weight"])
    return Rows(
        ids=[ids[row] for row in kept],
        shapes=shapes[kept],
        titles=[_title(values[row], title.type, languages) for row in kept],
        categories=[categories[row] for row in kept],
        weights=[weights[row] for row in kept],
        houses=[houses[row] for row in kept],
    )


def _values(batch: pa.RecordBatch, column: str) -> list[str]:
    if not column:
        return [""] * batch.num_rows
    return ["" if each is None else str(each) for each in _column(batch, column)]


def _column(batch: pa.RecordBatch, name: str) -> list[Any]:
    """A column; of one that was declared after the release was published nothing is known."""
    if name not in batch.schema.names:
        return [None] * batch.num_rows
    values: list[Any] = batch.column(name).to_pylist()
    return values


@lru_cache(maxsize=16_384)
def _title(values: tuple[str | None, ...], kind: FieldType, languages: tuple[str, ...]) -> Text:
    """A name in each language, as written locally where it is not known in one."""
    local = next(each for each in (values[0], *values) if each)
    if kind is not FieldType.NAME:
        return Text(dict.fromkeys(languages, local))
    return Text({each: value or local for each, value in zip(languages, values[1:], strict=True)})
