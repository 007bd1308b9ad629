"""Shapes cut at the border of an area, and made alike where a format asks for it."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import shapely
from numpy.typing import NDArray

Shapes = NDArray[np.object_]
MULTI: Mapping[int, Callable[..., Any]] = {
    shapely.GeometryType.POINT: shapely.multipoints,
    shapely.GeometryType.LINESTRING: shapely.multilinestrings,
    shapely.GeometryType.POLYGON: shapely.multipolygons,
}


def shapes_of(batch: pa.RecordBatch) -> Shapes:
    """The shapes of a batch, None where a feature has no place."""
    shapes: Shapes = shapely.from_wkb(batch.column("geometry").to_numpy(zero_copy_only=False))
    return shapes


def with_shapes(batch: pa.RecordBatch, shapes: Shapes) -> pa.RecordBatch:
    """The batch with other shapes."""
    index = batch.schema.get_field_index("geometry")
    return batch.set_column(index, "geometry", pa.array(shapely.to_wkb(shapes), pa.binary()))


def cut(batch: pa.RecordBatch, area: shapely.Geometry) -> pa.RecordBatch:
    """The features of a batch that have a part in the area, as far as they lie in it.

    What only touches the border is left out: a polygon stays a polygon, a line a line.
    """
    shapely.prepare(area)
    shapes = shapes_of(batch)
    across = ~shapely.covered_by(shapes, area) & ~shapely.is_missing(shapes)
    whole = shapes[across]
    pieces = shapely.intersection(whole, area)
    shapes[across] = _of_dimension(pieces, shapely.get_dimensions(whole))
    keep = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
    return with_shapes(batch, shapes).filter(pa.array(keep))


def _of_dimension(pieces: Shapes, dimensions: NDArray[Any]) -> Shapes:
    """The pieces without parts of another dimension; None where nothing is left."""
    mixed = shapely.get_type_id(pieces) == shapely.GeometryType.GEOMETRYCOLLECTION
    for index in np.flatnonzero(mixed):
        parts = shapely.get_parts(pieces[index])
        alike = parts[shapely.get_dimensions(parts) == dimensions[index]]
        pieces[index] = shapely.union_all(alike) if len(alike) else None
    pieces[shapely.get_dimensions(pieces) != dimensions] = None
    return pieces


def in_parts(batch: pa.RecordBatch) -> pa.RecordBatch:
    """The batch with every shape as one of several parts, as layers of one type ask for."""
    shapes = shapes_of(batch)
    kinds = shapely.get_type_id(shapes)
    for kind, gathered in MULTI.items():
        single = np.flatnonzero(kinds == kind)
        if len(single):
            shapes[single] = gathered(shapes[single], indices=np.arange(len(single)))
    return with_shapes(batch, shapes)
