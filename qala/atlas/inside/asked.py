"""The area of a request as GeoJSON (RFC 7946), typed."""

from typing import Annotated, Literal

import shapely
from pydantic import BaseModel, Field
from shapely import LineString, MultiPolygon, Point, Polygon

from qala.core.area import CORNERS_MAX, Area
from qala.core.errors import FieldError, InvalidRequest, mark

Number = Annotated[float, Field(allow_inf_nan=False)]
Position = Annotated[list[Number], Field(min_length=2, max_length=3)]
Line = Annotated[list[Position], Field(min_length=2)]
Ring = Annotated[list[Position], Field(min_length=4)]
Rings = Annotated[list[Ring], Field(min_length=1)]


class PointIn(BaseModel):
    type: Literal["Point"]
    coordinates: Position


class LineIn(BaseModel):
    type: Literal["LineString"]
    coordinates: Line


class PolygonIn(BaseModel):
    type: Literal["Polygon"]
    coordinates: Rings


class MultiPolygonIn(BaseModel):
    type: Literal["MultiPolygon"]
    coordinates: Annotated[list[Rings], Field(min_length=1)]


class InsideIn(BaseModel):
    """An area in EPSG:4326, or a point or line and how far around it."""

    geometry: Annotated[PointIn | LineIn | PolygonIn | MultiPolygonIn, Field(discriminator="type")]
    within_m: Annotated[float, Field(ge=0, allow_inf_nan=False)] = 0.0


def asked_area(asked: InsideIn) -> Area:
    """The area asked about; InvalidRequest where it has too many corners or none on earth."""
    drawn = _drawn(asked.geometry)
    corners = shapely.get_coordinates(drawn)
    if len(corners) > CORNERS_MAX + 1:
        raise _refused(mark("Give at most {maximum} corners."), maximum=CORNERS_MAX)
    if (abs(corners) > (180, 90)).any():
        raise _refused(mark("Give longitude and latitude in degrees, longitude first."))
    return Area(drawn, asked.within_m)


def _drawn(given: PointIn | LineIn | PolygonIn | MultiPolygonIn) -> shapely.Geometry:
    if isinstance(given, PointIn):
        return Point(given.coordinates[:2])
    if isinstance(given, LineIn):
        return LineString(_flat(given.coordinates))
    if isinstance(given, PolygonIn):
        return _polygon(given.coordinates)
    return MultiPolygon([_polygon(each) for each in given.coordinates])


def _polygon(rings: list[list[list[float]]]) -> Polygon:
    return Polygon(_flat(rings[0]), [_flat(each) for each in rings[1:]])


def _flat(positions: list[list[float]]) -> list[list[float]]:
    """Heights are left out."""
    return [each[:2] for each in positions]


def _refused(template: str, **params: object) -> InvalidRequest:
    return InvalidRequest(FieldError("geometry", template, **params))
