"""Features waiting on disk: chunk by chunk in a temporary folder that goes away by itself."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from weakref import finalize

import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from qala.core.features import Features


class Spool:
    """Chunks of features by layer, read back in the order in which they were added.

    `folder` exists as long as the spool, or until `close` is called.
    """

    def __init__(self) -> None:
        self.folder = Path(mkdtemp(prefix="qala-generated-"))
        self.close = finalize(self, rmtree, self.folder, ignore_errors=True)
        self._chunks: dict[str, list[Path]] = defaultdict(list)

    def add(self, layer: str, features: Features) -> None:
        """Write one chunk behind the others of its layer."""
        table = pa.table(
            {
                "id": list(features.ids),
                "geometry": shapely.to_wkb(features.geometry),
                **{f"c_{name}": list(values) for name, values in features.columns.items()},
            }
        )
        path = self.folder / f"{layer}-{len(self._chunks[layer])}.parquet"
        pq.write_table(table, path, compression="zstd")
        self._chunks[layer].append(path)

    def layer(self, name: str) -> Iterator[Features]:
        """The chunks of a layer; none where nothing was added."""
        for path in self._chunks[name]:
            table = pq.read_table(path)
            columns = {
                column.removeprefix("c_"): table[column].to_pylist()
                for column in table.column_names
                if column.startswith("c_")
            }
            shapes = shapely.from_wkb(table["geometry"].to_numpy(zero_copy_only=False))
            yield Features(table["id"].to_pylist(), shapes, columns)
