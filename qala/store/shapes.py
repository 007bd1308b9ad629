"""Shapes of a release for drawing: within a box, a bounded number of them, with a few columns."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
import shapely
from numpy.typing import NDArray

from qala.core.geometry import BBox
from qala.store.conditions import Condition
from qala.store.engine import Engine
from qala.store.filtering import BBOX_OVERLAPS, bbox_params, clause_of, quoted
from qala.store.items import table_of
from qala.store.query import ROW
from qala.store.shelf import Release

SIZE = "(bbox.xmax - bbox.xmin) + (bbox.ymax - bbox.ymin)"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to read: a box in EPSG:4326, declared columns, at most `limit` shapes.

    `only`: a column and the values of it to keep. `where`: what they must fulfil. `smallest`:
    shapes whose box is narrower and lower than so many degrees are left out, points excepted.
    """

    bbox: BBox
    columns: tuple[str, ...]
    limit: int
    only: tuple[str, tuple[str, ...]] | None = None
    smallest: float = 0.0
    where: Condition | None = None


@dataclass(frozen=True, slots=True)
class Shapes:
    """Shapes with their columns, row by row; `matched` were there, so some may be left out.

    `sampled`: of too many, an even sample was kept instead of the largest.
    """

    geometry: NDArray[np.object_]
    columns: Mapping[str, NDArray[np.object_]] = field(default_factory=dict)
    matched: int = 0
    sampled: bool = False

    def __len__(self) -> int:
        return len(self.geometry)


def read_shapes(engine: Engine, release: Release, wanted: Wanted) -> Shapes:
    """The shapes of `release` in the box: where there are too many, the largest of them.

    Points have no size: of too many, every so manieth is kept, which along the file's Hilbert
    curve is a fair sample of all places. Raises TimedOut and ShelfDamaged.
    """
    if release.manifest.extent is None:
        return Shapes(np.empty(0, dtype=object))
    condition, params = _condition(wanted)
    columns = [each for each in wanted.columns if each in release.manifest.columns]
    sampled = set(release.manifest.geometry_types) <= {"Point", "MultiPoint"}
    with engine.cursor() as cursor:
        counting = f"SELECT count(*) FROM {table_of(release)} {condition}"  # noqa: S608 - as below
        matched = int(cursor.execute(counting, params).fetchall()[0][0])
        sql = f"SELECT {', '.join(['geometry', *map(quoted, columns)])} FROM {table_of(release)}"  # noqa: S608 - quoted declared columns
        if matched <= wanted.limit:
            rows = cursor.execute(f"{sql} {condition}", params)
        elif sampled:
            step = -(-matched // wanted.limit)
            rows = cursor.execute(
                f"{sql} {condition} AND {ROW} % $step = 0", {**params, "step": step}
            )
        else:
            rows = cursor.execute(
                f"{sql} {condition} ORDER BY {SIZE} DESC LIMIT {wanted.limit}", params
            )
        found = rows.to_arrow_table()
    return Shapes(
        geometry=shapely.from_wkb(found["geometry"].to_numpy()),
        columns={name: _objects(found[name]) for name in columns},
        matched=matched,
        sampled=sampled,
    )


def _condition(wanted: Wanted) -> tuple[str, dict[str, Any]]:
    parts, params = [BBOX_OVERLAPS], dict[str, Any](bbox_params(wanted.bbox))
    if wanted.only:
        parts.append(f"list_contains($values, {quoted(wanted.only[0])})")
        params["values"] = list(wanted.only[1])
    if wanted.where:
        filtering = clause_of(wanted.where)
        parts.append(f"({filtering.sql})")
        params |= filtering.params
    if wanted.smallest:
        parts.append(
            f"({SIZE} = 0 OR greatest(bbox.xmax - bbox.xmin, bbox.ymax - bbox.ymin) >= $smallest)"
        )
        params["smallest"] = wanted.smallest
    return f"WHERE {' AND '.join(parts)}", params


def _objects(column: pa.ChunkedArray) -> NDArray[np.object_]:
    """A column as Python's values, None where nothing is known."""
    values = np.empty(len(column), dtype=object)
    values[:] = column.to_pylist()
    return values
