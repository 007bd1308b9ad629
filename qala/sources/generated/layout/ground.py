"""What the streets may not run through: water with its banks, railway strips and greenery."""

import shapely
from shapely.geometry.base import BaseGeometry

from qala.sources.generated.skeleton import Fact, Skeleton

WATER_HALF_M = {"river": 11.0, "canal": 13.0, "stream": 4.0}
BANK_M = 6.0
RAIL_HALF_M = 16.0
LAKE_BANK_M = 18.0


def water(skeleton: Skeleton) -> list[BaseGeometry]:
    """Surfaces of rivers, canals and lakes, without their banks."""
    return [_surface(fact) for fact in skeleton.tables.get("water", ())]


def _surface(fact: Fact) -> BaseGeometry:
    if shapely.get_dimensions(fact.shape) == 2:
        return fact.shape
    return fact.shape.buffer(WATER_HALF_M.get(fact.row.get("kind", ""), 5.0), cap_style="flat")


def barriers(skeleton: Skeleton) -> BaseGeometry:
    """Everything that parts blocks: streets cross it only on authored roads and on links."""
    wet = [
        each.buffer(LAKE_BANK_M if shapely.get_dimensions(fact.shape) == 2 else BANK_M)
        for fact, each in zip(skeleton.tables.get("water", ()), water(skeleton), strict=True)
    ]
    rails = [
        fact.shape.buffer(RAIL_HALF_M, cap_style="square")  # nothing at a buffer stop
        for fact in skeleton.tables.get("railways", ())
        if fact.row.get("tunnel") != "true"
    ]
    return shapely.union_all([*wet, *rails, *skeleton.shapes("greenery")])
