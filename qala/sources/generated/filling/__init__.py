"""The filling of an invented city: a plan's blocks get parcels, houses, people and businesses.

Every block is filled from the seed and its own id alone, so it looks the same whatever is around
it. House numbers and the numbers in names are the city's. People of each district add up to its
authored number exactly; jobs to the number that the residents give by the base's ratio.
"""

from collections.abc import Iterator, Mapping

import numpy as np
from pyproj import CRS

from qala.core.features import CHUNK_ROWS, Features
from qala.core.projection import WGS84, mover
from qala.sources.generated.filling import tables
from qala.sources.generated.filling.numbering import house_numbers
from qala.sources.generated.filling.people import dwelling_weights, residents
from qala.sources.generated.filling.premises import businesses
from qala.sources.generated.filling.standing import Houses, houses_together, standing
from qala.sources.generated.filling.streets import fronts, ways
from qala.sources.generated.filling.words import Words, load_words
from qala.sources.generated.filling.work import job_cells
from qala.sources.generated.plan import Plan

__all__ = ["LAYERS", "Words", "fill", "load_words"]

LAYERS = ("parcels", "buildings", "addresses", "businesses", "population", "jobs")
"""What `fill` gives."""


def fill(
    plan: Plan,
    *,
    populations: Mapping[str, int],
    words: Words,
    projection: int,
    languages: tuple[str, ...],
    seed: int,
) -> Iterator[tuple[str, Features]]:
    """Pairs of a layer's name and features of it in EPSG:4326, in chunks.

    `populations`: district id -> residents; `projection`: EPSG code of the plan's plane. Ids are
    unique where the ids of the plan's blocks are. Memory grows with the one plan.
    """
    to_degrees = mover(CRS.from_epsg(projection), WGS84)
    stood: list[Houses] = []
    for parcels, some in standing(plan, seed):
        yield "parcels", tables.parcel_features(plan, parcels, to_degrees)
        stood.append(some)
    if not stood:
        return
    town = _town(plan, houses_together(stood), languages, to_degrees)
    buildings = tables.building_features(town)
    land_use = np.array([each.fabric.use for each in plan.blocks], dtype=object)
    uses = land_use[town.houses.block]
    firms = businesses(town.houses, town.fronts, town.ways, words.categories, uses)
    people = residents(plan, dwelling_weights(plan, town.houses), populations)
    total = round(words.jobs_per_resident * sum(populations.values()))
    cells = job_cells(plan, town.houses, firms, words, total=total, to_degrees=to_degrees)
    filled = {
        "buildings": buildings,
        "addresses": tables.address_features(town, buildings),
        "businesses": tables.business_features(town, firms, words.categories, buildings),
        "population": tables.population_features(plan, people, languages, to_degrees),
        "jobs": tables.job_features(cells, words.industries),
    }
    for layer, features in filled.items():
        yield from ((layer, part) for part in _chunks(features))


def _town(
    plan: Plan, houses: Houses, languages: tuple[str, ...], move: tables.Mover
) -> tables.Town:
    streets = ways(plan.streets)
    near = fronts(plan, streets, houses.block, houses.shapes)
    numbers = house_numbers(streets, near, houses.keys, houses.main)
    return tables.Town(plan, houses, streets, near, numbers, languages, move)


def _chunks(features: Features) -> Iterator[Features]:
    for first in range(0, len(features), CHUNK_ROWS):
        part = slice(first, first + CHUNK_ROWS)
        columns = {name: values[part] for name, values in features.columns.items()}
        yield Features(features.ids[part], features.geometry[part], columns)
