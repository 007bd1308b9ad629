"""`tiles.pmtiles`: vector tiles cut by tippecanoe from a release's features."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from shutil import which

import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio.raw

from qala.core.dataset import Dataset
from qala.core.errors import QalaError, mark
from qala.core.features import Progress
from qala.store.parquet import ROW_GROUP_ROWS

DROP_OPTIONS = {
    "none": ("--no-feature-limit", "--no-tile-size-limit"),
    "densest": ("--drop-densest-as-needed",),
    "smallest": ("--drop-smallest-as-needed",),
}


def cut_tiles(
    features: Path,
    tiles: Path,
    dataset: Dataset,
    *,
    attributes: tuple[str, ...],
    progress: Progress,
) -> None:
    """Cut `features` (GeoParquet with at least one geometry) into the archive `tiles`.

    `attributes` are the columns that go into the tiles beside `id`. The program runs in the folder
    of `tiles` with relative names, so that equal input gives an archive of equal bytes.
    """
    folder = tiles.parent
    interchange = folder / "features.fgb"
    _write_flatgeobuf(features, interchange, attributes)
    command = [
        _program(),
        f"--output={tiles.name}",
        f"--layer={dataset.id}",
        f"--minimum-zoom={dataset.tiles.min_zoom}",
        f"--maximum-zoom={dataset.tiles.max_zoom}",
        f"--simplification={dataset.tiles.simplification:g}",
        "--drop-rate=1",
        "--no-simplification-of-shared-nodes",
        "--temporary-directory=.",
        "--json-progress",
        "--progress-interval=1",
        *DROP_OPTIONS[dataset.tiles.drop],
        interchange.name,
    ]
    _run(command, folder, dataset.id, progress)
    interchange.unlink()


def _program() -> str:
    beside = Path(sys.executable).parent / "tippecanoe"
    found = str(beside) if beside.exists() else which("tippecanoe")
    if not found:
        raise QalaError(
            mark("The program tippecanoe is missing: install the package of this name.")
        )
    return found


def _write_flatgeobuf(features: Path, target: Path, attributes: tuple[str, ...]) -> None:
    source = pq.ParquetFile(features)
    columns = ["id", *attributes, "geometry"]
    schema = pa.schema([source.schema_arrow.field(name) for name in columns])

    def batches() -> Iterator[pa.RecordBatch]:
        for batch in source.iter_batches(ROW_GROUP_ROWS, columns=columns):
            ordered = batch.select(columns)
            yield ordered.filter(ordered.column("geometry").is_valid()).cast(schema)

    pyogrio.raw.write_arrow(
        pa.RecordBatchReader.from_batches(schema.remove_metadata(), batches()),
        target,
        driver="FlatGeobuf",
        geometry_name="geometry",
        geometry_type="Unknown",
        crs="EPSG:4326",
        layer="features",
        SPATIAL_INDEX="NO",
    )


def _run(command: list[str], folder: Path, what: str, progress: Progress) -> None:
    said: list[str] = []
    with subprocess.Popen(
        command, cwd=folder, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stderr is not None  # noqa: S101 - asked for two lines above
        try:
            for line in process.stderr:
                done = _percentage(line)
                if done is None:
                    said.append(line.strip())
                else:
                    progress(what, done, 100)
        except BaseException:
            process.kill()
            raise
    if process.returncode != 0:
        raise QalaError(
            mark("tippecanoe could not cut the tiles of {dataset} (exit {code}): {said}"),
            dataset=what,
            code=process.returncode,
            said=" | ".join(said[-3:]) or "it said nothing; is the disk full?",
        )


def _percentage(line: str) -> int | None:
    """The percentage in a line of `--json-progress`, None for any other line."""
    if not line.startswith("{"):
        return None
    try:
        return int(json.loads(line)["progress"])
    except (ValueError, KeyError, TypeError):
        return None
