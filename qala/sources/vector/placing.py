"""Where the rows of a table are: shapes from longitude and latitude, or from WKT."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pyarrow as pa
import shapely
from numpy.typing import NDArray

from qala.core.errors import BadInput
from qala.core.features import Intake
from qala.sources.conform.values import as_text, numbers
from qala.sources.nearest import nearest_first
from qala.sources.vector.batch import Batch
from qala.sources.vector.options import Options

LON = ("lon", "lng", "long", "longitude", "x", "xcoord", "coordx", "долгота", "бойлық")
LAT = ("lat", "latitude", "y", "ycoord", "coordy", "широта", "ендік")
WKT = ("wkt", "geometrywkt", "geomwkt", "wktgeometry", "wktgeom", "thegeom", "geometry", "geom")

Shapes = NDArray[np.object_]


def shapes_of_table(batch: Batch, options: Options, shown: Path, intake: Intake) -> Shapes:
    """Shapes from the columns the options name, or columns with the usual names."""
    if options.geometry == "none":
        return np.full(len(batch), None, dtype=object)
    wkt = options.wkt or ("" if options.lon else _usual(batch.columns, WKT))
    if wkt:
        return _from_wkt(_column(batch, wkt, shown), batch, intake)
    lon = options.lon or _usual(batch.columns, LON)
    lat = options.lat or _usual(batch.columns, LAT)
    if lon and lat:
        return _from_numbers(batch, lon, lat, shown, intake)
    raise BadInput(
        f"the table has no coordinates; its columns are: {nearest_first('lon', batch.columns)}",
        file=shown,
        remedy="set options.lon and options.lat, or options.wkt, to columns of the table; "
        'for a table without places, options.geometry = "none"',
    )


def _usual(columns: Iterable[str], names: tuple[str, ...]) -> str:
    plain = {
        "".join(each for each in column.casefold() if each.isalnum()): column
        for column in reversed(tuple(columns))
    }
    return next((plain[name] for name in names if name in plain), "")


def _column(batch: Batch, name: str, shown: Path) -> pa.Array:
    if name in batch.columns:
        return batch.columns[name]
    raise BadInput(
        f"there is no column `{name}`; the columns are: {nearest_first(name, batch.columns)}",
        file=shown,
        remedy="correct the name in the source's options",
    )


def _from_wkt(column: pa.Array, batch: Batch, intake: Intake) -> Shapes:
    texts = np.array(as_text(column).to_pylist(), dtype=object)
    shapes: Shapes = shapely.from_wkt(texts, on_invalid="ignore")
    given = np.array([each is not None for each in texts], dtype=bool)
    for row in np.flatnonzero(given & shapely.is_missing(shapes)).tolist():
        intake.note("geometry_unreadable", f"{batch.ids[row]}: {texts[row][:60]}")
    return shapes


def _from_numbers(batch: Batch, lon: str, lat: str, shown: Path, intake: Intake) -> Shapes:
    placed = np.ones(len(batch), dtype=bool)
    axes = []
    for name in (lon, lat):
        read = numbers(_column(batch, name, shown))
        for row in np.flatnonzero(read.refused).tolist():
            intake.note(f"bad_value:{name}", f"{batch.ids[row]}: {batch.columns[name][row]}")
        placed &= read.values.is_valid().to_numpy(zero_copy_only=False)
        axes.append(read.values.fill_null(0).to_numpy(zero_copy_only=False))
    shapes = np.full(len(batch), None, dtype=object)
    shapes[placed] = shapely.points(axes[0][placed], axes[1][placed])
    return shapes
