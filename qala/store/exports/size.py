"""How large a file of a release will be, before it is made."""

from functools import lru_cache
from pathlib import Path

import pyarrow.parquet as pq

from qala.store.exports.order import Form
from qala.store.manifest import FEATURES
from qala.store.shelf import Release

FIXED_BYTES = {
    Form.GPKG: 100_000,
    Form.XLSX: 8_000,
    Form.FGB: 2_000,
    Form.GEOJSON: 800,
    Form.ZIP: 2_000,
}
BYTES_A_ROW = {
    Form.GPKG: 50,
    Form.GEOJSON: 60,
    Form.FGB: 90,
    Form.CSV: 10,
    Form.ZIP: 2,
    Form.XLSX: 15,
}
BYTES_A_CELL = {
    Form.GPKG: 1,
    Form.GEOJSON: 14,
    Form.FGB: 2,
    Form.CSV: 1,
    Form.ZIP: 0.1,
    Form.XLSX: 2,
}
SHARE_OF_PLAIN = {
    Form.GPKG: 1.0,
    Form.GEOJSON: 1.4,
    Form.FGB: 1.0,
    Form.CSV: 1.1,
    Form.ZIP: 0.22,
    Form.XLSX: 0.2,
}
"""Of the bytes that the values take in memory."""


def estimated_bytes(release: Release, form: Form) -> int:
    """The size of the whole release in a form: exact for its own, else right within a few times."""
    if form is Form.PARQUET:
        return release.manifest.files[FEATURES].bytes
    plain, cells = _plain(release.features)
    rows = release.manifest.counts["features"]
    each = SHARE_OF_PLAIN[form] * plain + BYTES_A_CELL[form] * cells + BYTES_A_ROW[form]
    return int(FIXED_BYTES.get(form, 0) + each * rows)


@lru_cache(maxsize=256)
def _plain(path: Path) -> tuple[float, int]:
    """Bytes in memory and number of columns of a row, by those in the middle of the file."""
    with pq.ParquetFile(path) as file:
        if not file.num_row_groups:
            return 0.0, 0
        columns = [name for name in file.schema_arrow.names if name != "bbox"]
        table = file.read_row_group(file.num_row_groups // 2, columns=columns)
    return table.nbytes / max(table.num_rows, 1), len(columns)
