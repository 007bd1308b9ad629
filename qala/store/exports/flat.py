"""Batches as tables without shapes: positions as numbers or text, words for people."""

from collections.abc import Iterator

import pyarrow as pa
import shapely

from qala.store.exports.cutting import Shapes, shapes_of
from qala.store.exports.order import Column
from qala.store.exports.rows import Rows

LON, LAT, WKT = "lon", "lat", "wkt"
RISKY = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet take a text for a formula (OWASP, CSV injection)."""


def flattened(rows: Rows, *, as_points: bool) -> tuple[pa.Schema, Iterator[pa.RecordBatch]]:
    """The features as plain columns: id, the place, then the declared ones.

    The place is `lon` and `lat` where all are points or `as_points` asks for a point on each
    shape, else its `wkt`. A declared column of such a name keeps it: then ours begins with `_`.
    """
    pointed = as_points or rows.release.manifest.geometry_types in ([], ["Point"])
    taken = set(rows.schema.names)
    places = [
        pa.field(f"_{name}" if name in taken else name, kind)
        for name, kind in (
            ((LON, pa.float64()), (LAT, pa.float64())) if pointed else ((WKT, pa.string()),)
        )
    ]
    declared = list(rows.schema)[2:]
    schema = pa.schema([rows.schema.field("id"), *places, *declared])

    def batches() -> Iterator[pa.RecordBatch]:
        for batch in rows.batches:
            shapes = shapes_of(batch)
            place = _positions(shapes) if pointed else _texts(shapes)
            columns = [batch.column("id"), *place, *batch.columns[2:]]
            yield pa.RecordBatch.from_arrays(columns, schema=schema)

    return schema, batches()


def _positions(shapes: Shapes) -> list[pa.Array]:
    """Longitude and latitude of a point on each shape, null where there is none."""
    points = shapely.point_on_surface(shapes)
    return [pa.array(side(points), from_pandas=True) for side in (shapely.get_x, shapely.get_y)]


def _texts(shapes: Shapes) -> list[pa.Array]:
    return [pa.array(shapely.to_wkt(shapes, rounding_precision=-1), pa.string())]


def labelled(column: pa.Array, words: Column | None) -> pa.Array:
    """The column with labels in place of its codes; codes without one stay."""
    if words is None or not words.labels:
        return column
    return pa.array(
        [None if code is None else words.labels.get(code, code) for code in column.to_pylist()],
        pa.string(),
    )


def guarded(column: pa.Array) -> pa.Array:
    """The texts of a column with an apostrophe before what a spreadsheet would run."""
    if not pa.types.is_string(column.type):
        return column
    texts = column.to_pylist()
    return pa.array([f"'{each}" if each and each[0] in RISKY else each for each in texts])
