"""By how much a geometry changed, in the city's own metres."""

from dataclasses import dataclass

import shapely
from pyproj import CRS

from qala.core.projection import WGS84, mover


@dataclass(frozen=True, slots=True)
class Shift:
    """How far the middle went, and how much larger or longer the shape is now.

    None where one of the two has no place, or no area, or no length.
    """

    moved_m: float | None
    area_m2: float | None
    length_m: float | None


def shift(
    before: shapely.Geometry | None, after: shapely.Geometry | None, *, projection: int
) -> Shift:
    """What became of a geometry in EPSG:4326; `projection` is the EPSG code for metres."""
    if before is None or after is None:
        return Shift(None, None, None)
    move = mover(WGS84, CRS.from_epsg(projection))
    old, new = (shapely.transform(each, move) for each in (before, after))
    dimension = max(shapely.get_dimensions(old), shapely.get_dimensions(new))
    moved = shapely.distance(shapely.centroid(old), shapely.centroid(new))
    larger = shapely.area(new) - shapely.area(old)
    longer = shapely.length(new) - shapely.length(old)
    return Shift(
        moved_m=round(float(moved), 2),
        area_m2=round(float(larger), 2) if dimension == 2 else None,
        length_m=round(float(longer), 2) if dimension == 1 else None,
    )
