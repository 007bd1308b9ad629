"""How large a file of a release will be, before it is made."""

from functools import lru_cache
from pathlib import Path

import pyarrow.parquet as pq

from qala.store.exports.order import Form
from qala.store.manifest import FEATURES
from qala.store.shelf import Release

FIXED_BYTES = {Form.GPKG: 100_000, Form.XLSX: 8_000}
BYTES_A_ROW = {
    Form.GPKG: 40,
    Form.GEOJSON: 95,
    Form.FGB: 90,
    Form.CSV: 10,
    Form.ZIP: 2,
    Form.XLSX: 12,
}
SHARE_OF_PLAIN = {
    Form.GPKG: 1.25,
    Form.GEOJSON: 2.1,
    Form.FGB: 1.25,
    Form.CSV: 1.3,
    Form.ZIP: 0.45,
    Form.XLSX: 0.45,
}
"""Of the bytes that the columns of the release take before they are compressed."""


def estimated_bytes(release: Release, form: Form) -> int:
    """The size of the whole release in a form: exact for its own, else right within a few times."""
    if form is Form.PARQUET:
        return release.manifest.files[FEATURES].bytes
    plain, rows = _plain_bytes(release.features), release.manifest.counts["features"]
    share = SHARE_OF_PLAIN[form] * plain + BYTES_A_ROW[form] * rows
    return int(FIXED_BYTES.get(form, 0) + share)


@lru_cache(maxsize=256)
def _plain_bytes(path: Path) -> int:
    """What the columns take uncompressed, without the boxes."""
    metadata = pq.read_metadata(path)
    groups = [metadata.row_group(index) for index in range(metadata.num_row_groups)]
    columns = [group.column(index) for group in groups for index in range(group.num_columns)]
    return sum(
        each.total_uncompressed_size
        for each in columns
        if not each.path_in_schema.startswith("bbox.")
    )
