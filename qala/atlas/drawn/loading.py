"""The shapes of a dataset within a frame, read once for drawing and for naming."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qala.atlas.drawn.frame import Frame
from qala.atlas.drawn.paths import Flat, Geometries, Parts, flatten
from qala.atlas.queries import Published
from qala.core.dataset import Dataset, FieldType
from qala.store.conditions import Condition
from qala.store.engine import Engine
from qala.store.shapes import Wanted, read_shapes

SHAPES_MAX = 20_000
"""Of one dataset in one map; the rest is left out and that is said."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A dataset's shapes in pixels with its columns; `matched` are in the frame.

    Where not all of them were read, those are an even sample if `sampled`, else the largest.
    """

    dataset: Dataset
    flat: Flat
    columns: Mapping[str, NDArray[np.object_]]
    read: int
    matched: int
    sampled: bool = False

    @property
    def cut(self) -> bool:
        """Whether some of those in the frame were left out."""
        return self.matched > self.read

    def is_one_of(self, column: str, values: Iterable[str]) -> NDArray[np.bool_]:
        """Whether each feature has one of the values."""
        if column not in self.columns:
            return np.zeros(self.read, dtype=bool)
        wanted = set(values)
        return np.array([str(each) in wanted for each in self.columns[column]], dtype=bool)

    def names(self, column: str, language: str) -> list[str]:
        """What each feature is called, in `language` where that is known; empty where nothing."""
        local = self.columns.get(column)
        own = self.columns.get(f"{column}_{language}")
        if local is None:
            return [""] * self.read
        if own is None:
            return [str(each or "") for each in local]
        return [str(one or other or "") for one, other in zip(own, local, strict=True)]


def chosen(parts: Parts, features: NDArray[np.bool_]) -> Geometries:
    """The shapes of the chosen features."""
    return parts.shapes[features[parts.of]]


def load(
    engine: Engine,
    each: Published,
    frame: Frame,
    *,
    columns: Iterable[str],
    only: tuple[str, tuple[str, ...]] | None = None,
    smallest_px: float = 0.0,
    where: Condition | None = None,
) -> Loaded:
    """Read what of a dataset lies in the frame, `SHAPES_MAX` at most."""
    if only and only[0] not in each.release.manifest.columns:
        only = None
    shapes = read_shapes(
        engine,
        each.release,
        Wanted(
            frame.bbox,
            tuple(dict.fromkeys(columns)),
            SHAPES_MAX,
            only=only,
            smallest=smallest_px * frame.degrees_per_pixel,
            where=where,
        ),
    )
    return Loaded(
        each.dataset,
        flatten(shapes.geometry, frame),
        shapes.columns,
        read=len(shapes),
        matched=shapes.matched,
        sampled=shapes.sampled,
    )


def name_columns(dataset: Dataset, field_name: str, language: str) -> tuple[str, ...]:
    """The columns that hold what a feature is called."""
    field = dataset.field_named(field_name)
    if field is None:
        return ()
    if field.type is FieldType.NAME:
        return (field.name, f"{field.name}_{language}")
    return (field.name,)
