"""The layers that the plan itself gives: streets, and land use by blocks."""

from collections.abc import Iterator, Sequence

import numpy as np
import shapely
from pyproj import CRS

from qala.core.features import CHUNK_ROWS, Features
from qala.core.projection import WGS84, mover
from qala.sources.generated.plan import Plan

LAYERS = ("roads", "landuse")


def plan_layers(
    plan: Plan, *, projection: int, languages: Sequence[str]
) -> Iterator[tuple[str, Features]]:
    """Pairs of a layer's name and features of it in EPSG:4326, in chunks."""
    for first in range(0, len(plan.streets), CHUNK_ROWS):
        part = Plan(plan.streets[first : first + CHUNK_ROWS], ())
        yield "roads", _roads(part, projection, languages)
    used = tuple(block for block in plan.blocks if block.fabric.use)
    for first in range(0, len(used), CHUNK_ROWS):
        yield "landuse", _landuse(Plan((), used[first : first + CHUNK_ROWS]), projection)


def _roads(plan: Plan, projection: int, languages: Sequence[str]) -> Features:
    streets = plan.streets
    lines = np.array([street.line for street in streets], dtype=object)
    return Features(
        ids=[street.id for street in streets],
        geometry=_in_degrees(lines, projection),
        columns={
            "name": [street.names.get("") for street in streets],
            **{
                f"name_{language}": [street.names.get(language) for street in streets]
                for language in languages
            },
            "class": [street.road_class for street in streets],
            "lanes": [street.lanes for street in streets],
            "length_m": shapely.length(lines).tolist(),
            "generated": [street.generated for street in streets],
        },
    )


def _landuse(plan: Plan, projection: int) -> Features:
    blocks = plan.blocks
    polygons = np.array([block.polygon for block in blocks], dtype=object)
    return Features(
        ids=[block.id for block in blocks],
        geometry=_in_degrees(polygons, projection),
        columns={
            "kind": [block.fabric.use for block in blocks],
            "generated": [True] * len(blocks),
        },
    )


def _in_degrees(shapes: np.ndarray, projection: int) -> np.ndarray:
    moved: np.ndarray = shapely.transform(shapes, mover(CRS.from_epsg(projection), WGS84))
    return moved
