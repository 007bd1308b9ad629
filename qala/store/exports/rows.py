"""The features of an order in Arrow batches: chosen, cut, counted."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.parquet as pq

from qala.store.engine import Engine
from qala.store.exports.cutting import cut
from qala.store.exports.order import Order
from qala.store.reader import BATCH_ROWS, batches
from qala.store.shelf import Release, Shelf

Told = Callable[[int], None]
"""Called with the number of features that were written so far."""

DEADLINE_S = 900.0


@dataclass(frozen=True, slots=True)
class Rows:
    """An order with its release and features. `schema`: id, geometry as WKB, declared columns."""

    order: Order
    release: Release
    schema: pa.Schema
    batches: Iterator[pa.RecordBatch]

    @property
    def reader(self) -> pa.RecordBatchReader:
        """The batches as a stream for other libraries."""
        return pa.RecordBatchReader.from_batches(self.schema, self.batches)


def rows_of(order: Order, told: Told) -> Rows:
    """The features of an order. Raises what reading releases does."""
    release = Shelf(order.shelf).release(order.dataset, order.sequence)
    wanted = ["id", "geometry", *release.manifest.columns]
    stored = pq.read_schema(release.features)
    schema = pa.schema([stored.field(name) for name in wanted])
    return Rows(order, release, schema, _batches(order, release, schema, told))


def _batches(
    order: Order, release: Release, schema: pa.Schema, told: Told
) -> Iterator[pa.RecordBatch]:
    done = 0
    for batch in _selected(order, release, schema):
        found = pa.RecordBatch.from_arrays(batch.columns, schema=schema)
        done += found.num_rows
        yield cut(found, order.cut) if order.cut else found
        told(done)


def _selected(order: Order, release: Release, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    """The features that are selected; all of them come without the database's help."""
    if order.selection.is_everything:
        with pq.ParquetFile(release.features) as file:
            yield from file.iter_batches(BATCH_ROWS, columns=schema.names)
        return
    engine = Engine(order.shelf)
    try:
        yield from batches(engine, release, order.selection, deadline_s=DEADLINE_S)
    finally:
        engine.close()
