"""Features of a release written as GeoJSON (RFC 7946), many at a time."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa
import shapely
from pydantic_core import to_json

from qala.atlas.ogc.crs import Reference, moved

GEOJSON = "application/geo+json"


def collection(table: pa.Table, reference: Reference, members: Mapping[str, Any]) -> bytes:
    """A FeatureCollection with these `members` beside its features."""
    rest = to_json(members)[1:]
    features = b",".join(_features(table, reference))
    return b'{"type":"FeatureCollection","features":[%s],%s' % (features, rest)


def feature(table: pa.Table, reference: Reference, members: Mapping[str, Any]) -> bytes:
    """The one feature of the table with these `members`."""
    return next(_features(table, reference))[:-1] + b"," + to_json(members)[1:]


def _features(table: pa.Table, reference: Reference) -> Iterator[bytes]:
    ids, geometries, *columns = (column.to_pylist() for column in table.columns)
    names = table.column_names[2:]
    rows: Sequence[tuple[Any, ...]] = (
        list(zip(*columns, strict=True)) if columns else [()] * len(ids)
    )
    shapes = shapely.to_geojson(moved(shapely.from_wkb(geometries), reference))
    for feature_id, shape, values in zip(ids, shapes, rows, strict=True):
        yield b'{"type":"Feature","id":%s,"geometry":%s,"properties":%s}' % (
            to_json(feature_id),
            shape.encode() if shape else b"null",
            to_json(dict(zip(names, values, strict=True))),
        )
