"""GeoJSON, GeoPackage, Shapefile, FlatGeobuf and KML, read by GDAL as a stream of Arrow batches."""

import codecs
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyogrio
import shapely
from numpy.typing import NDArray
from pyogrio.errors import CRSError, DataLayerError, DataSourceError, FeatureError, FieldError
from pyogrio.raw import open_arrow

from qala.core.errors import BadInput
from qala.core.features import CHUNK_ROWS, Intake
from qala.sources.nearest import nearest_first
from qala.sources.vector.batch import Batch, Batches
from qala.sources.vector.formats import HEAD_BYTES, Format
from qala.sources.vector.options import Options
from qala.sources.vector.shapefile import dbf_encoding

_GDAL_FAILURES = (
    CRSError,
    DataLayerError,
    DataSourceError,
    FeatureError,
    FieldError,
    pa.ArrowException,
    UnicodeDecodeError,
    OSError,  # what Arrow makes of a failure in the middle of a file
    IndexError,  # what pyogrio raises for a FlatGeobuf file without its last part
)
_OWN_IDS = frozenset({Format.GEOPACKAGE, Format.GEOJSON})
_LAYERED = frozenset({Format.GEOPACKAGE, Format.KML})
_COUNTED = frozenset({Format.GEOPACKAGE, Format.SHAPEFILE, Format.FLATGEOBUF})
"""Those that know the number of their records without being read through."""
_OLD_CRS = re.compile(rb'"crs"\s*:\s*\{.{0,200}?"name"\s*:\s*"([^"]+)"\s*\}', re.DOTALL)
_UNCLOSED = "Non closed ring"


@dataclass(frozen=True, slots=True)
class SpatialFile:
    """One file on disk; `shown` is the path to name in messages."""

    path: Path
    shown: Path
    format: Format
    options: Options
    intake: Intake

    def batches(self) -> Batches:
        """All records, layer after layer; raises BadInput for what GDAL cannot read."""
        for layer in self._layers():
            yield from self._read(layer)

    def _layers(self) -> list[str | None]:
        wanted = self.options.layer
        if not wanted and self.format not in _LAYERED:
            return [None]
        with self._explained():
            found = [str(name) for name, _ in pyogrio.list_layers(self.path)]
        if wanted and wanted not in found:
            raise BadInput(
                f"there is no layer `{wanted}`",
                file=self.shown,
                remedy=f"the layers are: {nearest_first(wanted, found)}",
            )
        if wanted:
            return [wanted]
        if len(found) > 1 and self.format is not Format.KML:
            raise BadInput(
                f"the file has {len(found)} layers: {', '.join(found)}",
                file=self.shown,
                remedy="set `layer` of the source to one of them",
            )
        return [*found]

    def _read(self, layer: str | None) -> Batches:
        done, total = 0, None
        settings: dict[str, Any] = {}
        if self.format is Format.SHAPEFILE:
            settings["encoding"] = dbf_encoding(self.path, self.options.encoding, self.shown)
        if self.format is Format.GEOJSON:
            settings["DATE_AS_STRING"] = "YES"  # else GDAL takes "09:00-17:00" for the time 09:00
        if self.format in _COUNTED:
            with self._explained():
                total = pyogrio.read_info(self.path, layer=layer, **settings)["features"]
        with (
            self._explained(),
            open_arrow(
                self.path,
                layer=layer,
                use_pyarrow=True,
                batch_size=CHUNK_ROWS,
                return_fids=True,
                **settings,
            ) as (meta, reader),
        ):
            crs = self._declared_crs(meta)
            while (records := self._next(reader)) is not None:
                done += records.num_rows
                yield self._batch(records, meta, crs=crs, done=done, total=total)
        if self.format is Format.FLATGEOBUF and total and done < total:
            raise self._unreadable(EOFError(f"it promises {total} records and holds {done}"))

    def _next(self, reader: pa.RecordBatchReader) -> pa.RecordBatch | None:
        with self._explained():
            try:
                return reader.read_next_batch()
            except StopIteration:
                return None

    def _batch(
        self,
        records: pa.RecordBatch,
        meta: dict[str, Any],
        *,
        crs: str,
        done: int,
        total: int | None,
    ) -> Batch:
        columns = dict(zip(records.schema.names, map(readable, records.columns), strict=True))
        fids = columns.pop(meta.get("fid_column") or "OGC_FID", None)
        shapes = columns.pop(meta.get("geometry_name") or "wkb_geometry", None)
        ids = [""] * records.num_rows
        if self.format in _OWN_IDS and fids is not None:
            ids = [str(each) for each in fids.to_pylist()]
        self.intake.read += records.num_rows
        return Batch(columns, ids, self._shapes(shapes, ids), crs, done, total)

    def _shapes(self, wkb: pa.Array | None, ids: list[str]) -> NDArray[np.object_]:
        if wkb is None:
            return np.full(len(ids), None, dtype=object)
        raw = wkb.to_numpy(zero_copy_only=False)
        shapes: NDArray[np.object_] = shapely.from_wkb(raw, on_invalid="ignore")
        given = np.array([each is not None for each in raw], dtype=bool)
        for row in np.flatnonzero(given & shapely.is_missing(shapes)).tolist():
            shapes[row] = shapely.from_wkb(raw[row], on_invalid="fix")
            if shapes[row] is None:
                self.intake.note("geometry_unreadable", ids[row])
            else:
                self.intake.mend("ring_not_closed", ids[row])
        return shapes

    def _declared_crs(self, meta: dict[str, Any]) -> str:
        """The file's own reference system; GDAL takes an unknown one in GeoJSON for degrees."""
        if self.format is Format.GEOJSON:
            with self.path.open("rb") as file:
                named = _OLD_CRS.search(file.read(HEAD_BYTES))
            if named:
                return named.group(1).decode("utf-8", "replace")
        return meta.get("crs") or ""

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """GDAL's errors become ours; its warnings are counted."""
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            try:
                yield
            except _GDAL_FAILURES as error:
                raise self._unreadable(error) from error
        for each in caught:
            message = str(each.message)
            if not message.startswith(_UNCLOSED):  # those are closed and counted one by one
                self.intake.note("reader_warning", message)

    def _unreadable(self, error: Exception) -> BadInput:
        said = str(error).replace(str(self.path), self.shown.name).strip().rstrip(".")
        if "not recognized as being in a supported file format" in said:
            said = "it holds no features of that format"
        if "SHAPE_RESTORE_SHX" in said:
            said = f"{self.shown.stem}.shx is missing beside it"
        place = re.search(r"At line (\d+)", said)
        return BadInput(
            f"the file cannot be read as {self.format}: {said}",
            file=self.shown,
            where=f"line {place.group(1)}" if place else "",
            remedy="it may be cut off or damaged: fetch it again, or save it anew",
        )


def readable(array: pa.Array) -> pa.Array:
    """The array with its texts in proper UTF-8, which GDAL does not promise.

    A letter halved by the width of its field is dropped; any other stray byte becomes U+FFFD.
    """
    if not pa.types.is_string(array.type):
        return array
    try:
        array.validate(full=True)
    except pa.ArrowInvalid:
        decoder = codecs.getincrementaldecoder("utf-8")
        return pa.array(
            [
                None if each is None else decoder("replace").decode(each)
                for each in array.cast(pa.binary()).to_pylist()
            ],
            pa.string(),
        )
    return array
