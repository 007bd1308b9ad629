"""GeoPackage, FlatGeobuf and GeoJSON, written by GDAL from a stream of Arrow batches.

GeoPackage: OGC 12-128r19. FlatGeobuf 3. GeoJSON: RFC 7946, whose members the credit extends
(section 6.1).
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyogrio

from qala.core.errors import QalaError, mark
from qala.store.exports.cutting import in_parts
from qala.store.exports.order import Form
from qala.store.exports.rows import Rows

DRIVERS = {Form.GPKG: "GPKG", Form.FGB: "FlatGeobuf", Form.GEOJSON: "GeoJSON"}
INDEXED_MAX = 1_000_000
"""GDAL gathers the boxes of a FlatGeobuf in memory, 170 bytes each, to index them."""
ANY = "Unknown"


def write_vector(rows: Rows, path: Path) -> None:
    """Write features with their shapes to `path`; the form is that of the order."""
    form = rows.order.form
    kind, parts = layer_type(rows)
    if parts and form is not Form.GEOJSON:
        rows = replace(rows, batches=(in_parts(batch) for batch in rows.batches))
    credit = rows.order.credit.facts
    watched = _Watched(rows.batches)
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": rows.release.manifest.published_at})
    try:
        pyogrio.write_arrow(
            pa.RecordBatchReader.from_batches(rows.schema, watched),
            path,
            layer=rows.order.dataset,
            driver=DRIVERS[form],
            geometry_name="geometry",
            geometry_type=kind,
            crs="EPSG:4326",
            layer_metadata=None if form is Form.GEOJSON else dict(credit),
            layer_options=_options(rows, path),
        )
    except (pyogrio.errors.DataLayerError, pyogrio.errors.DataSourceError, OSError) as error:
        if watched.failed:
            raise watched.failed from error
        raise QalaError(mark("The file could not be written: {said}"), said=error) from error


def layer_type(rows: Rows) -> tuple[str, bool]:
    """The type of the layer, and whether single shapes must become ones of one part for it."""
    types = rows.release.manifest.geometry_types
    families = {each.removeprefix("Multi") for each in types}
    if len(families) != 1 or "GeometryCollection" in families:
        return ANY, False
    (family,) = families
    if len(types) == 1 and (rows.order.cut is None or family == "Point"):
        return types[0], False
    return f"Multi{family}", True


def _options(rows: Rows, path: Path) -> dict[str, str]:
    """What each driver is told beside the features."""
    credit, manifest = rows.order.credit.facts, rows.release.manifest
    described = {"DESCRIPTION": credit.get("citation", "")}
    match rows.order.form:
        case Form.GPKG:
            taken = {"fid", "geom"} & set(manifest.columns)
            own = {"FID": "row", "GEOMETRY_NAME": "shape"} if taken else {}
            return {"IDENTIFIER": credit.get("title", ""), **described, **own}
        case Form.FGB:
            indexed = manifest.counts["features"] <= INDEXED_MAX and not (
                rows.order.is_whole and manifest.counts["without_geometry"]
            )
            return {
                "TITLE": credit.get("title", ""),
                **described,
                "SPATIAL_INDEX": "YES" if indexed else "NO",
                "TEMPORARY_DIR": str(path.parent),
            }
    members = {"type": "FeatureCollection", **credit, "generated": "generated" in credit}
    return {
        "RFC7946": "YES",
        "ID_FIELD": "id",
        "NATIVE_DATA": json.dumps(members, ensure_ascii=False),
        "NATIVE_MEDIA_TYPE": "application/vnd.geo+json",
    }


class _Watched:
    """Batches on their way through C, which would lose the error that stopped them."""

    def __init__(self, batches: Iterator[pa.RecordBatch]) -> None:
        self._batches = batches
        self.failed: Exception | None = None

    def __iter__(self) -> Iterator[pa.RecordBatch]:
        try:
            yield from self._batches
        except Exception as error:
            self.failed = error
            raise
