"""Features waiting on disk: chunk by chunk in a temporary folder that goes away by itself."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from qala.core.features import Features


class Spool:
    """Chunks of features by layer, read back in the order in which they were added."""

    def __init__(self) -> None:
        self._folder = TemporaryDirectory(prefix="qala-generated-")
        self._chunks: dict[str, list[Path]] = defaultdict(list)

    @property
    def folder(self) -> Path:
        """Where the chunks are; it exists as long as the spool."""
        return Path(self._folder.name)

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

    def close(self) -> None:
        """Remove the folder now."""
        self._folder.cleanup()
