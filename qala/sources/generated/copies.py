"""Cities side by side: where each copy of a scaled city lies, and what its parts are called."""

from dataclasses import replace
from math import ceil, sqrt

import numpy as np
import shapely
from pyproj import CRS
from shapely import affinity
from shapely.geometry.base import BaseGeometry

from qala.core.city import City
from qala.core.geometry import BBox
from qala.core.projection import WGS84, mover
from qala.sources.generated.plan import Plan

GAP = 1.02
"""Copies lie this much of a city's size apart."""


def shift_of(copy: int, city: City, scale: int) -> tuple[float, float]:
    """How far to the east and north of the first copy this one lies, in metres."""
    columns = ceil(sqrt(scale))
    width, height = _size_m(city)
    return (copy % columns) * width * GAP, (copy // columns) * height * GAP


def _size_m(city: City) -> tuple[float, float]:
    west, south, east, north = _in_metres(city).bounds
    return east - west, north - south


def _in_metres(city: City) -> BaseGeometry:
    """The bounds of the city, on its plane."""
    west, south, east, north = city.bounds.as_list()
    outline = shapely.segmentize(shapely.box(west, south, east, north), 0.05)
    return shapely.transform(outline, mover(WGS84, CRS.from_epsg(city.projection)))


def bounds_of(city: City, scale: int) -> BBox:
    """A box in EPSG:4326 around all copies."""
    if scale == 1:
        return city.bounds
    one = _in_metres(city)
    boxes = [
        affinity.translate(one, *shift_of(copy, city, scale)).envelope for copy in range(scale)
    ]
    around = shapely.segmentize(shapely.union_all(boxes).envelope, 5000)
    west, south, east, north = shapely.transform(
        around, mover(CRS.from_epsg(city.projection), WGS84)
    ).bounds
    return BBox(west, south, east, north)


def placed(plan: Plan, copy: int, city: City, scale: int) -> Plan:
    """The plan of a copy where it lies; all of it is invented, and its ids say which copy."""
    if copy == 0:
        return plan
    step = np.array(shift_of(copy, city, scale))
    lines = shapely.transform([street.line for street in plan.streets], lambda xy: xy + step)
    polygons = shapely.transform([block.polygon for block in plan.blocks], lambda xy: xy + step)
    return Plan(
        tuple(
            replace(street, id=f"{copy}-{street.id}", line=line, generated=True)
            for street, line in zip(plan.streets, lines, strict=True)
        ),
        tuple(
            replace(block, id=f"{copy}-{block.id}", polygon=polygon)
            for block, polygon in zip(plan.blocks, polygons, strict=True)
        ),
    )
