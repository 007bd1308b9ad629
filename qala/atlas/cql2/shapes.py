"""Shapes in filters: GeoJSON geometries and boxes, as CQL2 has them in JSON."""

import json
from collections.abc import Callable
from typing import Any

import shapely
from shapely.errors import ShapelyError

from qala.core.errors import FieldError, InvalidRequest, mark


def shape_in(
    part: Any,  # noqa: ANN401 - CQL2 as JSON
    *,
    placed: Callable[[shapely.Geometry], shapely.Geometry],
) -> shapely.Geometry:
    """The shape in EPSG:4326, without heights; InvalidRequest where it cannot be used."""
    try:
        shape = placed(shapely.force_2d(_read(part)))
    except (ShapelyError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise _unusable() from error
    if shapely.is_empty(shape) or not shapely.is_valid(shape):
        raise InvalidRequest(
            FieldError(
                "filter",
                mark("The shape in the filter crosses itself or has no area: draw it anew."),
            )
        )
    return shape


def _read(part: Any) -> shapely.Geometry:  # noqa: ANN401 - CQL2 as JSON
    if "bbox" in part:
        numbers = [float(each) for each in part["bbox"]]
        half = len(numbers) // 2
        _check(len(numbers) in (4, 6) and all(map(_finite, numbers)))
        return shapely.box(numbers[0], numbers[1], numbers[half], numbers[half + 1])
    shape = shapely.from_geojson(json.dumps(part, allow_nan=False))
    _check(all(map(_finite, shapely.get_coordinates(shape).ravel().tolist())))
    return shape


def _check(fine: bool) -> None:  # noqa: FBT001 - said by its two callers
    if not fine:
        raise ValueError("no place on earth")


def _finite(number: float) -> bool:
    return abs(number) < 1e9


def _unusable() -> InvalidRequest:
    return InvalidRequest(
        FieldError(
            "filter",
            mark(
                "A shape in the filter cannot be read: check its coordinates and that rings close."
            ),
        )
    )
