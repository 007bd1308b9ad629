"""`features.parquet`: GeoParquet 1.1, EPSG:4326, sorted along a Hilbert curve, with a bbox column.

Specification: https://geoparquet.org/releases/v1.1.0/
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely
from numpy.typing import NDArray

from qala.core.dataset import OWN_COLUMNS, Dataset, Field, FieldType
from qala.core.features import Features
from qala.core.geometry import hilbert_index
from qala.store.disk import write_failure

ROW_GROUP_ROWS = 8_192
SORT_MEMORY = "1GB"
BBOX = pa.struct([(side, pa.float64()) for side in ("xmin", "ymin", "xmax", "ymax")])

ARROW_TYPES = {
    FieldType.TEXT: pa.string(),
    FieldType.NAME: pa.string(),
    FieldType.CATEGORY: pa.string(),
    FieldType.DATE: pa.string(),
    FieldType.INTEGER: pa.int64(),
    FieldType.NUMBER: pa.float64(),
    FieldType.BOOLEAN: pa.bool_(),
}


@dataclass(frozen=True, slots=True)
class Written:
    """What the file holds: numbers of features, extent in degrees, and geometry types."""

    features: int
    without_geometry: int
    extent: list[float] | None
    geometry_types: list[str]


def schema_of(fields: tuple[Field, ...], languages: tuple[str, ...]) -> pa.Schema:
    """The Arrow schema of a release: id, geometry as WKB, bbox, then the declared columns."""
    columns = [
        pa.field(column, ARROW_TYPES[each.type])
        for each in fields
        for column in each.columns(languages)
    ]
    return pa.schema(
        [
            pa.field("id", pa.string(), nullable=False),
            pa.field("geometry", pa.binary()),
            pa.field("bbox", BBOX),
            *columns,
        ]
    )


def write_features(
    path: Path,
    chunks: Iterable[Features],
    dataset: Dataset,
    *,
    languages: tuple[str, ...],
    said: Mapping[str, str] | None = None,
) -> Written:
    """Write `chunks` (conformed, any order) to `path`, sorted.

    `said` is told in the key-value metadata: whose the features are, and that a program
    invented them (`generated` is `true`).

    The unsorted rows are staged beside `path`, then sorted by DuckDB, which spills to disk, so
    memory stays bounded however many features there are; the disk needs about twice their size.
    """
    schema = schema_of(dataset.fields, languages)
    unsorted = path.with_suffix(".unsorted")
    summary = Summary()
    with pq.ParquetWriter(
        unsorted, schema.append(pa.field("_hilbert", pa.uint32())), compression="lz4"
    ) as writer:
        for chunk in chunks:
            writer.write_batch(_record_batch(chunk, schema, summary))
    written = summary.result()
    final = schema.with_metadata({"geo": geo_metadata(written), **(said or {})})
    with pq.ParquetWriter(path, final, compression="zstd") as writer:
        for table in regrouped(_sorted_batches(unsorted, schema)):
            writer.write_table(table.cast(final), row_group_size=ROW_GROUP_ROWS)
    unsorted.unlink()
    return written


def says_generated(path: Path) -> bool:
    """Whether the file says of itself that a program invented its features."""
    metadata = pq.read_schema(path).metadata or {}
    return bool(metadata.get(b"generated") == b"true")


class Summary:
    """Counts, extent and types gathered while chunks pass."""

    def __init__(self) -> None:
        self.features = 0
        self.placed = 0
        self.bounds = np.array([np.inf, np.inf, -np.inf, -np.inf])
        self.types: set[int] = set()

    def add(self, geometry: NDArray[np.object_], bounds: NDArray[np.float64]) -> None:
        """Count shapely geometries with their bounds, which are NaN where there is none."""
        self.features += len(geometry)
        placed = np.isfinite(bounds[:, 0])
        self.placed += int(placed.sum())
        if placed.any():
            self.bounds[:2] = np.minimum(self.bounds[:2], bounds[placed, :2].min(axis=0))
            self.bounds[2:] = np.maximum(self.bounds[2:], bounds[placed, 2:].max(axis=0))
            self.types.update(np.unique(shapely.get_type_id(geometry[placed])).tolist())

    def result(self) -> Written:
        """What has passed."""
        names = [shapely.GeometryType(each).name for each in sorted(self.types)]
        return Written(
            features=self.features,
            without_geometry=self.features - self.placed,
            extent=[float(each) for each in self.bounds] if self.placed else None,
            geometry_types=[_GEOPARQUET_TYPES[name] for name in names],
        )


_GEOPARQUET_TYPES = {
    "POINT": "Point",
    "LINESTRING": "LineString",
    "LINEARRING": "LineString",
    "POLYGON": "Polygon",
    "MULTIPOINT": "MultiPoint",
    "MULTILINESTRING": "MultiLineString",
    "MULTIPOLYGON": "MultiPolygon",
    "GEOMETRYCOLLECTION": "GeometryCollection",
}


def _record_batch(chunk: Features, schema: pa.Schema, summary: Summary) -> pa.RecordBatch:
    bounds = shapely.bounds(chunk.geometry)
    summary.add(chunk.geometry, bounds)
    hilbert = hilbert_index((bounds[:, 0] + bounds[:, 2]) / 2, (bounds[:, 1] + bounds[:, 3]) / 2)
    arrays = [
        pa.array(chunk.ids, pa.string()),
        pa.array(shapely.to_wkb(chunk.geometry), pa.binary()),
        boxes_of(bounds),
    ]
    arrays += [
        pa.array(chunk.columns[each.name], each.type, from_pandas=True)
        for each in schema
        if each.name not in OWN_COLUMNS
    ]
    arrays.append(pa.array(hilbert))
    return pa.RecordBatch.from_arrays(
        arrays, schema=schema.append(pa.field("_hilbert", pa.uint32()))
    )


def boxes_of(bounds: NDArray[np.float64]) -> pa.StructArray:
    """The column `bbox`: null where the bounds, shape (n, 4), are NaN."""
    return pa.StructArray.from_arrays(
        [pa.array(bounds[:, side]) for side in range(4)],
        fields=list(BBOX),
        mask=pa.array(np.isnan(bounds[:, 0])),
    )


def _sorted_batches(unsorted: Path, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    columns = ", ".join(f'"{name}"' for name in schema.names)
    with duckdb.connect() as connection:
        connection.execute(f"SET memory_limit = '{SORT_MEMORY}'")
        connection.execute("SET temp_directory = ?", [str(unsorted.parent / "sorting")])
        connection.execute("SET enable_progress_bar = false")  # it writes over our own
        try:
            yield from connection.execute(  # streamed; `sql` would gather all rows in memory first
                f"SELECT {columns} FROM read_parquet($path) ORDER BY _hilbert, id",  # noqa: S608 - names come from the declaration, quoted
                {"path": str(unsorted)},
            ).to_arrow_reader(ROW_GROUP_ROWS)
        except duckdb.Error as error:
            raise write_failure(unsorted.parent.parent, str(error)) from error


def regrouped(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.Table]:
    """The same rows in tables of exactly ROW_GROUP_ROWS, the last one shorter."""
    waiting: list[pa.RecordBatch] = []
    rows = 0
    for batch in batches:
        waiting.append(batch)
        rows += batch.num_rows
        while rows >= ROW_GROUP_ROWS:
            table = pa.Table.from_batches(waiting)
            yield table.slice(0, ROW_GROUP_ROWS)
            waiting = table.slice(ROW_GROUP_ROWS).to_batches()
            rows -= ROW_GROUP_ROWS
    if rows:
        yield pa.Table.from_batches(waiting)


def geo_metadata(written: Written) -> str:
    """The value of the key `geo` of a GeoParquet file."""
    geometry: dict[str, Any] = {
        "encoding": "WKB",
        "geometry_types": written.geometry_types,
        "covering": {"bbox": {side: ["bbox", side] for side in ("xmin", "ymin", "xmax", "ymax")}},
    }
    if written.extent:
        geometry["bbox"] = written.extent
    return json.dumps(
        {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": geometry}}
    )
