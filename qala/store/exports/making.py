"""One file for one order, written by whoever writes its form."""

from collections.abc import Callable, Mapping
from pathlib import Path

from qala.store.exports.columnar import write_parquet
from qala.store.exports.order import Form, Order
from qala.store.exports.rows import Rows, Told, rows_of
from qala.store.exports.sheet import write_sheet
from qala.store.exports.table import write_csv, write_zip
from qala.store.exports.vector import write_vector

WRITERS: Mapping[Form, Callable[[Rows, Path], None]] = {
    Form.GPKG: write_vector,
    Form.FGB: write_vector,
    Form.GEOJSON: write_vector,
    Form.PARQUET: write_parquet,
    Form.CSV: write_csv,
    Form.ZIP: write_zip,
    Form.XLSX: write_sheet,
}


def make(order: Order, path: Path, told: Told) -> None:
    """Write the file of an order to `path`, whose folder is for this file alone.

    Memory holds a few batches. Raises what reading releases does, TooLarge where the format
    holds less, OSError and QalaError where the disk does.
    """
    WRITERS[order.form](rows_of(order, told), path)
