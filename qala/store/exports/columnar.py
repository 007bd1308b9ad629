"""GeoParquet 1.1 of a part of a release, in the form of the release's own file."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from qala.store.exports.cutting import shapes_of
from qala.store.exports.rows import Rows
from qala.store.parquet import BBOX, ROW_GROUP_ROWS, Summary, boxes_of, geo_metadata, regrouped


def write_parquet(rows: Rows, path: Path) -> None:
    """Write features with the column `bbox`; the credit is in the key-value metadata."""
    schema = rows.schema.insert(2, pa.field("bbox", BBOX))
    summary = Summary()
    # An Arrow schema inside would hide from its readers what is told at the end
    with pq.ParquetWriter(path, schema, compression="zstd", store_schema=False) as writer:
        for table in regrouped(_boxed(rows.batches, schema, summary)):
            writer.write_table(table, row_group_size=ROW_GROUP_ROWS)
        geo = geo_metadata(summary.result())
        writer.add_key_value_metadata({"geo": geo, **rows.order.credit.facts})


def _boxed(
    batches: Iterable[pa.RecordBatch], schema: pa.Schema, summary: Summary
) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        shapes = shapes_of(batch)
        bounds = shapely.bounds(shapes)
        summary.add(shapes, bounds)
        columns = [*batch.columns[:2], boxes_of(bounds), *batch.columns[2:]]
        yield pa.RecordBatch.from_arrays(columns, schema=schema)
