"""Files of features: GeoJSON, GeoPackage, Shapefile, FlatGeobuf, KML, CSV and XLSX.

Plain, gzipped or zipped, in any reference system; a path may be a pattern for several files.
"""

from collections.abc import Iterator
from contextlib import closing
from itertools import chain
from pathlib import Path

import pyarrow as pa

from qala.core.dataset import SourceSpec
from qala.core.errors import BadInput
from qala.core.features import Features, Intake, Progress, no_progress
from qala.core.geometry import BBox
from qala.sources.conform.values import as_text
from qala.sources.vector.batch import ArrowColumn, Batch, Batches
from qala.sources.vector.csv_table import CsvFile
from qala.sources.vector.encoding import garbled
from qala.sources.vector.files import find_files, require_files, unpacked
from qala.sources.vector.formats import Format, recognise
from qala.sources.vector.options import Options, parse_options
from qala.sources.vector.placing import shapes_of_table
from qala.sources.vector.reprojection import Reprojection
from qala.sources.vector.shaping import kept_rows, with_key_values, with_largest
from qala.sources.vector.sheet import SheetFile
from qala.sources.vector.spatial import SpatialFile

__all__ = ["find_files", "read_file", "require_files"]

TEXTS_LOOKED_AT = 500


def read_file(
    path: Path,
    spec: SourceSpec,
    *,
    bounds: BBox,
    intake: Intake,
    progress: Progress = no_progress,
) -> Iterator[Features]:
    """The records of the file, or of the files that the pattern `path` stands for.

    Columns come as the file has them, shapes in EPSG:4326. `bounds` are the city's: a file whose
    coordinates are swapped or in another reference system than said is found out by them.
    Raises BadInput, which names the file, the place and the remedy.
    """
    options = parse_options(spec)
    files = require_files(path)
    read_before = intake.read
    for file in files:
        for features in _read_one(file, options, bounds=bounds, intake=intake, progress=progress):
            if len(files) > 1:  # ids of one file mean nothing beside those of another
                features.ids = [f"{file.stem}_{own}" if own else "" for own in features.ids]
            yield features
    if intake.read == read_before:
        raise BadInput("the file holds no records", file=path, remedy="fetch it again")


def _read_one(
    file: Path, options: Options, *, bounds: BBox, intake: Intake, progress: Progress
) -> Iterator[Features]:
    reprojection = Reprojection(file, options, bounds)
    with (
        unpacked(file, options.member) as plain,
        closing(_batches(plain, file, options, intake)) as batches,
    ):
        first = next(batches, None)
        if first is None:
            return
        _refuse_garbled(first, file)
        for batch in chain([first], batches):
            shaped = _shaped(batch, options, file, intake)
            progress(file.name, batch.done, batch.total)
            if len(shaped):
                yield _features(shaped, options, reprojection, intake)


def _batches(plain: Path, file: Path, options: Options, intake: Intake) -> Batches:
    form = recognise(plain, file)
    if form is Format.CSV:
        return CsvFile(plain, file, options, intake).batches()
    if form is Format.XLSX:
        return SheetFile(plain, file, options, intake).batches()
    return SpatialFile(plain, file, form, options, intake).batches()


def _shaped(batch: Batch, options: Options, file: Path, intake: Intake) -> Batch:
    if options.key_values:
        with_key_values(batch, options.key_values, file)
    if options.largest:
        with_largest(batch, options.largest, file)
    return kept_rows(batch, options.where, file, intake) if options.where else batch


def _features(
    batch: Batch, options: Options, reprojection: Reprojection, intake: Intake
) -> Features:
    shapes = batch.shapes
    if shapes is None:
        shapes = shapes_of_table(batch, options, reprojection.shown, intake)
    return Features(
        ids=batch.ids,
        geometry=reprojection.apply(shapes, batch.crs),
        columns={name: ArrowColumn(array) for name, array in batch.columns.items()},
    )


def _refuse_garbled(batch: Batch, file: Path) -> None:
    """Look at the first texts of each column for letters read in a wrong encoding."""
    texts: list[str] = list(batch.columns)
    for array in batch.columns.values():
        if pa.types.is_string(array.type):
            texts += filter(None, as_text(array[:TEXTS_LOOKED_AT]).to_pylist())
    beyond_ascii = " ".join(text for text in texts if not text.isascii())
    true = garbled(beyond_ascii)
    if true:
        shown = next(text for text in texts if not text.isascii())
        raise BadInput(
            f"the text is garbled, such as `{shown[:40]}`: it was read in a wrong encoding",
            file=file,
            remedy=f"set options.encoding to the encoding of the file; it looks like {true}",
        )
