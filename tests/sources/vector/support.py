"""Files and readings that the tests of this folder share."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
import shapely
from pyogrio.raw import write_arrow

from qala.core.dataset import SourceSpec
from qala.core.errors import BadInput
from qala.core.features import Features, Intake
from qala.core.geometry import BBox
from qala.sources.vector import read_file

ALMATY = BBox(76.60, 43.00, 77.20, 43.45)
NAMES = ("Алматы-1", "Көк-Төбе", "Арбат", None)
POINTS = shapely.points([76.95, 76.97, 76.94, 76.90], [43.34, 43.23, 43.26, 43.25])


def spec(*, layer: str = "", **options: Any) -> SourceSpec:
    return SourceSpec(kind="file", path="data", layer=layer, options=options, line=7)


def chunks(path: Path, *, layer: str = "", **options: Any) -> tuple[list[Features], Intake]:
    intake = Intake()
    found = read_file(path, spec(layer=layer, **options), bounds=ALMATY, intake=intake)
    return list(found), intake


def read(path: Path, **options: Any) -> Features:
    """The whole file as one chunk."""
    found, _ = chunks(path, **options)
    assert len(found) == 1
    return found[0]


def values(features: Features, column: str) -> list[Any]:
    return list(features.columns[column])


def xy(features: Features) -> list[tuple[float, float]]:
    """Coordinates of points, rounded to about a metre."""
    return [(round(each.x, 5), round(each.y, 5)) for each in features.geometry]


def refusal(path: Path, **options: Any) -> BadInput:
    with pytest.raises(BadInput) as caught:
        chunks(path, **options)
    return caught.value


def write_points(
    path: Path,
    driver: str,
    *,
    names: Sequence[str | None] = NAMES,
    points: np.ndarray[Any, Any] = POINTS,
    crs: str | None = "EPSG:4326",
    **settings: Any,
) -> Path:
    table = pa.table(
        {
            "name": pa.array(names, pa.string()),
            "floors": pa.array(range(1, len(names) + 1), pa.int32()),
            "geometry": pa.array(shapely.to_wkb(points), pa.binary()),
        }
    )
    write_arrow(
        table,
        path,
        driver=driver,
        geometry_name="geometry",
        geometry_type="Point",
        crs=crs,
        **settings,
    )
    return path


def write_text(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path
