"""A dataset and a chunk for the tests of this folder."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import shapely

from qala.core.dataset import Dataset, Field, FieldType, GeometryType, SourceSpec
from qala.core.features import Features, Intake
from qala.core.geometry import BBox
from qala.core.text import Text
from qala.sources.conform import conform

ALMATY = BBox(76.60, 43.00, 77.20, 43.45)
LANGUAGES = ("kk", "ru", "en")
HERE = shapely.Point(76.945, 43.245)


def field(name: str, kind: str, values: Iterable[str] = (), decimals: int | None = None) -> Field:
    named = {value: Text({"en": value}) for value in values}
    return Field(name, FieldType(kind), Text({"en": name}), values=named, decimals=decimals)


def dataset(*fields: Field, geometry: str = "point", key: str = "", mapped: bool = True) -> Dataset:
    return Dataset(
        id="things",
        title=Text(),
        abstract=Text(),
        theme="territory",
        geometry=GeometryType(geometry),
        fields=fields,
        sources=(),
        file="things.toml",
        key=key,
        mapped=mapped,
    )


def chunk(
    shapes: Sequence[Any] | None = None, ids: Sequence[str] | None = None, **columns: Sequence[Any]
) -> Features:
    rows = len(next(iter(columns.values()))) if columns else len(shapes or ())
    geometry = np.empty(rows, dtype=object)
    geometry[:] = shapes if shapes is not None else [HERE] * rows
    return Features(ids if ids is not None else [""] * rows, geometry, columns)


def spec(**settings: Any) -> SourceSpec:
    return SourceSpec(kind="file", path="things.csv", line=12, **settings)


def run(
    declared: Dataset, *chunks: Features, source: SourceSpec | None = None
) -> tuple[list[Features], Intake]:
    intake = Intake()
    found = conform(
        chunks, declared, source or spec(), languages=LANGUAGES, bounds=ALMATY, intake=intake
    )
    return list(found), intake


def one(
    declared: Dataset, given: Features, source: SourceSpec | None = None
) -> tuple[Features, Intake]:
    found, intake = run(declared, given, source=source)
    return found[0], intake
