"""Jobs of H3 cells: staff of the businesses, and the rest of the city's by floor and use."""

from collections.abc import Callable
from dataclasses import dataclass

import h3.api.numpy_int as h3
import numpy as np
import shapely

from qala.core.projection import Points
from qala.sources.generated.filling.dice import Keys
from qala.sources.generated.filling.people import apportioned
from qala.sources.generated.filling.premises import Businesses
from qala.sources.generated.filling.standing import Houses
from qala.sources.generated.filling.turning import Floats, Ints, Shapes
from qala.sources.generated.filling.words import Words
from qala.sources.generated.plan import Plan

RESOLUTION = 9
"""Of the cells: about 0.1 km2 each."""


@dataclass(frozen=True, slots=True)
class Cells:
    """`index`: text of the H3 cells; `shapes` in EPSG:4326; `jobs`: (cells, industries)."""

    index: list[str]
    shapes: Shapes
    jobs: Ints


def job_cells(
    plan: Plan,
    houses: Houses,
    firms: Businesses,
    words: Words,
    *,
    total: int,
    to_degrees: Callable[[Points], Points],
) -> Cells:
    """Cells with jobs, `total` in all, or as many as the businesses have where that is more."""
    names = words.industries
    cell, row = _cells(houses.shapes, to_degrees)
    jobs = np.zeros((len(cell), len(names)), dtype=np.int64)
    industry = np.array([names.index(each.industry) for each in words.categories], dtype=np.int64)
    np.add.at(jobs, (row[firms.house], industry[firms.category]), firms.staff)
    weights = np.zeros(jobs.shape)
    np.add.at(weights, row, _weights(plan, houses, words))
    rest = max(0, total - int(jobs.sum()))
    jobs += apportioned(rest, weights.ravel()).reshape(jobs.shape)
    worked = jobs.sum(axis=1) > 0
    return Cells(
        [h3.int_to_str(each) for each in cell[worked].tolist()],
        _outlines(cell[worked]),
        jobs[worked],
    )


def _weights(plan: Plan, houses: Houses, words: Words) -> Floats:
    """For each house the jobs that its floor may hold, by industry; relative."""
    names = words.industries
    uses = {name: number for number, name in enumerate(words.work)}
    table = np.array(
        [
            [each.density * each.industries.get(name, 0.0) for name in names]
            for each in words.work.values()
        ]
        + [[0.0] * len(names)]
    )
    use = np.array([uses.get(each, len(uses)) for each in houses.use.tolist()], dtype=np.int64)
    density = np.array([each.fabric.weight_jobs for each in plan.blocks])
    floor = houses.area_m2 * houses.levels * density[houses.block]
    return np.asarray(table[use] * floor[:, None])


def _cells(shapes: Shapes, to_degrees: Callable[[Points], Points]) -> tuple[Keys, Ints]:
    """The cells that the shapes lie in, and for each shape which of them."""
    middles = to_degrees(shapely.get_coordinates(shapely.centroid(shapes)))
    found = [h3.latlng_to_cell(lat, lon, RESOLUTION) for lon, lat in middles.tolist()]
    cells, rows = np.unique(np.array(found, dtype=np.uint64), return_inverse=True)
    return cells, rows.astype(np.int64)


def _outlines(cells: Keys) -> Shapes:
    shapes = np.empty(len(cells), dtype=object)
    shapes[:] = [
        shapely.Polygon([(lon, lat) for lat, lon in h3.cell_to_boundary(each)])
        for each in cells.tolist()
    ]
    return shapes
